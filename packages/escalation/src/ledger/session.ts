import { randomUUID } from "node:crypto";
import { type InclusionProof, type Log, openLog, readLog } from "@mvcrs/chain";
import { escalationErrors } from "../errors.ts";
import { takeJudgeLock } from "../judging/judge-lock.ts";
import { parseSavedState, type SavedState } from "../judging/saved-state.ts";
import { engineActor } from "../judging/tracker.ts";
import type { ArtifactFiles } from "./artifacts/artifact-files.ts";
import type { ArtifactPaths } from "./artifacts/paths.ts";
import type { LogPosition } from "./artifacts/projections.ts";
import { type Projector, writeProjections } from "./artifacts/write-projections.ts";
import type { Committee } from "./config/committee-schema.ts";
import { counterKeys, type MvcrsEvent, mvcrsEventSchema } from "./events.ts";
import { type LoggedEvent, Replay } from "./replay.ts";
import { viewOf } from "./root/contradictions.ts";
import type { MarkKeeper } from "./root/mark-keeper.ts";
import { holdMark, mayCreateLog } from "./root/open-marked.ts";
import { applyEvent, emptyState, type MvcrsState } from "./state.ts";

const defaultLockTimeoutMs = 10_000;

export interface SessionOptions {
  readonly paths: ArtifactPaths;
  readonly files: ArtifactFiles;
  readonly clock: () => number;
  /** How long to wait for another writer, in milliseconds. Default 10 s. */
  readonly lockTimeoutMs?: number;
  /** Whether signals will be judged: one session at a time may, suspended or not. Default false. */
  readonly judging?: boolean;
  /** Projections of sibling packages, written along with the own ones. */
  readonly projectors?: readonly Projector[];
  /** Told what a person should know and no error is: a rebuilt meta file, a torn tail set aside. */
  readonly notice?: (text: string) => void;
  /** A person has found the log right, though files made from it know more than it does. Default false. */
  readonly trustLog?: boolean;
}

/** The log, open for writing, and the state that follows from it. One process at a time has it. */
export interface Session {
  readonly state: MvcrsState;
  /** Entries that the log has beyond the saved verifier state; flush it to have them folded. */
  readonly replay: Replay;
  /** Where judging stood when it was last saved with this log; `null` to start anew. */
  readonly saved: SavedState | null;
  /** The committee in force as the root's mark has it: that of a lock from before locks named theirs. */
  readonly committee: Committee;
  /** The entries of the log, oldest first. */
  entries(): AsyncIterable<LoggedEvent & { readonly leafHash: string }>;
  /** Proves that an entry is in the log as it stands. */
  prove(seq: number): Promise<InclusionProof>;
  /** Appends events that `state` has folded already; resolves once they are durable. */
  append(events: readonly MvcrsEvent[]): Promise<void>;
  /** Saves where judging stands, as of the log's head. */
  save(parts: Pick<SavedState, "series" | "tracker" | "panel">): Promise<void>;
  /** Brings every projection up to the log; gives the paths that changed. */
  project(): Promise<readonly string[]>;
  position(): LogPosition;
  /** Gives the lock back for a while, so that others can write; the state stays. */
  suspend(): Promise<void>;
  /**
   * Takes the lock again and folds what others wrote meanwhile.
   *
   * @throws LOG_INCONSISTENT where the log is no longer the one that was left.
   */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the log of a root for writing, takes its lock, and folds it.
 *
 * A torn tail that a crash left is set aside by the log and recorded here as `log.recovered`.
 *
 * @throws JUDGING_ELSEWHERE where `judging` is asked for and another process judges; what opening a log throws
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  if (options.judging !== true) return openFolded(options);
  const { clock, lockTimeoutMs: timeoutMs = defaultLockTimeoutMs } = options;
  const judging = await takeJudgeLock(options.paths, { clock, timeoutMs });
  try {
    const session = await openFolded(options);
    return {
      ...session,
      async close() {
        try {
          await session.close();
        } finally {
          await judging.release();
        }
      },
    };
  } catch (thrown) {
    await judging.release();
    throw thrown;
  }
}

async function openFolded(options: SessionOptions): Promise<Session> {
  const log = await openRecovered(options, undefined);
  try {
    const saved = await loadSaved(options, (seq) => log.at(seq), log.head().count);
    const { state, replay, last } = await fold(log.entries(), saved);
    if (state.committee !== null) {
      const { members, threshold } = state.committee;
      await log.mark.update({ committee: { members, threshold } });
    }
    return makeSession(options, log, { state, replay, saved }, timeOf(last));
  } catch (thrown) {
    await log.close();
    throw thrown;
  }
}

function makeSession(
  options: SessionOptions,
  opened: TimedLog,
  folded: Pick<Session, "state" | "replay" | "saved">,
  lastAt: number | undefined,
): Session {
  const { files, paths, projectors = [] } = options;
  const { state } = folded;
  let log = opened;
  /** The head when the lock was given back; `null` while it is held. */
  let left: LogPosition | null = null;
  log.setTime(lastAt);
  const position = () => left ?? positionOf(log);

  return {
    ...folded,
    committee: log.mark.committee,
    position,
    entries: () => log.entries(),
    prove: (seq) => log.proveInclusion(seq),
    async append(events) {
      if (events.length === 0) return;
      log.setTime(timeOf(events.at(-1)));
      await appendMarked(log, async () => {
        await log.appendAll(events);
      });
    },
    async save(parts) {
      const { count, chainHash } = position();
      const saved: SavedState = { version: 2, count, chain_hash: chainHash, ...parts };
      await files.write(paths.verifierState, `${JSON.stringify(saved)}\n`);
    },
    project: () => writeProjections(files, state, position(), paths, projectors),
    async suspend() {
      if (left !== null) return;
      left = positionOf(log);
      await log.close();
    },
    async resume() {
      if (left === null) return;
      log = await reopen(options, left, state);
      left = null;
    },
    async close() {
      if (left === null) await log.close();
    },
  };
}

