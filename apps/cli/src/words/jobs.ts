/** The commands by the job that brings somebody to them, in the order in which help shows them. */
export const jobs: readonly (readonly [job: string, commands: readonly string[]])[] = [
  ["Begin", ["init", "doctor", "config", "drill", "completion", "man"]],
  ["Judge signals", ["run", "backtest", "witnesses", "metrics"]],
  ["Answer what was found", ["status", "challenges", "escalate", "trust-lock", "outbox"]],
  ["Work through an incident", ["owner", "incident", "fix-branch", "postmortem"]],
  ["Keep and prove the log", ["chain", "rebuild", "backup", "restore"]],
  ["Run as a service", ["serve", "worker", "aside", "send", "tokens", "portal", "telemetry"]],
  ["SelfPlay rounds", ["orchestrator", "scoreboard", "culture-rewards"]],
];
