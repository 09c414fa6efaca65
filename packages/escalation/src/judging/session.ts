import type { PreparedEvent } from "@mvcrs/chain";
import { escalationErrors } from "../errors.ts";
import type { LogPosition } from "../ledger/artifacts/projections.ts";
import { ProjectionWriter } from "../ledger/artifacts/write-projections.ts";
import { defaultLockTimeoutMs, EventLog } from "../ledger/event-log.ts";
import type { MvcrsEvent } from "../ledger/events.ts";
import { foldLog, placesOf } from "../ledger/folded/fold.ts";
import type { LoggedEvent } from "../ledger/read-ledger.ts";
import type { SessionOptions } from "../ledger/session.ts";
import { applyEvent, inconsistentIfClosed, type MvcrsState, settle } from "../ledger/state.ts";
import { takeJudgeLock } from "./judge-lock.ts";
import { type FoldedJudged, foldJudged, type Judged } from "./judged.ts";
import { loadSaved } from "./load-saved.ts";
import { type Reading, Replay } from "./replay.ts";
import type { SavedState } from "./saved-state.ts";

export type JudgingOptions = SessionOptions;

/** Where judging stands, as a run knows it. */
type SavedParts = Pick<SavedState, "series" | "tracker" | "panel" | "inputs">;

/** The log of a root, open for judging: one process at a time judges, also while it has released the log. */
export interface JudgingSession extends Judged {
  readonly position: LogPosition;
  /** Appends events that `state` has folded already; resolves with their places once they are durable. */
  append(events: readonly PreparedEvent<MvcrsEvent>[]): Promise<readonly LoggedEvent[]>;
  /** Saves where judging stands: as of the log's head, or of what was met again so far. */
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
export function openJudging(options: JudgingOptions): Promise<JudgingSession> {
  return opened(options, options.lockTimeoutMs ?? defaultLockTimeoutMs, async (log, read, how) => {
    const saved = await loadSaved(options, log.position.count, (seq) => log.leafHash(seq));
    return foldJudged(read, log.head, saved, how);
  });
}

/** The log of a root, open for a judge whose memory is kept elsewhere, together with what it judged. */
export type SharedSession = Omit<JudgingSession, "save" | "saved" | "replay">;

/**
 * Opens the log of a root for a judge that is one of several.
 *
 * @throws JUDGING_ELSEWHERE where another process judges in this root; what opening a log throws
 */
export function openSharedJudging(options: JudgingOptions): Promise<SharedSession> {
  // Whoever judges here goes on: there is nothing to wait for.
  return opened(options, 0, async (log, _, how) => {
    const { state, from } = await foldLog(log, log.head, { ...how, withIds: true });
    return { state, from, replay: new Replay(state), saved: null, committee: state.committee };
  });
}

async function opened(
  options: JudgingOptions,
  timeoutMs: number,
  fold: (log: EventLog, read: Reading, how: Parameters<typeof foldJudged>[3]) => Promise<FoldedJudged>,
): Promise<OpenJudging> {
  const { clock } = options;
  const judging = await takeJudgeLock(options.paths, { clock, timeoutMs });
  try {
    const log = await EventLog.open(options);
    try {
      const held = { log };
      const read: Reading = (reading) => reading(held.log);
      const judged = await fold(log, read, { ...options, ...placesOf(options.paths), withTouched: true });
      const { committee } = judged;
      if (committee !== null) await log.markCommittee(committee);
      return new OpenJudging(options, judged, held, () => judging.release());
    } catch (thrown) {
      await log.close();
      throw thrown;
    }
  } catch (thrown) {
    await judging.release();
    throw thrown;
  }
}

/** The log as it is open now: after it was released it is another one. */
interface HeldLog {
  log: EventLog;
}

class OpenJudging implements JudgingSession {
  readonly state: MvcrsState;
  readonly replay: Judged["replay"];
  readonly saved: Judged["saved"];
  readonly #options: JudgingOptions;
  readonly #release: () => Promise<void>;
  readonly #writer: ProjectionWriter;
  readonly #held: HeldLog;
  /** The head when the lock was released; `null` while it is held. */
  #left: LogPosition | null = null;

  constructor(
    options: JudgingOptions,
    { state, replay, saved, from }: FoldedJudged,
    held: HeldLog,
    release: () => Promise<void>,
  ) {
    this.state = state;
    this.replay = replay;
    this.saved = saved;
    this.#options = options;
    this.#held = held;
    this.#writer = new ProjectionWriter(options, from, () => held.log);
    this.#release = release;
  }

  get position(): LogPosition {
    return this.#left ?? this.#held.log.position;
  }

  append(events: readonly PreparedEvent<MvcrsEvent>[]): Promise<readonly LoggedEvent[]> {
    return this.#held.log.append(events);
  }

  async save(parts: SavedParts): Promise<void> {
    const { files, paths } = this.#options;
    // What is still to be met again is not judged yet.
    const { count, chainHash } = this.replay.position ?? this.position;
    const saved: SavedState = { version: 2, count, chain_hash: chainHash, ...parts };
    await files.write(paths.verifierState, `${JSON.stringify(saved)}\n`);
  }

  project(): Promise<readonly string[]> {
    return this.#writer.project(this.state, this.position);
  }

  async suspend(): Promise<void> {
    if (this.#left !== null) return;
    this.#left = this.#held.log.position;
    // What was projected is told in full by the log; a run that goes on for months keeps none of it.
    if (this.state.touched?.size === 0) settle(this.state);
    await this.#held.log.close();
  }

  async resume(): Promise<void> {
    if (this.#left === null) return;
    this.#held.log = await reopened(this.#options, this.#left, this.state);
    this.#left = null;
  }

  async close(): Promise<void> {
    try {
      if (this.#left === null) await this.#held.log.close();
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
