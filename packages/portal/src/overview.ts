import type { Head } from "@mvcrs/chain";
import { type Challenge, isOpen, type MvcrsState, reviewDue } from "@mvcrs/escalation";
import type { Facts, Overview, Service } from "./format/files.ts";
import { type OpenRow, worstRows } from "./format/snapshot.ts";
import { type PortalState, snapshotOf } from "./state.ts";

/** Days that the overview shows. */
const shownDays = 92;
/** Kinds of entries whose newest one a card shows. */
const shownLatest: ReadonlySet<string> = new Set([
  "gate.evaluated",
  "drill.completed",
  "owner_op.intended",
  "owner_op.executed",
  "orchestrator.alert",
  "orchestrator.frozen",
  "orchestrator.resumed",
  "checkpoint.signed",
  "fix_branch.opened",
  "log.recovered",
  "trust_lock.engaged",
  "trust_lock.released",
  "committee.changed",
]);

/** What is known beside the log. */
export interface Beside {
  readonly facts: Facts;
  readonly origin: string;
  readonly checkpoint: Overview["log"]["checkpoint"];
  readonly contradictions: readonly string[];
  readonly reviewWindowMs: number;
}

export interface OverviewParts {
  readonly made: PortalState;
  /** The state as the log's own entries have it: what is said of the lock and of what is open. */
  readonly state: MvcrsState;
  readonly head: Head;
  readonly beside: Beside;
  readonly now: number;
  readonly promisedMs: number;
  readonly service: Service | null;
}

export function overviewOf(parts: OverviewParts): Overview {
  const { made, state, head, beside, now, promisedMs, service } = parts;
  const { facts, origin, checkpoint, contradictions, reviewWindowMs } = beside;
  const { lock } = state;
  return {
    format: "mvcrs portal",
    version: 1,
    made_at: new Date(now).toISOString(),
    promised_ms: promisedMs,
    log: {
      origin,
      count: head.count,
      chain_hash: head.chainHash,
      root_hash: head.rootHash,
      bytes: head.bytes,
      last_at: state.lastAt,
      checkpoint,
    },
    contradictions: [...contradictions],
    review_window_ms: reviewWindowMs,
    state: snapshotOf(made),
    lock:
      lock === null
        ? null
        : {
            id: lock.id,
            seq: lock.seq,
            engaged_at: lock.engagedAt,
            actor: lock.actor,
            reason: lock.reason,
            challenge: lock.challengeId,
          },
    urgent: urgentOf(state, reviewWindowMs),
    days: [...made.days.values()].slice(-shownDays),
    agreement: made.agreement,
    challenges: made.challenges,
    latest: [...made.latest.values()].filter(({ type }) => shownLatest.has(type)),
    facts,
    service,
  };
}

/** Open material and critical challenges, by when their review is due. */
function urgentOf(state: MvcrsState, windowMs: number): OpenRow[] {
  const due: { readonly row: OpenRow; readonly at: number }[] = [];
  for (const challenges of state.open.values())
    for (const challenge of challenges) {
      const at = reviewDue(challenge, windowMs);
      if (at !== null && isOpen(challenge)) due.push({ row: rowOf(challenge), at });
    }
  return due
    .sort((a, b) => a.at - b.at || a.row.seq - b.row.seq)
    .slice(0, worstRows)
    .map(({ row }) => row);
}

function rowOf(challenge: Challenge): OpenRow {
  const { id, seq, metric, source, pattern, level, status, raised } = challenge;
  return {
    ...{ id, seq, metric, source, pattern, level },
    status: status === "acknowledged" ? status : "open",
    raised_at: raised.at,
    level_since: challenge.levelSince,
    acknowledged_at: challenge.acknowledgedAt,
    acknowledged_by: challenge.acknowledgedBy,
    overdue_since: challenge.overdueSince,
    deviation: challenge.deviation,
    observations: challenge.observations,
    value: challenge.value,
  };
}
