import { basename, dirname, join } from "node:path";
import { systemCode } from "@mvcrs/errors";
import type { FileLayer } from "@mvcrs/files";

/** Where the files beside a log are. */
export interface LogPaths {
  readonly log: string;
  readonly meta: string;
  readonly index: string;
  /** What blocks of entries can be looked up by. */
  readonly fields: string;
  /** The folder of what is kept outside the lines. */
  readonly vault: string;
  readonly lock: string;
  /** The list of the closed segments. */
  readonly segments: string;
  /** Where they are put. */
  readonly segmentFolder: string;
  /** The last checkpoint signed. */
  readonly checkpoint: string;
}

/** What may be said of where they are; everything else stands beside the log. */
export interface LogPlaces {
  readonly path: string;
  readonly metaPath?: string | undefined;
  readonly checkpointPath?: string | undefined;
}

/** The files of a log, found from its true path: one log has one lock, whatever symbolic link leads to it. */
export async function pathsOf(
  files: FileLayer,
  { path, metaPath, checkpointPath }: LogPlaces,
): Promise<LogPaths> {
  const log = await truePath(files, path);
  const stem = log.replace(/\.jsonl$/, "");
  return {
    log,
    meta: metaPath ?? `${stem}.meta.json`,
    index: `${stem}.index`,
    fields: `${stem}.fields`,
    vault: `${stem}.vault`,
    lock: `${log}.lock`,
    segments: `${stem}.segments.json`,
    segmentFolder: `${stem}.segments`,
    checkpoint: checkpointPath ?? `${stem}.checkpoint`,
  };
}

async function truePath(files: FileLayer, path: string): Promise<string> {
  const found = await realPath(files, path);
  if (found !== undefined) return found;
  // It does not exist yet; its folder may.
  const folder = await realPath(files, dirname(path));
  return folder === undefined ? path : join(folder, basename(path));
}

async function realPath(files: FileLayer, path: string): Promise<string | undefined> {
  try {
    return await files.realPath(path);
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
}
