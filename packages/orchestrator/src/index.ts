// Running rounds.

export { openProvider } from "@mvcrs/evm/ethers";
export { withFolderLock } from "./folder-lock.ts";
export type { SlashPolicy } from "./internal/run.ts";
export { type Logger, orchestratorLogFile, orchestratorLogger } from "./logger.ts";
export { createOrchestrator, type Orchestrator } from "./orchestrator.ts";
export type { OrchestratorOptions } from "./orchestrator-options.ts";
export { type OrchestratorPaths, orchestratorPaths } from "./paths.ts";

// Who takes part: agents as they are asked, and simulated ones.

export type {
  AgentPopulation,
  Answer,
  Judgement,
  Roster,
  RosterCall,
  RoundInfo,
  Submission,
} from "./agents.ts";
export {
  type Persona,
  type PopulationOptions,
  type SimulatedAgent,
  type SimulatedPopulation,
  simulatedPopulation,
} from "./simulated.ts";

// Moderation: what may not count.

export {
  type ModerationItem,
  type ModerationVerdict,
  type Moderator,
  moderate,
  type NamedVerdict,
  type Role,
} from "./moderation.ts";
export { defaultRuleList, parseRuleList, type RuleList, ruleListModerator } from "./rule-list.ts";

// How a round is settled, and who is slashed for what, within the caps.

export { type CappedSlash, capSlash, type SlashCaps } from "./caps.ts";
export { describeSlash } from "./describe-slash.ts";
export { type CollectedRound, type Settled, type SlashWish, settleRound, slashWishes } from "./settle.ts";
export { formatSlashReason, type SlashCause, slashKindOf } from "./slash-reason.ts";

// The books: receipts, scoreboard, rewards.

export {
  type CultureRewards,
  cultureRewardRules,
  cultureRewards,
  cultureRewardsSchema,
  largestRemainder,
  parseTop,
  parseTotal,
  writeCultureRewards,
} from "./culture-rewards.ts";
export {
  type ArenaParameters,
  listRuns,
  type RecordedJudgement,
  type RecordedSlash,
  type RunReceipt,
  readReceipt,
  receiptPath,
  receiptSchema,
  runsOf,
} from "./receipt.ts";
export { adjust, rebuildScoreboard, scoreRun } from "./score-run.ts";
export {
  type Adjustment,
  type AgentScore,
  parseScoreboard,
  readScoreboard,
  type Scoreboard,
  scoreboardSchema,
  writeScoreboard,
} from "./scoreboard.ts";

// The books against the chain.

export {
  type AgentTally,
  type ChainTally,
  type Difference,
  reconcile,
  settlingAdjustments,
  tallyChain,
} from "./reconcile.ts";

// The freeze, the way out of it, and who is notified.

export type { OrchestratorAlert, SendAlert } from "./alert.ts";
export { type Freeze, type FrozenInLog, readFreeze, writeFreeze } from "./freeze.ts";
export { type ResumeOptions, resumeOrchestrator } from "./resume.ts";

// What goes wrong.

export { orchestratorErrors } from "./errors.ts";
