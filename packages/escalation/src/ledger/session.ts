import type { InclusionProof } from "@mvcrs/chain";
import type { LogPosition } from "./artifacts/projections.ts";
import { type Projector, writeProjections } from "./artifacts/write-projections.ts";
import type { Committee } from "./config/committee-schema.ts";
import { EventLog, type EventLogOptions } from "./event-log.ts";
import type { MvcrsEvent } from "./events.ts";
import { prepared } from "./fit-event.ts";
import { type LoggedEvent, leafHashesOf } from "./read-ledger.ts";
import { applyEvent, emptyState, type MvcrsState } from "./state.ts";

export interface SessionOptions extends EventLogOptions {
  /** Projections of sibling packages, written along with the own ones. */
  readonly projectors?: readonly Projector[];
  /** Is shown every entry while the log is folded, so that no caller reads it a second time. */
  readonly onEntry?: (entry: LoggedEvent) => void;
}

/** The log, open for writing by this process alone, and the state that follows from all of it. */
export interface Session {
  /** Current at any time. */
  readonly state: MvcrsState;
  /** The committee in force as the root's mark has it: that of a lock from before locks named theirs. */
  readonly committee: Committee;
  readonly position: LogPosition;
  /** The entries of the log, oldest first. */
  entries(): AsyncIterable<LoggedEvent & { readonly leafHash: string }>;
  /** Proves that an entry is in the log as it stands. */
  prove(seq: number): Promise<InclusionProof>;
  /** The leaf hash of an entry; `undefined` beyond the log's end. */
  leafHashAt(seq: number): Promise<string | undefined>;
  /**
   * Appends events durably, folds them, and updates the projections; `"later"` leaves those to whoever records next,
   * where something waits that cannot.
   */
  record(events: readonly MvcrsEvent[], projections?: "now" | "later"): Promise<Recorded>;
  /** Updates every projection from the log and returns the paths that changed. */
  project(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What became of events that were recorded. */
export interface Recorded {
  /** The events as stored, each with its place. */
  readonly stored: readonly LoggedEvent[];
  /** Projections that changed. */
  readonly changed: readonly string[];
}

/**
 * Opens the log of a root for writing, takes its lock, and folds all of it.
 *
 * @throws what `EventLog.open` throws; LOG_INCONSISTENT where the log contradicts itself
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const log = await EventLog.open(options);
  try {
    const state = emptyState();
    for await (const { seq, event } of log.entries()) {
      applyEvent(state, event, seq);
      options.onEntry?.({ seq, event });
    }
    if (state.committee !== null) await log.markCommittee(state.committee);
    return sessionOf(log, state, options);
  } catch (thrown) {
    await log.close();
    throw thrown;
  }
}

function sessionOf(log: EventLog, state: MvcrsState, options: SessionOptions): Session {
  const { files, paths, projectors = [] } = options;
  const project = () => writeProjections(files, state, log.position, paths, projectors);
  return {
    state,
    committee: log.committee,
    get position() {
      return log.position;
    },
    entries: () => log.entries(),
    prove: (seq) => log.prove(seq),
    leafHashAt: (seq) => leafHashesOf(log, log.position.count)(seq),
    async record(events, projections = "now") {
      const all = events.map(prepared);
      for (const { event } of all) applyEvent(state, event, state.count);
      const stored = await log.append(all);
      return { stored, changed: projections === "now" ? await project() : [] };
    },
    project,
    close: () => log.close(),
  };
}
