import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { canonicalize } from "@mvcrs/canonical";
import { exportTiles } from "@mvcrs/chain";
import { parseVerifierKey } from "@mvcrs/chain/note";
import { systemCode } from "@mvcrs/errors";
import { readLedger } from "@mvcrs/escalation";
import {
  type FileLayer,
  nodeFiles,
  readWhole,
  replaceFile,
  sweepFolder,
  type TextFiles,
  textFiles,
} from "@mvcrs/files";
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
    for (const path of [
      "data",
      "data/timeline",
      "data/challenges",
      "data/ids",
      "data/series",
      "data/lines",
      "assets",
    ])
      await sweepFolder(layer, join(folder, path)).catch(unlessMissing);
    const portal = openPortal(options);
    const { from, rebuilt } = await portal.update();
    const proven = await publishTiles(portal, options);
    await publishLines(portal, files, options);
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

function unlessMissing(thrown: unknown): void {
  if (systemCode(thrown) !== "ENOENT") throw thrown;
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
  { paths, folder, layer = nodeFiles }: PublishOptions,
): Promise<void> {
  const { count, checkpoint } = portal.overview().log;
  const bundled = checkpoint?.size ?? 0;
  const first = linesOf(bundled);
  const end = count <= bundled ? first : Math.ceil(count / linesSize);
  let text = "";
  await using log = await readLedger(paths);
  for await (const { seq, prev, event } of log.entries({ from: first * linesSize, to: end * linesSize })) {
    if (seq >= count) break;
    text += `${canonicalize({ event, prev, seq })}\n`;
    if ((seq + 1) % linesSize !== 0 && seq + 1 < count) continue;
    await writeBytes(layer, folder, linesPath(linesOf(seq)), Buffer.from(text));
    text = "";
  }
  for (const name of await files.list(join(folder, "data", "lines"))) {
    const number = Number(name.replace(".txt", ""));
    if (!(number >= first && number < end)) await files.remove(join(folder, "data", "lines", name));
  }
}

async function write(portal: Portal, layer: FileLayer, folder: string, path: string): Promise<void> {
  const file = await portal.file(path);
  if (file !== undefined) await writeBytes(layer, folder, path, file.bytes);
}

/** Writes a file that has other bytes than the one that is there. */
async function writeBytes(layer: FileLayer, folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const target = join(folder, path);
  const there = await readWhole(layer, target).catch(() => undefined);
  if (there !== undefined && Buffer.compare(there, bytes) === 0) return;
  await layer.makeFolder(dirname(target));
  // Half a file stands where nobody is served one.
  await replaceFile(layer, target, bytes, { temporary: join(folder, "data", ".half") });
}

/** Removes the scripts of earlier builds of the page. */
async function sweepAssets(files: TextFiles, folder: string, page: readonly string[]): Promise<void> {
  for (const name of await files.list(join(folder, "assets")))
    if (!page.includes(`assets/${name}`)) await files.remove(join(folder, "assets", name));
}
