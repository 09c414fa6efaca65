import { randomUUID } from "node:crypto";
import {
  chainErrors,
  type Entry,
  type Head,
  type InclusionProof,
  type Log,
  type LogStore,
  openLog,
  openMirror,
  openVault,
  type PreparedEvent,
  type Redaction,
  type SealedPayload,
  type Segment,
  type Vault,
} from "@mvcrs/chain";
import { isCodedError } from "@mvcrs/errors";
import type { FileLayer, TextFiles } from "@mvcrs/files";
import { escalationErrors } from "../errors.ts";
import { engineActor } from "./actor.ts";
import type { ArtifactPaths } from "./artifacts/paths.ts";
import type { LogPosition } from "./artifacts/projections.ts";
import type { Committee } from "./config/committee-schema.ts";
import { counterKeys, type MvcrsEvent, mvcrsEventSchema } from "./events.ts";
import { storable } from "./fit-event.ts";
import type { LoggedEvent } from "./read-ledger.ts";
import type { CheckpointKeys } from "./root/checkpoint-keys.ts";
import { viewOf } from "./root/contradictions.ts";
import { isKeyChange } from "./root/key-changes.ts";
import type { MarkKeeper } from "./root/mark-keeper.ts";
import { holdMark, mayCreateLog } from "./root/open-marked.ts";
import { assertLogIsHere } from "./root/store-file.ts";
import { Rotation } from "./rotation.ts";

/** How long to wait for another writer, in milliseconds by default. */
export const defaultLockTimeoutMs = 10_000;

export interface EventLogOptions {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  /** Where the log itself is; default: the machine's disk. */
  readonly disk?: FileLayer;
  readonly clock: () => number;
  /** How long to wait for another writer, in milliseconds. Default 10 s. */
  readonly lockTimeoutMs?: number;
  /** Called with what a person should know and no error is: a rebuilt meta file, a torn tail set aside. */
  readonly notice?: (text: string) => void;
  /** Where the log is kept, where that is not its file: the file is a copy then. */
  readonly store?: LogStore;
  /** Open the copy alone, to make what is made from it; nothing can be appended. Default false. */
  readonly isCopy?: boolean;
  /** A person has found the log right, though files made from it know more than it does. Default false. */
  readonly trustLog?: boolean;
}

/** How the file of a root's log is opened, as the log itself or as its copy. */
export const copyOptions = ({ paths, disk, clock, lockTimeoutMs, notice = () => {} }: EventLogOptions) => ({
  path: paths.log,
  metaPath: paths.meta,
  schema: mvcrsEventSchema,
  counterKeys,
  ...(disk === undefined ? {} : { files: disk }),
  clock,
  lockTimeoutMs: lockTimeoutMs ?? defaultLockTimeoutMs,
  onIndexMended: (index: string) => notice(`${index} was damaged; it was mended from the log`),
});

interface Keeping {
  readonly mark: MarkKeeper;
  readonly time: LastTime;
  readonly rotation: Rotation;
  /** Whether the log is kept in its file, elsewhere, or only its copy was opened. */
  readonly kept: "here" | "there" | "copy";
}

/**
 * The log of a root, open for writing: it keeps the root's mark, and its meta file carries the time of the last event, so
 * that a rebuilt one is the same to the byte.
 */
export class EventLog {
  readonly #log: Log<MvcrsEvent>;
  readonly #vault: () => Vault;
  readonly #mark: MarkKeeper;
  readonly #time: LastTime;

  readonly #rotation: Rotation;
  readonly #kept: Keeping["kept"];

  private constructor(log: Log<MvcrsEvent>, vault: () => Vault, { mark, time, rotation, kept }: Keeping) {
    this.#log = log;
    this.#vault = vault;
    this.#mark = mark;
    this.#time = time;
    this.#rotation = rotation;
    this.#kept = kept;
  }

  /**
   * Opens the log and takes its lock. A torn tail that a crash left is set aside, and recorded as `log.recovered`.
   *
   * @param lastAt The time of the last event, where it is known.
   * @throws ROOT_LOG_MISSING, ROOT_ABOVE, ROOT_MARK_UNREADABLE, ROOT_CONTRADICTED, what `openLog` throws
   */
  static async open(options: EventLogOptions, lastAt: string | null = null): Promise<EventLog> {
    const { paths, clock, store, isCopy = false, notice = () => {} } = options;
    if (store === undefined && !isCopy) await assertLogIsHere(options.files, paths);
    const marked = { ...options, notice, shared: store !== undefined || isCopy };
    // A copy that is gone is made again.
    const create = store !== undefined || (await mayCreateLog(marked));
    const time = new LastTime(clock);
    if (lastAt !== null) time.take({ at: lastAt });
    const file = { ...copyOptions({ ...options, clock: () => time.now() }), create };
    const log = await (store === undefined
      ? openLog<MvcrsEvent>(file)
      : openMirror<MvcrsEvent>({ store, copy: file, seen: (event) => time.take(event) }));
    try {
      const { mark, config } = await holdMark(marked, viewOf(log, log.head()));
      const rotation = new Rotation(config?.log.rotate ?? null, notice);
      const keeps: Keeping = {
        mark,
        time,
        rotation,
        kept: isCopy ? "copy" : store === undefined ? "here" : "there",
      };
      const opened = new EventLog(log, await vaultOf(log, options), keeps);
      await opened.#recordRecovery(clock, notice);
      const { count: now } = log.head();
      if (now > 0) await log.at(now - 1).then(({ event }) => time.take(event), unlessAway);
      return opened;
    } catch (thrown) {
      await log.close();
      throw thrown;
    }
  }

