import type { Command, Noun } from "../command.ts";
import { asideNoun } from "./aside/index.ts";
import { backtestCommand } from "./backtest/index.ts";
import { backupCommand } from "./backup/backup.ts";
import { restoreCommand } from "./backup/restore.ts";
import { chainNoun } from "./chain/index.ts";
import { challengesNoun } from "./challenges/index.ts";
import { completionCommand } from "./completion.ts";
import { configNoun } from "./config/index.ts";
import { cultureRewardsCommand } from "./culture-rewards.ts";
import { doctorCommand } from "./doctor/index.ts";
import { drillCommand } from "./drill/index.ts";
import { escalateNoun } from "./escalate/index.ts";
import { fixBranchNoun } from "./fix-branch/index.ts";
import { incidentNoun } from "./incident/index.ts";
import { initCommand } from "./init.ts";
import { manCommand } from "./man.ts";
import { metricsNoun } from "./metrics/index.ts";
import { orchestratorNoun } from "./orchestrator/index.ts";
import { outboxNoun } from "./outbox/index.ts";
import { ownerNoun } from "./owner/index.ts";
import { portalNoun } from "./portal/index.ts";
import { postmortemNoun } from "./postmortem/index.ts";
import { rebuildCommand } from "./rebuild.ts";
import { runCommand } from "./run/index.ts";
import { scoreboardNoun } from "./scoreboard/index.ts";
import { sendCommand } from "./send/index.ts";
import { serveCommand } from "./serve/index.ts";
import { statusCommand } from "./status/index.ts";
import { telemetryNoun } from "./telemetry/index.ts";
import { tokensNoun } from "./tokens/index.ts";
import { trustLockNoun } from "./trust-lock/index.ts";
import { witnessesCommand } from "./witnesses.ts";
import { workerCommand } from "./worker/index.ts";

/** `mvcrs <verb>`. */
export const commands: readonly Command[] = [
  cultureRewardsCommand,
  initCommand,
  runCommand,
  backtestCommand,
  witnessesCommand,
  rebuildCommand,
  backupCommand,
  restoreCommand,
  serveCommand,
  workerCommand,
  sendCommand,
  statusCommand,
  drillCommand,
  doctorCommand,
  completionCommand(() => ({ commands, nouns })),
  manCommand(() => ({ commands, nouns })),
];

/** `mvcrs <noun> <verb>`, in the order in which help shows them. */
export const nouns: readonly Noun[] = [
  challengesNoun,
  configNoun,
  escalateNoun,
  metricsNoun,
  trustLockNoun,
  fixBranchNoun,
  postmortemNoun,
  incidentNoun,
  outboxNoun,
  asideNoun,
  portalNoun,
  telemetryNoun,
  chainNoun,
  orchestratorNoun,
  scoreboardNoun,
  ownerNoun,
  tokensNoun,
];
