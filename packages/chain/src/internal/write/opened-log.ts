import { utf8 } from "@mvcrs/canonical";
import { replaceFile, withCodes } from "@mvcrs/files";
import type { HeldLock } from "@mvcrs/files/lock";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../../errors.ts";
import { entriesWhere, type FieldsFile, fieldsFile } from "../../fields/entries-where.ts";
import type { Fields } from "../../fields/where.ts";
import type { Head } from "../../log/head.ts";
import type { ActiveFile, AppendedAll, Log, OpenReport, RotateOptions } from "../../log/log.ts";
import { formatMeta } from "../../log/meta.ts";
import type { PreparedEvent } from "../../log/prepared-event.ts";
import type { Segment } from "../../segments/segment.ts";
import type { Entry } from "../read/entry.ts";
import type { ProofSource } from "../read/prover.ts";
import { type EntriesOptions, endOfEntry, type SearchOptions, type Source } from "../read/read-entries.ts";
import { Reading } from "../read/reading.ts";
import { mendIndex } from "../recover/mend-index.ts";
import type { Recovered } from "../recover/recover.ts";
import type { SegmentPlace } from "../segments/change-list.ts";
import type { LogFile } from "../segments/log-file.ts";
import { type Cut, rotateFile } from "../segments/rotate-file.ts";
import { hasItsName } from "../segments/take-back.ts";
import type { Appended } from "./batch.ts";
import { Intake } from "./intake.ts";
import { Writer } from "./writer.ts";

const META_EVERY_BYTES = 4 * 1024 * 1024;

/** What an open log needs of its options. */
export interface LogSettings<E> {
  readonly schema?: StandardSchemaV1<unknown, E>;
  readonly durability?: "sync" | "os";
  readonly counterKeys?: (event: E) => readonly string[];
  readonly onIndexMended?: (indexPath: string) => void;
  readonly fields?: Fields<E>;
}

/** What opening a log has acquired, for `close` to release. */
export interface Opening extends SegmentPlace {
  readonly handle: LogFile;
  readonly lock: HeldLock;
  readonly recovered: Recovered;
  readonly created: boolean;
}

export class OpenedLog<E> extends Reading<E> implements Log<E> {
  readonly opened: OpenReport;
  readonly #settings: LogSettings<E>;
  readonly #opening: Opening;
  readonly #index: Recovered["index"];
  readonly #writer: Writer;
  readonly #intake: Intake<E>;
  #metaBytes: number;
  #closing: Promise<void> | undefined;

