import {
  type DomainCoverage,
  diagramText,
  domainCoverage,
  type Finding,
  formatAge,
  formatBps,
  formatDuration,
  formatInstant,
  formatShare,
  formatUSD,
  type Manifest,
  readinessMetrics,
} from "@phase8/readiness/control-room";
import { facts, fillList, fromTemplate, make, part, setFields } from "./dom.ts";

/** Shows a manifest and what the gate finds in it: everything on the page that follows from it, except the diagram. */
export function render(manifest: Manifest, findings: readonly Finding[], now: number): void {
  const coverage = domainCoverage(manifest);
  renderStats(manifest, coverage);
  flagOverdue(manifest, now);
  fillList("alerts", alerts(manifest, findings));
  fillList("domains", domains(manifest, coverage));
  fillList("sentinels", sentinels(manifest));
  fillList("streams", streams(manifest));
  fillList("controls", controls(manifest));
  fillList("playbooks", playbooks(manifest));
  fillList(
    "diagram-text",
    diagramText(manifest).map((line) => make("li", line)),
  );
}

const state = ({ active }: { readonly active?: boolean | undefined }): string =>
  active === false ? "inactive" : "active";
const named = (slugs: readonly string[] | undefined): string =>
  slugs === undefined || slugs.length === 0 ? "no domain" : slugs.join(", ");

function renderStats(manifest: Manifest, coverage: readonly DomainCoverage[]): void {
  const metrics = readinessMetrics(manifest);
  const { global, capitalStreams, selfImprovement } = manifest;
  const active = manifest.domains.filter((domain) => domain.active !== false).length;
  const short = coverage.filter(({ shortfallSeconds }) => shortfallSeconds > 0).length;
  const values: Readonly<Record<string, readonly [string, string]>> = {
    "monthly-flow": [formatUSD(metrics.monthlyFlowUSD), `${active} active domains`],
    "annual-budget": [formatUSD(metrics.annualBudgetUSD), `${capitalStreams.length} capital streams`],
    "average-resilience": [
      formatShare(metrics.averageResilience),
      `largest drawdown ${formatBps(global.maxDrawdownBps)}`,
    ],
    "sentinel-coverage": [
      formatDuration(metrics.sentinelCoverageSeconds),
      `window ${formatDuration(global.guardianReviewWindow)}${short === 0 ? "" : `; ${short} domains short of it`}`,
    ],
    "improvement-cadence": [
      formatDuration(metrics.cadenceSeconds),
      `heartbeat ${formatDuration(global.heartbeatSeconds)}`,
    ],
    "last-improvement": [
      metrics.lastExecutedAt === undefined ? "never" : formatInstant(metrics.lastExecutedAt),
      (selfImprovement.plan.lastReportURI ?? "").split("/").at(-1) ?? "",
    ],
  };
  for (const [key, [value, note]] of Object.entries(values))
    setFields(part(document, `[data-stat-key="${key}"]`), { value, note });
}

/** Marks the last improvement where the next one should have run since. */
function flagOverdue(manifest: Manifest, now: number): void {
  const { lastExecutedAt, cadenceSeconds } = readinessMetrics(manifest);
  const card = part(document, '[data-stat-key="last-improvement"]');
  const late = lastExecutedAt === undefined ? 0 : now / 1000 - lastExecutedAt - cadenceSeconds;
  card.dataset["state"] = late > 0 ? "overdue" : "current";
  const note = late > 0 ? `Overdue by ${formatAge(late)}` : "";
  setFields(card, { overdue: note });
}

/** What the gate says of who watches and funds what; the same findings, so that the page cannot disagree with it. */
const alertTitles: Readonly<Record<string, string>> = {
  "sentinel-coverage": "Coverage missing:",
  "coverage-window": "Coverage shortfall detected:",
  "domain-coverage": "Coverage shortfall detected:",
  "capital-funding": "Funding missing:",
};

