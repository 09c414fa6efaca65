/** Where things stand, relative to the Phase 8 folder. */
export const layout = {
  manifest: "config/universal.value.manifest.json",
  readme: "README.md",
  page: "index.html",
  output: "output",
} as const;

/** The Phase 8 folder of a repository that says nothing else. */
export const defaultFolder = "demo/Phase-8-Universal-Value-Dominance";

/** Where the configuration stands in a repository. */
export const configFile = "phase8-gate.config.json";

/** What the export writes below `output/`, by what it is. */
export const exportFiles = {
  plan: "output/phase8-plan.json",
  selfImprovementPlan: "output/phase8-self-improvement-plan.json",
  orchestrationReport: "output/phase8-orchestration-report.txt",
  cycleReport: "output/phase8-cycle-report.csv",
  mermaidDiagram: "output/phase8-mermaid-diagram.mmd",
  telemetryReport: "output/phase8-telemetry-report.md",
  governanceCalldata: "output/phase8-governance-calldata.json",
  safeBatch: "output/phase8-safe-transaction-batch.json",
  checksums: "output/phase8-checksums.json",
} as const;

/** The largest guide or page the gate reads: parsing HTML takes a hundred times its size in memory. */
export const maxTextBytes = 2 * 1024 * 1024;

/** The largest file the gate reads; a manifest of a hundred times today's size is well below. */
export const maxFileBytes = 8 * 1024 * 1024;
