import type { Command } from "./command.ts";
import { backtestCommand } from "./commands/backtest.ts";
import { chainCommands } from "./commands/chain/index.ts";
import { ackCommand } from "./commands/challenges/ack.ts";
import { listCommand } from "./commands/challenges/list.ts";
import { resolveCommand } from "./commands/challenges/resolve.ts";
import { showCommand } from "./commands/challenges/show.ts";
import { checkCommand as configCheckCommand } from "./commands/config/check.ts";
import { diffCommand } from "./commands/config/diff.ts";
import { schemaCommand } from "./commands/config/schema.ts";
import { cultureRewardsCommand } from "./commands/culture-rewards.ts";
import { drillCommand } from "./commands/drill.ts";
import { tickCommand } from "./commands/escalate/tick.ts";
import { checkCommand as fixBranchCheckCommand } from "./commands/fix-branch/check.ts";
import { openCommand } from "./commands/fix-branch/open.ts";
import { initCommand } from "./commands/init.ts";
import { acceptCommand } from "./commands/metrics/accept.ts";
import { muteCommand } from "./commands/metrics/mute.ts";
import { unmuteCommand } from "./commands/metrics/unmute.ts";
import { freezeCommand } from "./commands/orchestrator/freeze.ts";
import { resumeCommand } from "./commands/orchestrator/resume.ts";
import { runCommand as orchestratorRunCommand } from "./commands/orchestrator/run.ts";
import { statusCommand as orchestratorStatusCommand } from "./commands/orchestrator/status.ts";
import { deliverCommand } from "./commands/outbox/deliver.ts";
import { dropCommand } from "./commands/outbox/drop.ts";
import { listCommand as outboxListCommand } from "./commands/outbox/list.ts";
import { retryCommand } from "./commands/outbox/retry.ts";
import { ownerCommands } from "./commands/owner/verbs.ts";
import { watchCommand } from "./commands/owner/watch.ts";
import { checkCommand as postmortemCheckCommand } from "./commands/postmortem/check.ts";
import { newCommand } from "./commands/postmortem/new.ts";
import { rebuildCommand } from "./commands/rebuild.ts";
import { runCommand } from "./commands/run.ts";
import { reconcileCommand } from "./commands/scoreboard/reconcile.ts";
import { showCommand as scoreboardShowCommand } from "./commands/scoreboard/show.ts";
import { serveCommand } from "./commands/serve.ts";
import { checkCommand as telemetryCheckCommand } from "./commands/telemetry/check.ts";
import { plotCommand } from "./commands/telemetry/plot.ts";
import { ratesCommand } from "./commands/telemetry/rates.ts";
import { approveCommand } from "./commands/trust-lock/approve.ts";
import { committeeCommand } from "./commands/trust-lock/committee.ts";
import { engageCommand } from "./commands/trust-lock/engage.ts";
import { releaseCommand } from "./commands/trust-lock/release.ts";
import { statusCommand } from "./commands/trust-lock/status.ts";
import { witnessesCommand } from "./commands/witnesses.ts";

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
export const nouns: readonly {
  readonly name: string;
  readonly describe: string;
  readonly verbs: readonly Command[];
}[] = [
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
  {
    name: "owner",
    describe: "Plan, simulate, carry out and watch owner operations on chain",
    verbs: [...ownerCommands, watchCommand],
  },
];
