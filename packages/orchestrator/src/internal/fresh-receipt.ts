import { type RunReceipt, runId } from "../receipt.ts";

export const freshReceipt = (of: {
  readonly run: number;
  readonly chainId: string;
  readonly arena: string;
  readonly orchestrator: string;
  readonly at: string;
}): RunReceipt => ({
  version: 1,
  id: runId(of.run),
  run: of.run,
  chainId: of.chainId,
  arena: of.arena,
  orchestrator: of.orchestrator,
  status: { state: "running", phase: "plan", logs: [], failureCount: 0, failures: [] },
  round: null,
  results: null,
  moderation: [],
  slashes: [],
  unpaid: [],
  cancelled: null,
  payments: [],
  difficultyDelta: 0,
  transactions: [],
  anchor: null,
  timings: { startedAt: of.at, finishedAt: null, phases: {}, scoreboard: null },
});
