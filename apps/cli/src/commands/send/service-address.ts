import { isLocked, nodeProcesses } from "@mvcrs/files/lock";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { readServiceFile, serviceFilePath, serviceLockPath } from "../serve/service-file.ts";

/** The address of the service that is meant: the one that is named, else the one that runs in this root. @throws USAGE */
export async function serviceAddress(
  named: string | undefined,
  { files, disk, paths }: Pick<Context, "files" | "disk" | "paths">,
): Promise<string> {
  const usage = (problem: string) => cliErrors.create("USAGE", { problem });
  if (named === undefined) {
    const runs = await isLocked(serviceLockPath(paths.stateFolder), {
      files: disk,
      processes: nodeProcesses(),
    });
    const file = runs ? await readServiceFile(files, serviceFilePath(paths.stateFolder)) : null;
    if (file === null) throw usage(`no service runs in ${paths.root}; --to says where one is`);
    return file.url;
  }
  const { isLoopback } = await import("@mvcrs/service");
  const url = URL.canParse(named) ? new URL(named) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "")
    throw usage(`--to ${named} is not an address such as https://crs.example.org/`);
  if (url.protocol === "http:" && !isLoopback(url.hostname.replace(/^\[|\]$/g, "")))
    throw usage(`--to ${named} would send the token in the open; use https`);
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}