  get position(): LogPosition {
    const { count, chainHash } = this.#log.head();
    return { count, chainHash };
  }

  get head(): Head {
    return this.#log.head();
  }

  /** The committee that the root's mark names: that of a lock from before locks named theirs. */
  get committee(): Committee {
    return this.#mark.committee;
  }

  /** The keys of the log's checkpoints; `null` before one was signed. */
  get checkpointKeys(): CheckpointKeys | null {
    return this.#mark.checkpointKeys;
  }

  /** The entries, oldest first. */
  entries(range: { readonly from?: number; readonly to?: number } = {}): AsyncGenerator<Entry<MvcrsEvent>> {
    return this.#log.entries(range);
  }

  leafHash(seq: number): Promise<string> {
    return this.#log.leafHash(seq);
  }

  at(seq: number): Promise<Entry<MvcrsEvent>> {
    return this.#log.at(seq);
  }

  /** Proves that an entry is in the log as it stands. */
  proveInclusion(seq: number, size?: number): Promise<InclusionProof> {
    return this.#log.proveInclusion(seq, size);
  }

  /** Appends events, and what they keep in the vault before; resolves with their places once they are durable. */
  async append(
    events: readonly PreparedEvent<MvcrsEvent>[],
    payloads: readonly SealedPayload[] = [],
  ): Promise<readonly LoggedEvent[]> {
    if (payloads.length > 0) this.#assertVaultIsHere();
    return payloads.length === 0
      ? this.#append(events)
      : this.#vault().append(payloads, () => this.#append(events));
  }

  /** Deletes what entries keep in the vault, once `record` has recorded that. */
  redact(
    seqs: readonly number[],
    record: (redacts: readonly number[]) => Promise<LoggedEvent>,
  ): Promise<Redaction> {
    this.#assertVaultIsHere();
    return this.#vault().redact(seqs, record);
  }

  /** @throws VAULT_NOT_SHARED */
  #assertVaultIsHere(): void {
    if (this.#kept !== "here") throw escalationErrors.create("VAULT_NOT_SHARED", {});
  }

  async #append(events: readonly PreparedEvent<MvcrsEvent>[]): Promise<readonly LoggedEvent[]> {
    if (this.#kept === "copy") throw new TypeError("a copy takes no entries");
    const last = events.at(-1);
    if (last === undefined) return [];
    await this.#rotation.beforeAppend(this.#log, last.event);
    this.#time.take(last.event);
    const { count } = this.#log.head();
    await this.#mark.appending(
      async () => {
        await this.#log.appendAll(events);
      },
      () => this.#log.leafHash(0),
    );
    const stored = events.map(({ event }, index) => ({ seq: count + index, event }));
    for (const { seq, event } of stored) if (isKeyChange(event)) await this.#mark.changeKey({ seq, event });
    return stored;
  }

  /** Keeps the committee in force in the root's mark, where no log that was cut off takes it away. */
  async markCommittee({ members, threshold }: Committee): Promise<void> {
    await this.#mark.update({ committee: { members, threshold } });
  }

  /** The file that the log grows in. */
  get active(): Log<MvcrsEvent>["active"] {
    return this.#log.active;
  }

  /** Closes the entries of the file up to a count into a segment; default: all. */
  rotate(count?: number): Promise<readonly Segment[]> {
    return this.#log.rotate(count === undefined ? {} : { at: [count] });
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  async #recordRecovery(clock: () => number, notice: (text: string) => void): Promise<void> {
    const { meta, index, tornTail } = this.#log.opened;
    if (index === "away")
      notice(
        "the index is damaged, and segments are away that it could be made again from: proofs are slow or fail",
      );
    if (meta === "rebuilt") notice("the meta file was missing or stale; it was rebuilt from the log");
    else if (index === "rebuilt") notice("the index was missing or damaged; it was rebuilt from the log");
    // What a copy lost was fetched again.
    if (tornTail === null || this.#kept !== "here") return;
    notice(
      `the last line of the log was torn by a crash; its ${tornTail.bytes} bytes are in ${tornTail.setAsidePath}`,
    );
    const recovered: MvcrsEvent = {
      type: "log.recovered",
      id: randomUUID(),
      at: new Date(clock()).toISOString(),
      actor: engineActor,
      set_aside: tornTail.setAsidePath,
      bytes: tornTail.bytes,
      offset: tornTail.offset,
    };
    await this.append([storable(recovered)]);
  }
}

/**
 * The vault, settled. One that cannot be opened keeps nothing from being recorded that does not need it: whoever asks for it is
 * told then.
 */
async function vaultOf(
  log: Log<MvcrsEvent>,
  { paths, notice = () => {} }: EventLogOptions,
): Promise<() => Vault> {
  try {
    const vault = await openVault({ path: paths.log, log });
    return () => vault;
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    notice(thrown.summary);
    return () => {
      throw thrown;
    };
  }
}

/** Without the last event, the present has to do until the next one. */
function unlessAway(thrown: unknown): void {
  if (!chainErrors.is(thrown, "SEGMENT_MISSING")) throw thrown;
}

/** The time of the last event, which the meta file carries; the present for a log without any. */
export class LastTime {
  readonly #clock: () => number;
  #at: number | undefined;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  now(): number {
    return this.#at ?? this.#clock();
  }

  take({ at }: { readonly at: string }): void {
    this.#at = Date.parse(at);
  }
}
