import type { DrillReport } from "./report.ts";

const signs: Readonly<Record<string, string>> = {
  calm: "",
  incident: "**incident**",
  detected: "**detected**",
  contained: "**contained**",
  recovered: "**recovered**",
  command: "command",
};

const sections: Readonly<Record<string, string>> = {
  "1": "Immediate pause procedures",
  "2": "Role revocation and credential rotation",
  "3": "Parameter adjustments",
  "4": "Manual slashing, scoreboard, culture rewards",
  "5": "Post-incident checklist",
  "6": "Phase 8 readiness validation",
};

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** The report for people. */
export function formatReport(report: DrillReport): string {
  const { incidents, timeline, evidence, alerts, runbook, log, measured, gate } = report;
  const measuredOf = (scenario: string) => measured.incidents.find((each) => each.scenario === scenario);
  return `# Incident rehearsal

Seed \`${report.seed}\`; ${incidents.length} incidents, every one detected and contained. The log has ${log.count} entries and verifies;
its chain hash is \`${log.chain_hash}\`.

## Time to detect and to contain

"On the chain" is by the chain's clock and the same for the same seed; "here" is what this machine took.

| incident | detected, on the chain | contained, on the chain | detected, here | contained, here |
|---|---|---|---|---|
${incidents
  .map(({ scenario, title, detectSeconds, containSeconds }) => {
    const here = measuredOf(scenario);
    return `| ${title} | ${detectSeconds} s | ${containSeconds} s | ${seconds(here?.detectWallMs ?? 0)} | ${seconds(here?.containWallMs ?? 0)} |\n`;
  })
  .join("")}
## Timeline

| time (UTC) | incident | | |
|---|---|---|---|
${timeline
  .map(
    ({ at, scenario, mark, text }) =>
      `| ${at.slice(11, 19)} | ${scenario} | ${signs[mark] ?? mark} | ${mark === "command" ? `\`${cell(text)}\`` : cell(text)} |\n`,
  )
  .join("")}
## Evidence

Each proof shows without the log that the entry is in it (\`mvcrs chain verify-proof <file>\`); the page of the same name beside
it does so in a browser, offline.

| entry | incident | event | what it says | proof |
|---|---|---|---|---|
${evidence
  .map(
    ({ seq, scenario, type, what, proof }) =>
      `| ${seq} | ${scenario} | ${type} | ${cell(what)} | \`${proof}\` |\n`,
  )
  .join("")}
## Alerts

${alerts.webhook.length} alerts reached the monitoring webhook${alerts.signaturesVerified ? ", every signature verified" : "; NOT every signature verified"}. The orchestrator alerted: ${alerts.orchestrator.join(", ") || "nothing"}.

| level | alert |
|---|---|
${alerts.webhook.map(({ level, title }) => `| ${level} | ${cell(title)} |\n`).join("")}
## Runbook steps covered

| section of docs/runbooks/emergency-operations.md | steps |
|---|---|
${Object.entries(sections)
  .map(([section, title]) => `| ${section}. ${title} | ${runbook[section] ?? "not in this rehearsal"} |\n`)
  .join("")}
${gate === null ? "The Phase 8 gate was not run." : `Phase 8 gate: ${gate.ok ? "passed" : "FAILED"}: ${gate.text}`}
`;
}
