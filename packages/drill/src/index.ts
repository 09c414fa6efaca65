export { drillErrors } from "./errors.ts";
export type { DrillReport } from "./report/report.ts";
export { type DrillOptions, runDrill } from "./run-drill.ts";
export { scenarioNames } from "./scenarios/index.ts";
export type { Mvcrs } from "./stage.ts";
export { terminalView, type View } from "./view.ts";
