import { join, relative } from "node:path";
import { canonicalize } from "@mvcrs/canonical";
import type { Head, LogReader } from "@mvcrs/chain";
import { messageOf } from "@mvcrs/errors";
import {
  type ArtifactPaths,
  defaultConfig,
  inspectRoot,
  LedgerWatcher,
  loadConfig,
  type MvcrsEvent,
  type MvcrsState,
  readLedger,
} from "@mvcrs/escalation";
import { checkJson, type FileLayer, nodeFiles, readWhole, type TextFiles, textFiles } from "@mvcrs/files";
import { Builder, OddFiles } from "./builder.ts";
import { type SignedCheckpoint, signedCheckpoint } from "./checkpoint.ts";
import { portalErrors } from "./errors.ts";
import type { TimelineEntry } from "./format/entry.ts";
import { type Facts, linesSize, type Overview, type Service } from "./format/files.ts";
import { type Beside, overviewOf } from "./overview.ts";
import { pageFile } from "./page-files.ts";
import { overviewPath, pageOf, pagePath, statePath } from "./paths.ts";
import { isServed, type PortalFile, portalFile } from "./portal-file.ts";
import { emptyState, formatState, parseState, stateSchema } from "./state.ts";

export interface PortalOptions {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  /** Where the files are kept that are made from the log: a static site's folder, or one of the server's own. */
  readonly folder: string;
  /** The disk that this folder is on. Default: the machine's. */
  readonly layer?: FileLayer;
  readonly clock: () => number;
  /** The overview is made again within so many milliseconds; past twice that the page says that it is stale. */
  readonly promisedMs: number;
  /** What is not in the log. Asked at every update. */
  readonly facts: () => Promise<Facts>;
  /** Why the root may not say all that is so, though it agrees with itself; `null` where it does. Asked at every update. */
  readonly doubt?: () => Promise<string | null>;
  /** What a server says of itself; `null` for a static folder. */
  readonly service?: () => Service | null;
}

export interface PortalUpdate {
  readonly count: number;
  readonly chainHash: string;
  /** The log's first entry that is new to the files; 0 where everything was made again. */
  readonly from: number;
  /** The files were made from the log's start: it is another log, or there was nothing to go on from. */
  readonly rebuilt: boolean;
  /** Of `data/overview.json`. */
  readonly etag: string;
}

/** What a page is served: made from the log, and kept up to date with it. */
export interface Portal {
  /** Takes in what the log has gained, and what is known beside it. Calls run one after the other. */
  update(): Promise<PortalUpdate>;
  /** A file of the portal by its path relative to the page; `undefined` where there is none. */
  file(path: string): Promise<PortalFile | undefined>;
  /** Lines of the timeline from an entry on, as far as the last update. */
  entries(from: number, most: number): Promise<readonly TimelineEntry[]>;
  /** Writes what is only in memory, so that the next process goes on from here. */
  save(): Promise<void>;
  /** What the last update said. */
  overview(): Overview;
  readonly checkpoint: SignedCheckpoint | null;
}

const tries = 5;

/** Opens the portal of a root. Nothing is read before the first `update`. Takes no lock of the log's. */
export function openPortal(options: PortalOptions): KeptPortal {
  return new KeptPortal(options);
}

