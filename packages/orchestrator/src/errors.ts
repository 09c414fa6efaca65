import { defineErrors } from "@mvcrs/errors";

const list = (lines: readonly string[]) => lines.map((line) => `\n  - ${line}`).join("");

/** Every error that the orchestrator throws on purpose. */
export const orchestratorErrors = defineErrors("@selfplay/orchestrator", {
  // ------------------------------------------------------------------ input
  FILE_INVALID: {
    kind: "input",
    summary: (d: { readonly path: string; readonly problems: readonly string[] }) =>
      `${d.path} cannot be used:${list(d.problems)}`,
    hint: () => "Put back a copy, or move the file away if it was edited by hand.",
  },
  SCOREBOARD_MISSING: {
    kind: "input",
    summary: (d: { readonly path: string }) => `there is no scoreboard at ${d.path}`,
    hint: () => "Run from the folder the orchestrator writes to, or name it with --root.",
  },
  BAD_TOTAL: {
    kind: "input",
    summary: (d: { readonly value: string }) =>
      `the total ${JSON.stringify(d.value)} is not a whole number above zero`,
    hint: () => "Give decimal digits only: no sign, no point, no exponent.",
  },
  BAD_TOP: {
    kind: "input",
    summary: (d: { readonly value: string }) => `the number of places ${d.value} is not 1 to 10000`,
    hint: () => "Give how many agents share the total, for example 8.",
  },
  BAD_OPTION: {
    kind: "input",
    summary: (d: { readonly option: string; readonly problem: string }) => `${d.option}: ${d.problem}`,
    hint: () => "Nothing was changed.",
  },
  NO_CONTRACT: {
    kind: "input",
    summary: (d: { readonly name: string; readonly address: string; readonly chainId: string }) =>
      `there is no ${d.name} at ${d.address} on chain ${d.chainId}`,
    hint: () => "Check the address and the RPC endpoint.",
  },
  // ---------------------------------------------------------------- refused
  FROZEN: {
    kind: "refused",
    summary: (d: { readonly reasons: readonly string[]; readonly since: string; readonly by: string }) =>
      `frozen since ${d.since} by ${d.by}: ${d.reasons.join("; ")}`,
    hint: () => "No round starts meanwhile. Once the cause is gone: mvcrs orchestrator resume.",
  },
  NOT_CLEAR: {
    kind: "refused",
    summary: (d: { readonly reasons: readonly string[] }) => `not all is clear:${list(d.reasons)}`,
    hint: () => "The orchestrator stays frozen. Fix these first, then resume again.",
  },
  NOT_AN_ORCHESTRATOR: {
    kind: "refused",
    summary: (d: { readonly account: string; readonly arena: string }) =>
      `${d.account} may not run rounds on the arena ${d.arena}`,
    hint: () =>
      "Its role was revoked, or the key is another. Grant it with owner.setRoles.ts --allow-orchestrator.",
  },
  ALREADY_RUNNING: {
    kind: "refused",
    summary: (d: { readonly lock: string; readonly pid: number }) =>
      `another orchestrator (process ${d.pid}) works in this folder`,
    hint: (d: { readonly lock: string }) => `Wait for it. The lock is ${d.lock}.`,
  },
  // ---------------------------------------------------------------- integrity
  NO_ELIGIBLE_AGENT: {
    kind: "integrity",
    summary: (d: { readonly total: string; readonly agents: number }) =>
      `nobody can be given the ${d.total}: none of ${d.agents} agents has a win and no slash`,
    hint: () => "Nothing was written. Run more rounds, or look at the scoreboard.",
  },
  CHAIN_DIVERGED: {
    kind: "integrity",
    summary: (d: { readonly runs: number; readonly problem: string }) =>
      `the chain is not the one these receipts were made on: ${d.problem} (${d.runs} runs checked)`,
    hint: () => "Nothing was sent. Check the RPC endpoint; for another deployment use another folder.",
  },
  // ---------------------------------------------------------------- outside
  CHAIN_FAILED: {
    kind: "outside",
    summary: (d: { readonly step: string; readonly problem: string }) => `${d.step}: ${d.problem}`,
    hint: () => "What was done is recorded; the next run goes on from there.",
  },
  TRANSACTION_REVERTED: {
    kind: "outside",
    summary: (d: { readonly step: string; readonly problem: string }) => `${d.step} reverted: ${d.problem}`,
    hint: () => "What was done is recorded; the next run goes on from there.",
  },
  NOT_MINED: {
    kind: "outside",
    summary: (d: { readonly step: string; readonly nonce: number; readonly waitedMs: number }) =>
      `${d.step} (nonce ${d.nonce}) was not mined within ${d.waitedMs} ms`,
    hint: () => "It is not sent a second time: the next run waits for this very nonce.",
  },
  REWARDS_TOO_LOW: {
    kind: "outside",
    summary: (d: { readonly available: string; readonly needed: string }) =>
      `the arena has ${d.available} reward tokens that nobody is owed, and a round may need ${d.needed}`,
    hint: () => "No round was started. Send reward tokens to the arena.",
  },
  REWARD_CAP_REACHED: {
    kind: "outside",
    summary: (d: { readonly left: string; readonly needed: string }) =>
      `orchestrators may credit ${d.left} reward tokens more today (UTC), and a round may need ${d.needed}`,
    hint: () => "No round was started. Wait for tomorrow, or the owner raises the cap (setOrchestratorCaps).",
  },
  COMMITTEE_TOO_SMALL: {
    kind: "outside",
    summary: (d: { readonly found: number; readonly needed: number; readonly stake: string }) =>
      `${d.found} of ${d.needed} validators have a free stake of ${d.stake} and let the arena lock it`,
    hint: () =>
      "More agents have to stake and consent (StakeManager.consentToLocks), or the owner lowers committee size or stake.",
  },
  ROSTER_INVALID: {
    kind: "outside",
    summary: (d: { readonly problem: string }) =>
      `the agents gave a roster that cannot be used: ${d.problem}`,
    hint: () => "No round was started.",
  },
  ALERT_FAILED: {
    kind: "outside",
    summary: (d: { readonly reason: string; readonly problem: string }) =>
      `the alert ${d.reason} was not handed over: ${d.problem}`,
    hint: () => "It is repeated under the same id by the next run.",
  },
});