/** Opens the log again where it was left, and folds what others wrote since. */
async function reopen(
  options: SessionOptions,
  { count, chainHash }: LogPosition,
  state: MvcrsState,
): Promise<TimedLog> {
  const log = await openRecovered(options, state.lastAt);
  try {
    const before = count === 0 || log.head().count < count ? undefined : (await log.at(count - 1)).leafHash;
    if (count > 0 && before !== chainHash)
      throw escalationErrors.create("LOG_INCONSISTENT", {
        seq: count - 1,
        problem: "it is not what stood there when this process last held the log",
      });
    for await (const { seq, event } of log.entries({ from: count })) {
      applyEvent(state, event, seq);
      log.setTime(Date.parse(event.at));
    }
    return log;
  } catch (thrown) {
    await log.close();
    throw thrown;
  }
}

/** A log whose meta file carries the time of its last event, so that a rebuilt one is the same to the byte. */
type TimedLog = Log<MvcrsEvent> & { setTime(at: number | undefined): void; readonly mark: MarkKeeper };

const appendMarked = (log: Pick<TimedLog, "mark" | "at">, append: () => Promise<void>): Promise<void> =>
  log.mark.appending(append, async () => (await log.at(0)).leafHash);

async function openRecovered(options: SessionOptions, lastAt: string | null | undefined): Promise<TimedLog> {
  const { paths, clock, notice = () => {} } = options;
  const marked = { ...options, notice };
  const create = await mayCreateLog(marked);
  let time = lastAt == null ? undefined : Date.parse(lastAt);
  const log = await openLog<MvcrsEvent>({
    path: paths.log,
    metaPath: paths.meta,
    schema: mvcrsEventSchema,
    counterKeys,
    create,
    clock: () => time ?? clock(),
    lockTimeoutMs: options.lockTimeoutMs ?? defaultLockTimeoutMs,
  });
  try {
    const mark = await holdMark(marked, viewOf(log, log.head().count));
    const timed = Object.assign(log, {
      mark,
      setTime(at: number | undefined) {
        time = at;
      },
    });
    await recordRecovery(timed, clock, notice);
    return timed;
  } catch (thrown) {
    await log.close();
    throw thrown;
  }
}

/** The same state, read without the lock and with nothing written: for looking, and for dry runs. */
export async function readSession(
  options: SessionOptions,
): Promise<Pick<Session, "state" | "replay" | "saved" | "position">> {
  const log = await readLog<MvcrsEvent>({
    path: options.paths.log,
    metaPath: options.paths.meta,
    schema: mvcrsEventSchema,
  });
  try {
    const { count, chainHash } = await log.head();
    const saved = await loadSaved(options, (seq) => log.at(seq), count);
    const { state, replay } = await fold(log.entries({ to: count }), saved);
    return { state, replay, saved, position: () => ({ count, chainHash }) };
  } finally {
    await log.close();
  }
}

const positionOf = (log: Log<MvcrsEvent>): LogPosition => {
  const { count, chainHash } = log.head();
  return { count, chainHash };
};

async function recordRecovery(
  log: TimedLog,
  clock: () => number,
  notice: (text: string) => void,
): Promise<void> {
  const { meta, tornTail } = log.opened;
  if (meta === "rebuilt") notice("the meta file was missing or stale; it was rebuilt from the log");
  if (tornTail === null) return;
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
  await appendMarked(log, async () => {
    await log.append(recovered);
  });
}

async function loadSaved(
  { paths, files, notice = () => {} }: SessionOptions,
  at: (seq: number) => Promise<{ readonly leafHash: string }>,
  count: number,
): Promise<SavedState | null> {
  const text = await files.read(paths.verifierState);
  if (text === null) return null;
  const anew = (why: string) => {
    notice(`${paths.verifierState} ${why}; the verifiers learn anew`);
    return null;
  };
  const parsed = parseSavedState(text);
  if ("problem" in parsed) return anew(parsed.problem);
  const { state } = parsed;
  if (state.count > count) return anew("belongs to a longer log");
  if (state.count > 0 && (await at(state.count - 1)).leafHash !== state.chain_hash)
    return anew("belongs to another log");
  return state;
}

async function fold(
  entries: AsyncIterable<LoggedEvent>,
  saved: SavedState | null,
): Promise<{ readonly state: MvcrsState; readonly replay: Replay; readonly last: MvcrsEvent | undefined }> {
  const state = emptyState();
  const ahead: LoggedEvent[] = [];
  let last: MvcrsEvent | undefined;
  for await (const { seq, event } of entries) {
    last = event;
    if (seq < (saved?.count ?? 0)) applyEvent(state, event, seq);
    else ahead.push({ seq, event });
  }
  return { state, replay: new Replay(state, ahead), last };
}

const timeOf = (event: MvcrsEvent | undefined): number | undefined =>
  event === undefined ? undefined : Date.parse(event.at);