export class KeptPortal implements Portal {
  readonly #options: PortalOptions;
  readonly #layer: FileLayer;
  readonly #kept: TextFiles;
  readonly #watcher: LedgerWatcher;
  readonly #builder: Builder;
  #log: LogReader<MvcrsEvent> | undefined;
  #isLoaded = false;
  #overview: Overview | undefined;
  #overviewFile: PortalFile | undefined;
  #checkpoint: SignedCheckpoint | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PortalOptions) {
    const { paths, files, folder, layer = nodeFiles } = options;
    this.#options = options;
    this.#layer = layer;
    this.#kept = textFiles(layer);
    this.#watcher = new LedgerWatcher({ paths, files });
    this.#builder = new Builder({
      ...{ files: this.#kept, folder },
      leafHashAt: async (seq) => (this.#log === undefined ? undefined : await this.#log.leafHash(seq)),
    });
  }

  get checkpoint(): SignedCheckpoint | null {
    return this.#checkpoint;
  }

  overview(): Overview {
    if (this.#overview === undefined) throw new TypeError("asked for before the first update");
    return this.#overview;
  }

  update(): Promise<PortalUpdate> {
    return this.#inTurn(() => this.#update());
  }

  save(): Promise<void> {
    return this.#inTurn(() => this.#save());
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(action);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #update(): Promise<PortalUpdate> {
    for (let tried = 1; ; tried++) {
      const { state, head } = await this.#watcher.read();
      // Opened again each time: a log that was restored or repaired is another file by the same name.
      await using log = await readLedger(this.#options.paths);
      this.#log = log;
      try {
        const { from, rebuilt } = await this.#follow(log, head);
        const beside = await this.#beside();
        this.#show(state, head, beside);
        return {
          ...{ count: head.count, chainHash: head.chainHash, from, rebuilt },
          etag: this.#overviewFile?.etag ?? "",
        };
      } catch (thrown) {
        if (!(thrown instanceof OddFiles)) {
          // An entry may have been folded in part: on from what was saved.
          this.#builder.drop();
          this.#isLoaded = false;
          throw thrown;
        }
        if (tried === tries) throw portalErrors.create("PORTAL_LOG_MOVED", { path: this.#options.paths.log });
        await this.#startOver();
      } finally {
        this.#log = undefined;
      }
    }
  }

  /** Folds in what the log has gained; an `OddFiles` where the files are of another log, or damaged. */
  async #follow(log: LogReader<MvcrsEvent>, head: Head) {
    const builder = this.#builder;
    let rebuilt = false;
    if (!this.#isLoaded) {
      rebuilt = !(await this.#load());
      this.#isLoaded = true;
    }
    const { count, chainHash } = builder.state;
    const isOf = count === 0 || (count <= head.count && (await log.leafHash(count - 1)) === chainHash);
    if (!isOf) {
      await this.#startOver();
      rebuilt = true;
    }
    const from = builder.state.count;
    for await (const { seq, event, leafHash } of log.entries({ from, to: head.count }))
      await builder.take({ seq, event }, leafHash);
    if (builder.state.count !== head.count || (head.count > 0 && builder.state.chainHash !== head.chainHash))
      throw new OddFiles();
    return { from, rebuilt: rebuilt || from === 0 };
  }

  /** Goes on from what was saved; `false` where nothing was. */
  async #load(): Promise<boolean> {
    const files = this.#kept;
    const { folder } = this.#options;
    const text = await files.read(join(folder, statePath));
    const checked = text === null ? undefined : checkJson(text, stateSchema);
    if (checked?.ok === true) {
      this.#builder.state = parseState(checked.value);
      return true;
    }
    await this.#startOver();
    return false;
  }

  /** Removes what was made, first of all what says how far it is. */
  async #startOver(): Promise<void> {
    const files = this.#kept;
    const { folder } = this.#options;
    this.#builder.drop();
    await files.remove(join(folder, statePath));
    for (const kind of ["timeline", "challenges", "ids", "series"])
      for (const name of await files.list(join(folder, "data", kind)))
        await files.remove(join(folder, "data", kind, name));
    this.#builder.state = emptyState();
  }

  /** For tests: what a process leaves that is killed before it has said how far it is. */
  flushFiles(): Promise<void> {
    return this.#inTurn(() => this.#builder.flush());
  }

  async #save(): Promise<void> {
    const files = this.#kept;
    const { folder } = this.#options;
    await this.#builder.flush();
    // Last of all: it says that the others are there.
    await files.write(
      join(folder, statePath),
      `${JSON.stringify(stateSchema.parse(formatState(this.#builder.state)))}\n`,
    );
  }

  async #beside(): Promise<Beside> {
    const { paths, files } = this.#options;
    const facts = await this.#options.facts();
    const contradictions: string[] = [];
    const found = await inspectRoot({ paths, files }).catch((thrown: unknown) => {
      contradictions.push(messageOf(thrown).split("\n", 1)[0] ?? "");
      return undefined;
    });
    for (const { path, problem } of found?.contradictions ?? [])
      contradictions.push(`${relative(paths.root, path)} ${problem}`);
    if (found?.mark === null) contradictions.push("the root has no mark, so nothing vouches for its log");
    const doubt = (await this.#options.doubt?.()) ?? null;
    if (doubt !== null) contradictions.push(doubt);
    const config = await loadConfig(files, paths.config).catch(() => null);
    const { log, review_window_hours: hours } = config ?? defaultConfig();
    const signed = await signedCheckpoint({ paths, files }, { key: facts.key, origin: log.origin });
    if (signed !== null && "problem" in signed) contradictions.push(signed.problem);
    this.#checkpoint = signed !== null && "text" in signed ? signed : null;
    return {
      ...{ facts, contradictions, origin: log.origin, reviewWindowMs: hours * 3_600_000 },
      checkpoint: this.#checkpoint?.shown ?? null,
    };
  }

  #show(state: MvcrsState, head: Head, beside: Beside): void {
    const { clock, promisedMs, service } = this.#options;
    const made = this.#builder.state;
    this.#overview = overviewOf({
      ...{ made, state, head, beside, promisedMs },
      now: clock(),
      service: service?.() ?? null,
    });
    this.#overviewFile = portalFile(overviewPath, Buffer.from(`${JSON.stringify(this.#overview)}\n`), false);
  }

  async entries(from: number, most: number): Promise<readonly TimelineEntry[]> {
    const found: TimelineEntry[] = [];
    const { count } = this.#builder.state;
    for (let seq = from; seq < Math.min(count, from + most); ) {
      const page = await this.#builder.pages.read(pagePath(pageOf(seq)));
      const more = page?.entries.slice(
        seq - (page.entries[0]?.seq ?? 0),
        from + most - (page.entries[0]?.seq ?? 0),
      );
      if (more === undefined || more.length === 0) break;
      found.push(...more);
      seq += more.length;
    }
    return found;
  }

  async file(path: string): Promise<PortalFile | undefined> {
    const page = pageFile(path);
    if (page !== undefined) return page;
    if (!isServed(path)) return undefined;
    if (path === overviewPath) return this.#overviewFile;
    const made = this.#builder.document(path);
    if (made !== undefined) return portalFile(path, Buffer.from(made.text), made.isWhole);
    const lines = /^data\/lines\/(\d+)\.txt$/.exec(path);
    if (lines !== null) return this.#lines(path, Number(lines[1]));
    const bytes = await readWhole(this.#layer, join(this.#options.folder, path)).catch(() => undefined);
    return bytes === undefined ? undefined : portalFile(path, bytes, this.#builder.isWhole(path));
  }

  /** The log's own lines, for entries that no bundle has yet. */
  async #lines(path: string, file: number): Promise<PortalFile | undefined> {
    const { count } = this.#builder.state;
    const from = file * linesSize;
    if (from >= count) return undefined;
    await using log = await readLedger(this.#options.paths);
    let text = "";
    for await (const { seq, prev, event } of log.entries({ from, to: Math.min(count, from + linesSize) }))
      text += `${canonicalize({ event, prev, seq })}\n`;
    return portalFile(path, Buffer.from(text), from + linesSize <= count);
  }
}
