import type { Context } from "./command.ts";
import { readSecret } from "./secret.ts";

/** Names a file with the password of the database, which is read at every connection, so that it may be rotated. */
const variable = "MVCRS_STORE_PASSWORD_FILE";

/** The password of the database: of the file that the variable names, else of PGPASSWORD. */
export function passwordFrom({ io, files }: Pick<Context, "io" | "files">): {
  readonly password?: () => string | Promise<string>;
} {
  const file = io.env[variable] || undefined;
  const given = io.env["PGPASSWORD"];
  if (file !== undefined)
    return {
      password: () => readSecret({ env: undefined, file, what: "password of the database" }, { io, files }),
    };
  return given === undefined ? {} : { password: () => given };
}
