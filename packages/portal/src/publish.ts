import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { exportTiles } from "@mvcrs/chain";
import { parseVerifierKey } from "@mvcrs/chain/note";
import { type FileLayer, nodeFiles, readWhole, replaceFile, type TextFiles, textFiles } from "@mvcrs/files";
import { nodeProcesses, type Processes, takeLock } from "@mvcrs/files/lock";
import { portalErrors } from "./errors.ts";
import { linesSize, type Overview } from "./format/files.ts";
import { pageFilePaths } from "./page-files.ts";
import { linesOf, linesPath, logFolder, metricsPath, overviewPath } from "./paths.ts";
import { openPortal, type Portal, type PortalOptions } from "./portal.ts";

export interface PublishOptions extends Omit<PortalOptions, "service"> {
  readonly processes?: Processes;
  readonly signal?: AbortSignal;
}

export interface Published {
  readonly overview: Overview;
  /** Entries that the tiles reach; `null` where no checkpoint is signed, and there are none. */
  readonly proven: number | null;
  /** The first entry that this build took in. */
  readonly from: number;
  readonly rebuilt: boolean;
}

/** What says that a folder is a portal's, written before anything else. */
const mark = "data/portal.json";
const markText = `${JSON.stringify({ format: "mvcrs portal", version: 1 })}\n`;

/**
 * Writes the portal of a root into a folder for any web server, or brings one up to date that is there: it costs what the log
 * has gained. A file is replaced as a whole and on stable storage before another names it, so that a reader at any moment,
 * and whoever looks after a crash, finds a whole portal, the old one or the new one. Nothing temporary stays.
 *
 * @throws PORTAL_FOLDER_FOREIGN, PORTAL_LOG_MOVED, LOCK_HELD while another build works there, what `exportTiles` throws
 */
export async function publishPortal(options: PublishOptions): Promise<Published> {
  const { folder, clock, layer = nodeFiles, processes = nodeProcesses() } = options;
  const files = textFiles(layer);
  await assertOurs(files, folder);
  await files.write(join(folder, mark), markText);
  const lock = await takeLock({
    ...{ path: join(folder, "data", ".build.lock"), what: `the portal in ${folder}` },
    ...{ files: layer, clock, processes, wait, timeoutMs: 0 },
  });
  try {
    const portal = openPortal(options);
    const { from, rebuilt } = await portal.update();
    const proven = await publishTiles(portal, options);
    await publishLines(portal, files, layer, folder);
    await portal.save();
    await write(portal, layer, folder, metricsPath);
    const page = pageFilePaths();
    for (const path of page) await write(portal, layer, folder, path);
    await sweepAssets(files, folder, page);
    await write(portal, layer, folder, overviewPath);
    return { overview: portal.overview(), proven, from, rebuilt };
  } finally {
    await lock.release();
  }
}

/** A folder of something else must not be filled with files. */
async function assertOurs(files: TextFiles, folder: string): Promise<void> {
  if ((await files.read(join(folder, mark))) !== null) return;
  const [name] = (await files.list(folder)).filter((name) => !name.startsWith("."));
  if (name !== undefined) throw portalErrors.create("PORTAL_FOLDER_FOREIGN", { folder, name });
}

async function publishTiles(portal: Portal, options: PublishOptions): Promise<number | null> {
  const { paths, folder, layer, clock, processes, signal } = options;
  const { checkpoint } = portal;
  const { key } = portal.overview().facts;
  if (checkpoint === null || key === null) return null;
  const { size } = await exportTiles({
    ...{ path: paths.log, dir: join(folder, logFolder), checkpoint: checkpoint.text, clock },
    verifierKeys: [parseVerifierKey(key)],
    ...(layer === undefined ? {} : { files: layer }),
    ...(processes === undefined ? {} : { processes }),
    ...(signal === undefined ? {} : { signal }),
  });
  return size;
}

/** The lines of entries that no bundle has yet; those that one has by now go. */
async function publishLines(
  portal: Portal,
  files: TextFiles,
  layer: FileLayer,
  folder: string,
): Promise<void> {
  const { log } = portal.overview();
  const first = linesOf(log.checkpoint?.size ?? 0);
  const isBundled = log.count <= (log.checkpoint?.size ?? 0);
  const last = isBundled ? first : Math.ceil(log.count / linesSize);
  for (let file = first; file < last; file++) await write(portal, layer, folder, linesPath(file));
  for (const name of await files.list(join(folder, "data", "lines"))) {
    const number = Number(name.replace(".txt", ""));
    if (!(number >= first && number < last)) await files.remove(join(folder, "data", "lines", name));
  }
}

/** Writes a file that has other bytes than the one that is there. */
async function write(portal: Portal, layer: FileLayer, folder: string, path: string): Promise<void> {
  const file = await portal.file(path);
  if (file === undefined) return;
  const target = join(folder, path);
  const there = await readWhole(layer, target).catch(() => undefined);
  if (there !== undefined && Buffer.compare(there, file.bytes) === 0) return;
  await layer.makeFolder(join(target, ".."));
  // Half a file stands where nobody is served one.
  await replaceFile(layer, target, file.bytes, { temporary: join(folder, "data", ".half") });
}

/** Removes the scripts of earlier builds of the page. */
async function sweepAssets(files: TextFiles, folder: string, page: readonly string[]): Promise<void> {
  for (const name of await files.list(join(folder, "assets")))
    if (!page.includes(`assets/${name}`)) await files.remove(join(folder, "assets", name));
}
