// Running rounds.

export { openProvider } from "@mvcrs/evm/ethers";
export type {
  AgentPopulation,
  Answer,
  Judgement,
  Roster,
  RosterCall,
  RoundInfo,
  Submission,
} from "./agents.ts";
export type { OrchestratorAlert, SendAlert } from "./alert.ts";
export { type CappedSlash, capSlash, type SlashCaps } from "./caps.ts";
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
export { describeSlash } from "./describe-slash.ts";
export { orchestratorErrors } from "./errors.ts";
// What is on disk.
export { withFolderLock } from "./folder-lock.ts";
// The freeze.
export { type Freeze, readFreeze, writeFreeze } from "./freeze.ts";
export type { SlashPolicy } from "./internal/run.ts";
export { type Logger, orchestratorLogFile, orchestratorLogger } from "./logger.ts";
// Moderation, and who is slashed.
export {
  type ModerationItem,
  type ModerationVerdict,
  type Moderator,
  moderate,
  type NamedVerdict,
  type Role,
} from "./moderation.ts";
export { createOrchestrator, type Orchestrator, type OrchestratorOptions } from "./orchestrator.ts";
export { type OrchestratorPaths, orchestratorPaths } from "./paths.ts";
export {
  type ArenaParameters,
  listRuns,
  type RecordedJudgement,
  type RecordedSlash,
  type RunReceipt,
  readReceipt,
  receiptSchema,
} from "./receipt.ts";
export {
  type AgentTally,
  type ChainTally,
  type Difference,
  reconcile,
  settlingAdjustments,
  tallyChain,
} from "./reconcile.ts";
export { type ResumeOptions, resumeOrchestrator } from "./resume.ts";
export { defaultRuleList, parseRuleList, type RuleList, ruleListModerator } from "./rule-list.ts";
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
export { type CollectedRound, type Settled, type SlashWish, settleRound, slashWishes } from "./settle.ts";
export {
  type Persona,
  type PopulationOptions,
  type SimulatedAgent,
  type SimulatedPopulation,
  simulatedPopulation,
} from "./simulated.ts";
export { formatSlashReason, type SlashCause, slashKindOf } from "./slash-reason.ts";
