import type { PreparedEvent } from "@mvcrs/chain";
import { escalationErrors } from "../errors.ts";
import type { LogPosition } from "../ledger/artifacts/projections.ts";
import { ProjectionWriter } from "../ledger/artifacts/write-projections.ts";
import { defaultLockTimeoutMs, EventLog } from "../ledger/event-log.ts";
import type { MvcrsEvent } from "../ledger/events.ts";
import { type Folded, placesOf } from "../ledger/folded/fold.ts";
import type { LoggedEvent } from "../ledger/read-ledger.ts";
import type { SessionOptions } from "../ledger/session.ts";
import { applyEvent, inconsistentIfClosed, type MvcrsState, settle } from "../ledger/state.ts";
import { takeJudgeLock } from "./judge-lock.ts";
import { foldJudged, type Judged } from "./judged.ts";
import { loadSaved } from "./load-saved.ts";
import type { SavedState } from "./saved-state.ts";

export type JudgingOptions = SessionOptions;

/** Where judging stands, as a run knows it. */
type SavedParts = Pick<SavedState, "series" | "tracker" | "panel" | "inputs">;

/** The log of a root, open for judging: one process at a time judges, also while it has released the log. */
export interface JudgingSession extends Judged {
  readonly position: LogPosition;
  /** Appends events that `state` has folded already; resolves with their places once they are durable. */
  append(events: readonly PreparedEvent<MvcrsEvent>[]): Promise<readonly LoggedEvent[]>;
  /** Saves where judging stands, as of the log's head. */
  save(parts: SavedParts): Promise<void>;
  /** Updates every projection from the log and returns the paths that changed. */
  project(): Promise<readonly string[]>;
  /** Releases the log's lock for a while, so that others can write; the state stays. */
  suspend(): Promise<void>;
  /**
   * Takes the lock again and folds what others wrote meanwhile.
   *
   * @throws LOG_INCONSISTENT where the log is no longer the one that was left
   */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the log of a root for judging.
 *
 * @throws JUDGING_ELSEWHERE where another process judges; what opening a log throws
 */
export async function openJudging(options: JudgingOptions): Promise<JudgingSession> {
  const { clock, lockTimeoutMs: timeoutMs = defaultLockTimeoutMs } = options;
  const judging = await takeJudgeLock(options.paths, { clock, timeoutMs });
  try {
    const log = await EventLog.open(options);
    try {
      const { count } = log.position;
      const saved = await loadSaved(options, count, (seq) => log.leafHash(seq));
      const places = placesOf(options.paths);
      const judged = await foldJudged(log, log.head, saved, { ...options, ...places, withTouched: true });
      const { committee } = judged.state;
      if (committee !== null) await log.markCommittee(committee);
      return new OpenJudging(options, judged, log, () => judging.release());
    } catch (thrown) {
      await log.close();
      throw thrown;
    }
  } catch (thrown) {
    await judging.release();
    throw thrown;
  }
}

class OpenJudging implements JudgingSession {
  readonly state: MvcrsState;
  readonly replay: Judged["replay"];
  readonly saved: Judged["saved"];
  readonly #options: JudgingOptions;
  readonly #release: () => Promise<void>;
  readonly #writer: ProjectionWriter;
  #log: EventLog;
  /** The head when the lock was released; `null` while it is held. */
  #left: LogPosition | null = null;

  constructor(
    options: JudgingOptions,
    { state, replay, saved, from }: Judged & Pick<Folded, "from">,
    log: EventLog,
    release: () => Promise<void>,
  ) {
    this.state = state;
    this.replay = replay;
    this.saved = saved;
    this.#options = options;
    this.#log = log;
    this.#writer = new ProjectionWriter(options, from, () => this.#log);
    this.#release = release;
  }

  get position(): LogPosition {
    return this.#left ?? this.#log.position;
  }

  append(events: readonly PreparedEvent<MvcrsEvent>[]): Promise<readonly LoggedEvent[]> {
    return this.#log.append(events);
  }

  async save(parts: SavedParts): Promise<void> {
    const { files, paths } = this.#options;
    const { count, chainHash } = this.position;
    const saved: SavedState = { version: 2, count, chain_hash: chainHash, ...parts };
    await files.write(paths.verifierState, `${JSON.stringify(saved)}\n`);
  }

  project(): Promise<readonly string[]> {
    return this.#writer.project(this.state, this.position);
  }

  async suspend(): Promise<void> {
    if (this.#left !== null) return;
    this.#left = this.#log.position;
    // What was projected is told in full by the log; a run that goes on for months keeps none of it.
    if (this.state.touched?.size === 0) settle(this.state);
    await this.#log.close();
  }

  async resume(): Promise<void> {
    if (this.#left === null) return;
    this.#log = await reopened(this.#options, this.#left, this.state);
    this.#left = null;
  }

  async close(): Promise<void> {
    try {
      if (this.#left === null) await this.#log.close();
    } finally {
      await this.#release();
    }
  }
}

/** Opens the log again where it was left, and folds what others wrote since. */
async function reopened(
  options: JudgingOptions,
  { count, chainHash }: LogPosition,
  state: MvcrsState,
): Promise<EventLog> {
  const log = await EventLog.open(options, state.lastAt);
  try {
    const before = count === 0 || log.position.count < count ? undefined : await log.leafHash(count - 1);
    if (count > 0 && before !== chainHash)
      throw escalationErrors.create("LOG_INCONSISTENT", {
        seq: count - 1,
        problem: "it is not what stood there when this process last held the log",
      });
    for await (const { seq, event } of log.entries({ from: count })) applyEvent(state, event, seq);
    return log;
  } catch (thrown) {
    await log.close();
    throw inconsistentIfClosed(thrown, state);
  }
}
