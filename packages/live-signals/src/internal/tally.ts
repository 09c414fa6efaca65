import { z } from "zod";
import type { Quantity, Unit } from "../quantity.ts";
import { agentMetric } from "./agent-metric.ts";
import type { ChainEvent } from "./chain-event.ts";

/** How many finalised rounds rates are computed over. */
const ratedRounds = 20;

const count = z.int().min(0);
const accounts = z.array(z.string());

/** What the events up to a block add up to. Plain data, so that it can be saved. */
export const tallySchema = z.strictObject({
  finalised: count,
  slashes: count,
  slashed: z.string().regex(/^\d+$/),
  ownerChanges: count,
  orchestrators: accounts,
  lockManagers: accounts,
  /** By account: rounds won and lost, reports of misconduct. */
  scores: z.record(z.string(), z.strictObject({ wins: count, losses: count, slashes: count })),
  /** Rounds under way: who takes part, and which validators were reported. */
  open: z.record(
    z.string(),
    z.strictObject({ teacher: z.string(), students: accounts, validators: accounts, reported: accounts }),
  ),
  /** The last finalised rounds: without a winner, and slashes since the round before. */
  rounds: z.array(z.tuple([z.boolean(), count])),
  slashesSince: count,
});
export type Tally = z.infer<typeof tallySchema>;

export const emptyTally = (): Tally => ({
  finalised: 0,
  slashes: 0,
  slashed: "0",
  ownerChanges: 0,
  orchestrators: [],
  lockManagers: [],
  scores: {},
  open: {},
  rounds: [],
  slashesSince: 0,
});

/** A new tally with the events added, in their order. */
export function addEvents(before: Tally, events: readonly ChainEvent[]): Tally {
  const tally = structuredClone(before);
  for (const event of events) addEvent(tally, event);
  return tally;
}

function addEvent(tally: Tally, event: ChainEvent): void {
  switch (event.kind) {
    case "started":
      tally.open[event.round] = { teacher: event.account, students: [], validators: [], reported: [] };
      break;
    case "student":
      tally.open[event.round]?.students.push(event.account);
      break;
    case "validator":
      tally.open[event.round]?.validators.push(event.account);
      break;
    case "finalised":
      finalise(tally, event.round, event.winners);
      break;
    case "cancelled":
      delete tally.open[event.round];
      break;
    case "slash":
      tally.slashes += 1;
      tally.slashesSince += 1;
      tally.slashed = String(BigInt(tally.slashed) + BigInt(event.amount));
      scoreOf(tally, event.account).slashes += 1;
      tally.open[event.round]?.reported.push(event.account);
      break;
    case "orchestrator":
      tally.orchestrators = withOrWithout(tally.orchestrators, event.account, event.allowed);
      break;
    case "lockManager":
      tally.lockManagers = withOrWithout(tally.lockManagers, event.account, event.allowed);
      break;
    case "owner":
      tally.ownerChanges += 1;
      break;
    default:
  }
}

// A round goes well for a student who is named winner, a validator who was not reported before its end, and a teacher
// of whose students one won: what the scoreboard counts, taken from the chain alone.
function finalise(tally: Tally, id: string, winners: readonly string[]): void {
  tally.finalised += 1;
  tally.rounds.push([winners.length === 0, tally.slashesSince]);
  if (tally.rounds.length > ratedRounds) tally.rounds.shift();
  tally.slashesSince = 0;
  const round = tally.open[id];
  if (round === undefined) return;
  const score = (account: string, well: boolean) => {
    scoreOf(tally, account)[well ? "wins" : "losses"] += 1;
  };
  score(round.teacher, winners.length > 0);
  for (const student of round.students) score(student, winners.includes(student));
  for (const validator of round.validators) score(validator, !round.reported.includes(validator));
  delete tally.open[id];
}

function scoreOf(tally: Tally, account: string) {
  const known = tally.scores[account] ?? { wins: 0, losses: 0, slashes: 0 };
  tally.scores[account] = known;
  return known;
}

function withOrWithout(accounts: readonly string[], account: string, present: boolean): string[] {
  const others = accounts.filter((each) => each !== account);
  return present ? [...others, account] : others;
}

/** The tally as quantities by metric. Rates are basis points, rounded down, once a round is finalised. */
export function* tallied(tally: Tally): Generator<readonly [metric: string, quantity: Quantity]> {
  const of = (unit: Unit, raw: bigint | number): Quantity => ({ unit, raw: BigInt(raw) });
  yield ["arena.roundsFinalised", of("count", tally.finalised)];
  yield ["arena.slashes", of("count", tally.slashes)];
  yield ["arena.recentSlashes", of("count", (tally.rounds.at(-1)?.[1] ?? 0) + tally.slashesSince)];
  yield ["arena.slashedStake", of("ether", BigInt(tally.slashed))];
  yield ["arena.orchestrators", of("count", tally.orchestrators.length)];
  yield ["stakeManager.lockManagers", of("count", tally.lockManagers.length)];
  yield ["deployment.ownerChanges", of("count", tally.ownerChanges)];
  const { rounds } = tally;
  if (rounds.length > 0) {
    const slashes = rounds.reduce((sum, [, each]) => sum + each, tally.slashesSince);
    const failures = rounds.filter(([failed]) => failed).length;
    yield ["arena.slashRateBps", of("bps", Math.floor((slashes * 10_000) / rounds.length))];
    yield ["arena.failureRateBps", of("bps", Math.floor((failures * 10_000) / rounds.length))];
  }
}

/** What an agent's standing is by the chain; the metrics are those of `agentMetric`. */
export function* scored(tally: Tally): Generator<readonly [metric: string, quantity: Quantity]> {
  for (const [account, score] of Object.entries(tally.scores))
    for (const what of ["wins", "losses", "slashes"] as const)
      yield [agentMetric(what, account), { unit: "count", raw: BigInt(score[what]) }];
}