function alerts({ global }: Manifest, findings: readonly Finding[]): Node[] {
  const shown = findings.flatMap(({ rule, severity, message }) => {
    const title = Object.hasOwn(alertTitles, rule) ? alertTitles[rule] : undefined;
    if (title === undefined) return [];
    const alert = fromTemplate("alert", { title, text: `${message} (${severity} of the gate).` });
    alert.dataset["level"] = severity === "error" ? "bad" : "warning";
    return [alert];
  });
  if (shown.length > 0) return shown;
  const alert = fromTemplate("alert", {
    title: "No coverage shortfall.",
    text: `Each domain's sentinels cover the guardian review window of ${formatDuration(global.guardianReviewWindow)}.`,
  });
  alert.dataset["level"] = "good";
  return [alert];
}

const domains = (manifest: Manifest, coverage: readonly DomainCoverage[]): Node[] =>
  manifest.domains.map((domain, index) => {
    const of = coverage[index];
    const card = fromTemplate("domain", {
      name: domain.name,
      narrative: domain.autonomyNarrative ?? "",
      facts: facts([
        ["State", state(domain)],
        ["Monthly flow", formatUSD(domain.valueFlowMonthlyUSD)],
        ["Resilience", formatShare(domain.resilienceIndex)],
        ["Autonomy", formatBps(domain.autonomyLevelBps)],
        ["Heartbeat", formatDuration(domain.heartbeatSeconds)],
        ["Guarded by", of === undefined || of.sentinels.length === 0 ? "nobody" : of.sentinels.join(", ")],
        ["Funding", `${formatUSD(of?.fundingUSD ?? 0)}/yr`],
        ["Orchestrator", domain.orchestrator],
      ]),
      tags: (domain.skillTags ?? []).map((tag) => make("span", tag)),
    });
    card.dataset["domainSlug"] = domain.slug;
    return card;
  });

const sentinels = (manifest: Manifest): Node[] =>
  manifest.sentinels.map((sentinel) =>
    fromTemplate("sentinel", {
      name: sentinel.name,
      facts: facts([
        ["State", state(sentinel)],
        ["Coverage", formatDuration(sentinel.coverageSeconds)],
        ["Sensitivity", formatBps(sentinel.sensitivityBps)],
        ["Watches", named(sentinel.domains)],
        ["Agent", sentinel.agent],
      ]),
    }),
  );

const streams = (manifest: Manifest): Node[] =>
  manifest.capitalStreams.map((stream) =>
    fromTemplate("stream", {
      name: stream.name,
      facts: facts([
        ["State", state(stream)],
        ["Budget", `${formatUSD(stream.annualBudget)}/yr`],
        ["Expansion", formatBps(stream.expansionBps)],
        ["Funds", named(stream.domains)],
        ["Vault", stream.vault],
      ]),
    }),
  );

function controls({ global, selfImprovement }: Manifest): Node[] {
  const guards = selfImprovement.autonomyGuards;
  const rows: readonly (readonly [string, string | undefined, string])[] = [
    ["Guardian council", global.guardianCouncil, "reviews, vetoes, releases"],
    ["System pause", global.systemPause, guards.pausable ? "the system can be paused" : "NOT pausable"],
    ["Upgrade coordinator", global.upgradeCoordinator, "upgrades modules"],
    ["Validator registry", global.validatorRegistry, "who may validate"],
    ["Mission control", global.missionControl, "policy kernel of the whole"],
    ["Treasury", global.treasury, "funds the streams"],
    ["Universal vault", global.universalVault, "holds the capital"],
    ["Knowledge graph", global.knowledgeGraph, "what the domains learnt"],
    ["Phase 8 manager", global.phase8Manager, "takes the exported calls"],
    [
      "Autonomy guard",
      `at most ${formatBps(guards.maxAutonomyBps)}`,
      `human override within ${guards.humanOverrideMinutes} min`,
    ],
    ["Escalation", guards.escalationChannels.join(" → "), "in this order"],
  ];
  return rows.flatMap(([name, value, note]) =>
    value === undefined ? [] : [fromTemplate("control", { name, value, note })],
  );
}

const playbooks = ({ selfImprovement }: Manifest): Node[] =>
  (selfImprovement.playbooks ?? []).map((playbook) =>
    fromTemplate("playbook", {
      name: playbook.name,
      narrative: playbook.description ?? "",
      facts: facts([
        ["Runs", playbook.automation],
        ["Guardrails", playbook.guardrails?.join(", ")],
        ["Owner", playbook.owner],
      ]),
    }),
  );
