import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Context } from "../../command.ts";
import { chainFiles } from "../chain/chain-files.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

/** The Node that runs this. `engines` of package.json says the same. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return fits
    ? ok("node", version)
    : problem("node", `${version} is not supported`, "Install Node 20.19, 22.12, or any from 24.");
}

/** May this user write where commands write? Looks, and writes nothing. */
export async function permissionFindings({ paths }: Context): Promise<readonly Finding[]> {
  const folders = [paths.root, paths.stateFolder, dirname(paths.telemetry)];
  const refused: string[] = [];
  for (const path of folders) if (!(await mayWrite(path))) refused.push(path);
  for (const path of [paths.log, paths.mark]) if (!(await mayWrite(path, false))) refused.push(path);
  return [
    refused.length === 0
      ? ok("permissions", "everything below the root may be written")
      : problem(
          "permissions",
          `${refused.join(" and ")} may not be written`,
          "Run as the user who owns the root, or change its permissions.",
        ),
  ];
}

/** What is not there yet is made. */
async function mayWrite(path: string, isFolder = true): Promise<boolean> {
  try {
    await access(path, constants.R_OK | constants.W_OK | (isFolder ? constants.X_OK : 0));
    return true;
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT";
  }
}

const enoughMegabytes = 100;

/** Room for the log to grow. */
export async function diskFinding({ paths }: Context): Promise<Finding> {
  const { bavail, bsize } = await statfs(paths.root);
  const megabytes = Math.floor((bavail * bsize) / 1_000_000);
  return megabytes >= enoughMegabytes
    ? ok("disk", `${megabytes} MB free`)
    : warning(
        "disk",
        `only ${megabytes} MB free`,
        "Free some space, or move closed parts with `mvcrs chain move-segments`.",
      );
}

/** Whoever reads the key can sign in the log's name. */
export async function keyFinding(context: Context): Promise<Finding> {
  const { key: path } = await chainFiles(context);
  const found = await stat(path).catch(() => null);
  if (found === null) return ok("signing key", "none here; checkpoints are not signed on this machine");
  return process.platform !== "win32" && (found.mode & 0o077) !== 0
    ? problem("signing key", `others may read ${path}`, `chmod 600 ${path}`)
    : ok("signing key", "readable by its owner only");
}
