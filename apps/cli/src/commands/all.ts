import type { Command, Noun } from "../command.ts";
import { backtestCommand } from "./backtest.ts";
import { chainCommands } from "./chain/index.ts";
import { ackCommand } from "./challenges/ack.ts";
import { listCommand } from "./challenges/list.ts";
import { resolveCommand } from "./challenges/resolve.ts";
import { showCommand } from "./challenges/show.ts";
import { checkCommand as configCheckCommand } from "./config/check.ts";
import { diffCommand } from "./config/diff.ts";
import { schemaCommand } from "./config/schema.ts";
import { cultureRewardsCommand } from "./culture-rewards.ts";
import { drillCommand } from "./drill.ts";
import { tickCommand } from "./escalate/tick.ts";
import { checkCommand as fixBranchCheckCommand } from "./fix-branch/check.ts";
import { openCommand } from "./fix-branch/open.ts";
import { initCommand } from "./init.ts";
import { acceptCommand } from "./metrics/accept.ts";
import { muteCommand } from "./metrics/mute.ts";
import { unmuteCommand } from "./metrics/unmute.ts";
import { freezeCommand } from "./orchestrator/freeze.ts";
import { resumeCommand } from "./orchestrator/resume.ts";
import { runCommand as orchestratorRunCommand } from "./orchestrator/run.ts";
import { statusCommand as orchestratorStatusCommand } from "./orchestrator/status.ts";
import { deliverCommand } from "./outbox/deliver.ts";
import { dropCommand } from "./outbox/drop.ts";
import { listCommand as outboxListCommand } from "./outbox/list.ts";
import { retryCommand } from "./outbox/retry.ts";
import { ownerNoun } from "./owner/index.ts";
import { checkCommand as postmortemCheckCommand } from "./postmortem/check.ts";
import { newCommand } from "./postmortem/new.ts";
import { rebuildCommand } from "./rebuild.ts";
import { runCommand } from "./run/index.ts";
import { reconcileCommand } from "./scoreboard/reconcile.ts";
import { showCommand as scoreboardShowCommand } from "./scoreboard/show.ts";
import { serveCommand } from "./serve.ts";
import { checkCommand as telemetryCheckCommand } from "./telemetry/check.ts";
import { plotCommand } from "./telemetry/plot.ts";
import { ratesCommand } from "./telemetry/rates.ts";
import { approveCommand } from "./trust-lock/approve.ts";
import { committeeCommand } from "./trust-lock/committee.ts";
import { engageCommand } from "./trust-lock/engage.ts";
import { releaseCommand } from "./trust-lock/release.ts";
import { statusCommand } from "./trust-lock/status.ts";
import { witnessesCommand } from "./witnesses.ts";

/** `mvcrs <verb>`. */
export const commands: readonly Command[] = [
  cultureRewardsCommand,

  initCommand,
  runCommand,
  backtestCommand,
  witnessesCommand,
  rebuildCommand,
  serveCommand,
  drillCommand,
];

/** `mvcrs <noun> <verb>`. */
export const nouns: readonly Noun[] = [
  {
    name: "challenges",
    describe: "Look at challenges, take them on, close them",
    verbs: [listCommand, showCommand, ackCommand, resolveCommand],
  },
  { name: "config", describe: "The configuration", verbs: [configCheckCommand, diffCommand, schemaCommand] },
  { name: "escalate", describe: "The review clock", verbs: [tickCommand] },
  {
    name: "metrics",
    describe: "Accept a new normal, mute a metric for a time",
    verbs: [acceptCommand, muteCommand, unmuteCommand],
  },
  {
    name: "trust-lock",
    describe: "The lock that critical challenges engage",
    verbs: [statusCommand, engageCommand, approveCommand, releaseCommand, committeeCommand],
  },
  {
    name: "fix-branch",
    describe: "A branch to mend what broke",
    verbs: [fixBranchCheckCommand, openCommand],
  },
  { name: "postmortem", describe: "What happened, with proofs", verbs: [newCommand, postmortemCheckCommand] },
  {
    name: "outbox",
    describe: "Notices on their way to people",
    verbs: [outboxListCommand, deliverCommand, retryCommand, dropCommand],
  },
  {
    name: "telemetry",
    describe: "The daily check, rates and plots of challenges",
    verbs: [telemetryCheckCommand, ratesCommand, plotCommand],
  },
  { name: "chain", describe: "The tamper-evident log", verbs: chainCommands },
  {
    name: "orchestrator",
    describe: "Run rounds, stop them, go on",
    verbs: [orchestratorRunCommand, freezeCommand, resumeCommand, orchestratorStatusCommand],
  },
  {
    name: "scoreboard",
    describe: "How agents stand, compared with the chain",
    verbs: [scoreboardShowCommand, reconcileCommand],
  },
  ownerNoun,
];
