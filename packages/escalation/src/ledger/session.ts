import type { InclusionProof, Redaction } from "@mvcrs/chain";
import type { LogPosition } from "./artifacts/projections.ts";
import type { Projector } from "./artifacts/table.ts";
import { ProjectionWriter } from "./artifacts/write-projections.ts";
import type { Committee } from "./config/committee-schema.ts";
import { EventLog, type EventLogOptions } from "./event-log.ts";
import type { MvcrsEvent } from "./events.ts";
import { prepared } from "./fit-event.ts";
import { everyChallenge, type RaisedChallenge } from "./folded/every-challenge.ts";
import { type FoldableLog, type Folded, foldLog, placesOf } from "./folded/fold.ts";
import { type ByPerson, redactPayloads } from "./person.ts";
import { keepPrivate } from "./private/keep-private.ts";
import type { PersonalField } from "./private/personal-fields.ts";
import { type LoggedEvent, leafHashesOf } from "./read-ledger.ts";
import type { CheckpointKeys } from "./root/checkpoint-keys.ts";
import { applyEvent, inconsistentIfClosed, type MvcrsState } from "./state.ts";

export interface SessionOptions extends EventLogOptions {
  /** Projections of sibling packages, written along with the own ones. */
  readonly projectors?: readonly Projector[];
  /** Entries from which on the folded state is saved. Default 1000. */
  readonly savedFrom?: number;
  /** Believe nothing that was saved, and read all of the log. Default false. */
  readonly fromStart?: boolean;
  /** What the log keeps of a person's events in its vault, where it can be deleted. Default nothing. */
  readonly keepPrivate?: readonly PersonalField[];
}

/** The log, open for writing by this process alone, and the state that follows from all of it. */
export interface Session {
  /** Current at any time. */
  readonly state: MvcrsState;
  /** The committee in force as the root's mark has it: that of a lock from before locks named theirs. */
  readonly committee: Committee;
  readonly position: LogPosition;
  /** The keys of the log's checkpoints; `null` before one was signed. */
  readonly checkpointKeys: CheckpointKeys | null;
  /** The entries of the log, oldest first. */
  readonly entries: FoldableLog["entries"];
  /** Every challenge, also those that the state has let go. */
  challenges(): AsyncIterable<RaisedChallenge>;
  /** Proves that an entry is in the log as it stands. */
  prove(seq: number): Promise<InclusionProof>;
  /** The leaf hash of an entry; `undefined` beyond the log's end. */
  leafHashAt(seq: number): Promise<string | undefined>;
  /**
   * Appends events durably, folds them, and updates the projections; `"later"` leaves those to whoever records next,
   * where something waits that cannot.
   */
  record(events: readonly MvcrsEvent[], projections?: "now" | "later"): Promise<Recorded>;
  /** Records that what entries keep in the vault is deleted, and deletes it. @throws what `Vault.redact` throws */
  redact(seqs: readonly number[], by: ByPerson): Promise<Redaction>;
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
 * Opens the log of a root for writing, takes its lock, and folds what it has gained since a command last did.
 *
 * @throws what `EventLog.open` throws; LOG_INCONSISTENT where the log contradicts itself
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const log = await EventLog.open(options);
  try {
    const places = placesOf(options.paths);
    const folded = await foldLog(log, log.head, { ...options, ...places, withIds: true, withTouched: true });
    const { committee } = folded.state;
    if (committee !== null) await log.markCommittee(committee);
    return sessionOf(log, folded, options);
  } catch (thrown) {
    await log.close();
    throw thrown;
  }
}

function sessionOf(log: EventLog, { state, from }: Folded, options: SessionOptions): Session {
  const writer = new ProjectionWriter(options, from, () => log);
  const project = () => writer.project(state, log.position);
  const entries: FoldableLog["entries"] = (range) => log.entries(range);
  const recordEach = async (events: readonly MvcrsEvent[]): Promise<readonly LoggedEvent[]> => {
    const sealed = events.map((event) => keepPrivate(event, options.keepPrivate ?? []));
    const all = sealed.map(({ event }) => prepared(event));
    try {
      for (const { event } of all) applyEvent(state, event, state.count);
    } catch (thrown) {
      throw inconsistentIfClosed(thrown, state);
    }
    return log.append(
      all,
      sealed.flatMap(({ payloads }) => payloads),
    );
  };
  return {
    state,
    committee: log.committee,
    get checkpointKeys() {
      return log.checkpointKeys;
    },
    get position() {
      return log.position;
    },
    entries,
    challenges: () => everyChallenge(state, entries),
    prove: (seq) => log.proveInclusion(seq),
    leafHashAt: (seq) => leafHashesOf(log, log.position.count)(seq),
    async record(events, projections = "now") {
      const stored = await recordEach(events);
      return { stored, changed: projections === "now" ? await project() : [] };
    },
    async redact(seqs, by) {
      const redaction = await log.redact(seqs, async (redacts) => {
        const [stored] = await recordEach([redactPayloads(redacts, by)]);
        if (stored === undefined) throw new RangeError("one event was recorded");
        return stored;
      });
      await project();
      return redaction;
    },
    project,
    close: () => log.close(),
  };
}