  constructor(settings: LogSettings<E>, opening: Opening) {
    const { paths, handle, recovered, created } = opening;
    const { state, index, report } = recovered;
    super();
    this.#settings = settings;
    this.#opening = opening;
    this.#index = index;
    this.opened = created ? { ...report, meta: "created", metaReason: undefined, index: "created" } : report;
    this.#metaBytes = report.meta === "fresh" ? state.bytes : -1;
    this.#writer = new Writer({
      path: paths.log,
      handle,
      state,
      index,
      durable: (settings.durability ?? "sync") === "sync",
      afterBatch: () => this.refreshMeta(),
    });
    this.#intake = new Intake(settings, {
      append: (event) => this.#writer.append(event),
      appendGroup: (events) => this.#writer.appendGroup(events),
      count: () => this.#writer.state.count,
      assertOpen: () => this.assertOpen(),
    });
  }

  /** Writes the meta file if it is far behind, so that the next writer after a crash has little to catch up with. */
  async refreshMeta(): Promise<void> {
    if (this.#writer.state.bytes - this.#metaBytes >= META_EVERY_BYTES) await this.#writeMeta();
  }

  head(): Head {
    return this.#writer.state.head();
  }

  durableHead(): Promise<Head> {
    return this.during(() => this.#writer.durableHead());
  }

  append(event: E | PreparedEvent<E>): Promise<Appended> {
    return this.#intake.append(event);
  }

  appendAll(
    events: Iterable<E | PreparedEvent<E>> | AsyncIterable<E | PreparedEvent<E>>,
  ): Promise<AppendedAll> {
    return this.#intake.appendAll(events);
  }

  async *entries({ where, ...options }: SearchOptions = {}): AsyncGenerator<Entry<E>, void, undefined> {
    this.assertOpen();
    const source = await this.source(false);
    const entries = (range: EntriesOptions) => this.read(source, range);
    if (where === undefined) return yield* entries(options);
    const searched = { leafHash: (seq: number) => this.leafHash(seq), entries };
    yield* entriesWhere(searched, source.count, { ...options, where }, this.#fieldsFile());
  }

  #fieldsFile(): FieldsFile<E> {
    const { files, clock, processes, paths } = this.#opening;
    return fieldsFile(this.#settings.fields, { path: paths.fields, files, processes, clock });
  }

  get active(): ActiveFile {
    const { first, start } = this.#opening.handle.active;
    return { first, bytes: this.#writer.state.bytes - start };
  }

  rotate({ at }: RotateOptions = {}): Promise<readonly Segment[]> {
    return this.during(async () => {
      let segments: readonly Segment[] = [];
      await this.#writer.atRest(async () => {
        segments = await this.#rotate(at ?? [this.#writer.state.count]);
      });
      return segments;
    });
  }

  async #rotate(at: readonly number[]): Promise<readonly Segment[]> {
    const { handle } = this.#opening;
    const { first, start } = handle.active;
    if (this.#writer.failed) throw chainErrors.create("LOG_FAILED", { path: this.path });
    const source = await this.source(false);
    const cuts: Cut[] = [];
    for (const count of [...new Set(at)].sort((a, b) => a - b)) {
      if (!Number.isSafeInteger(count) || count < first || count > source.count)
        throw chainErrors.create("SEQ_OUT_OF_RANGE", { seq: count, count: source.count });
      if (count > first) cuts.push({ count, ...(await endOfEntry(source, count - 1)) });
    }
    if (cuts.length === 0) return [];
    // What the meta file vouches for then ends behind the segments, so that opening needs nothing of them.
    await this.#writeMeta();
    try {
      return await rotateFile(this.#opening, handle, cuts);
    } catch (thrown) {
      // Another file has the log's name, or a name that may not be on the disk: nothing may go on here.
      const sure =
        handle.active.start === start && (await hasItsName(this.#opening, handle).catch(() => false));
      if (!sure) this.#writer.stop();
      throw thrown;
    }
  }

  close(): Promise<void> {
    this.#closing ??= withCodes(this.path, () => this.#close());
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  protected get path(): string {
    return this.#opening.paths.log;
  }

  protected assertOpen(): void {
    if (this.#closing !== undefined)
      throw chainErrors.create("LOG_CLOSED", { path: this.#opening.paths.log });
  }

  protected async source(complete: boolean): Promise<Source<E> & ProofSource> {
    if (complete) await this.#writer.atRest(() => this.#index.flush(this.#writer.state.count));
    const { count, bytes, rootHash } = this.head();
    const { paths, handle } = this.#opening;
    const { schema } = this.#settings;
    const index = this.#index.file;
    const proving = { index, rootHash, settled: count, mendIndex: this.mend };
    return { path: paths.log, handle, count, bytes, schema, ...proving };
  }

  protected async mendIndex(): Promise<boolean> {
    const file = this.#index.file;
    if (file === undefined) return false;
    const { paths, handle } = this.#opening;
    const { bytes } = this.head();
    const mended = await mendIndex({ path: paths.log, handle, bytes }, file);
    if (mended) this.#settings.onIndexMended?.(paths.index);
    return mended;
  }

  async #close(): Promise<void> {
    try {
      await this.settled();
      await this.#intake.idle();
      await this.#writer.idle();
      if (!this.#writer.failed && this.#metaBytes !== this.#writer.state.bytes) await this.#writeMeta();
    } finally {
      try {
        await this.#index.close();
        await this.#opening.handle.close();
      } finally {
        await this.#opening.lock.release();
      }
    }
  }

  /** The log before its meta file, always: a meta file must never vouch for bytes that a power failure may take. */
  async #writeMeta(): Promise<void> {
    const { state } = this.#writer;
    await this.#index.flush(state.count);
    await this.#writer.settle();
    await replaceFile(
      this.#opening.files,
      this.#opening.paths.meta,
      utf8(formatMeta(state.head(), new Date(this.#opening.clock()).toISOString())),
    );
    this.#metaBytes = state.bytes;
  }
}
