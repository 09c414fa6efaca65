import { resolve } from "node:path";
import type { Context } from "./command.ts";
import { cliErrors } from "./errors.ts";

/** Where a secret is: in an environment variable or a file, never on the command line. */
interface SecretPlace {
  readonly env: string | undefined;
  readonly file: string | undefined;
  /** What it is, for the error that says it is missing. */
  readonly what: string;
}

/** Reads a secret. @throws SECRET_MISSING; it names the place and never the content */
export async function readSecret(
  { env, file, what }: SecretPlace,
  { io, files }: Pick<Context, "io" | "files">,
): Promise<string> {
  const found =
    env !== undefined
      ? io.env[env]
      : file !== undefined
        ? await files.read(resolve(io.cwd, file))
        : undefined;
  const secret = found?.trim() ?? "";
  if (secret === "") {
    const place = env !== undefined ? `the variable ${env}` : file !== undefined ? `the file ${file}` : null;
    throw cliErrors.create("SECRET_MISSING", { what, place });
  }
  return secret;
}
