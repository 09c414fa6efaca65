import type { RunReceipt } from "./receipt.ts";
import { type Adjustment, type AgentScore, emptyScoreboard, type Scoreboard } from "./scoreboard.ts";

const notesKept = 20;

/** Counts a run that is over. One that is counted already (`run <= lastRun`) changes nothing. */
export function scoreRun(board: Scoreboard, receipt: RunReceipt, at: string): Scoreboard {
  if (receipt.run <= board.lastRun || receipt.status.state === "running") return board;
  const agents = { ...board.agents };
  const change = (account: string, by: (score: AgentScore) => Partial<AgentScore>) => {
    const before = agents[account] ?? unknownAgent(at);
    agents[account] = { ...before, ...by(before), updatedAt: at };
  };
  const { round, slashes, cancelled } = receipt;
  // A round that was given up is nobody's win or loss; what was slashed in it is slashed.
  const results = cancelled === null ? receipt.results : null;
  const done = slashes.filter(({ state }) => state === "done");
  if (round !== null && results !== null) {
    const won = new Set(results.winners);
    const reported = new Set(done.map(({ validator }) => validator));
    const score = (account: string, win: boolean) =>
      change(account, ({ wins, losses }) => (win ? { wins: wins + 1 } : { losses: losses + 1 }));
    score(round.teacher, won.size > 0);
    for (const student of round.students) score(student, won.has(student));
    for (const validator of round.validators) score(validator, !reported.has(validator));
    for (const { validator, outcome } of results.judgements)
      change(validator, ({ strikes }) => ({ strikes: nextStrikes(strikes, outcome) }));
    for (const { participant, action, rule } of receipt.moderation)
      change(participant, (score) => noted(score, `${receipt.id}: moderation ${action} by rule ${rule}`));
  }
  for (const { validator, reason, amount } of done)
    change(validator, (score) => ({
      ...noted(score, `${receipt.id}: slashed ${amount} for ${reason}`),
      slashes: score.slashes + 1,
      slashed: (BigInt(score.slashed) + BigInt(amount)).toString(),
      strikes: withoutStrikes(score.strikes, reason),
    }));
  for (const { validator, reason, note } of slashes.filter(({ state }) => state === "withheld"))
    change(validator, (score) => noted(score, `${receipt.id}: not slashed for ${reason}: ${note}`));

  const failures = receipt.status.failures;
  const last = failures.at(-1);
  return {
    ...board,
    updatedAt: at,
    lastRun: receipt.run,
    rounds: board.rounds + (cancelled === null ? 1 : 0),
    difficulty: Math.max(1, (round?.difficulty ?? board.difficulty) + receipt.difficultyDelta),
    students: board.students + (results === null ? 0 : (round?.students.length ?? 0)),
    winners: board.winners + (results?.winners.length ?? 0),
    agents,
    slashedOn: slashedAfter(board.slashedOn, done),
    failures: {
      total: board.failures.total + receipt.status.failureCount,
      last: last === undefined ? board.failures.last : failureOf(receipt.id, last),
    },
    open: null,
  };
}

/** The part of the scoreboard that shows a run that is not over. */
export function openRun(receipt: RunReceipt): Scoreboard["open"] {
  const { phase, failures, failureCount } = receipt.status;
  const last = failures.at(-1);
  return {
    run: receipt.id,
    phase,
    failures: failureCount,
    last: last === undefined ? null : failureOf(receipt.id, last),
  };
}

/** The scoreboard as it follows from all receipts (oldest first) and the adjustments. */
export function rebuildScoreboard(
  board: Pick<Scoreboard, "chainId" | "arena" | "adjustments" | "frozen">,
  receipts: readonly RunReceipt[],
  at: string,
): Scoreboard {
  let rebuilt = emptyScoreboard(board.chainId, board.arena, at);
  for (const receipt of receipts) rebuilt = scoreRun(rebuilt, receipt, receipt.timings.finishedAt ?? at);
  return adjust({ ...rebuilt, updatedAt: at, frozen: board.frozen }, board.adjustments);
}

/** Adds corrections to the figures, and to the list of corrections. */
export function adjust(board: Scoreboard, adjustments: readonly Adjustment[]): Scoreboard {
  const agents = { ...board.agents };
  for (const { address, by, at, wins, losses, slashes, slashed } of adjustments) {
    const before = agents[address] ?? unknownAgent(at);
    agents[address] = {
      ...before,
      wins: Math.max(0, before.wins + wins),
      losses: Math.max(0, before.losses + losses),
      slashes: Math.max(0, before.slashes + slashes),
      slashed: (BigInt(before.slashed) + BigInt(slashed)).toString(),
      ...noted(before, `reconciled with the chain by ${by}`),
      updatedAt: at,
    };
  }
  return { ...board, agents, adjustments: [...board.adjustments, ...adjustments] };
}

const unknownAgent = (at: string): AgentScore => ({
  wins: 0,
  losses: 0,
  slashes: 0,
  slashed: "0",
  strikes: {},
  notes: [],
  updatedAt: at,
});

const noted = (score: AgentScore, note: string): Pick<AgentScore, "notes"> => ({
  notes: [...score.notes, note].slice(-notesKept),
});

/** Strikes after a round: one more for the reason it failed for; a round served well resets them. */
export function nextStrikes(
  strikes: Readonly<Record<string, number>>,
  outcome: string,
): Record<string, number> {
  if (outcome === "ok") return {};
  if (outcome === "blocked") return { ...strikes };
  return { ...strikes, [outcome]: (strikes[outcome] ?? 0) + 1 };
}

function withoutStrikes(strikes: Readonly<Record<string, number>>, reason: string): Record<string, number> {
  const struck = /^auto-slash:(.+)$/.exec(reason)?.[1];
  return Object.fromEntries(Object.entries(strikes).filter(([name]) => name !== struck));
}

function slashedAfter(before: Scoreboard["slashedOn"], done: RunReceipt["slashes"]): Scoreboard["slashedOn"] {
  let { day, amount } = before;
  for (const slash of done) {
    const slashDay = slash.at.slice(0, 10);
    if (slashDay < day) continue;
    amount = (slashDay === day ? BigInt(amount) + BigInt(slash.amount) : BigInt(slash.amount)).toString();
    day = slashDay;
  }
  return { day, amount };
}

const failureOf = (run: string, { at, code, text }: RunReceipt["status"]["failures"][number]) => ({
  run,
  at,
  code,
  text,
});
