// The rehearsal, and its report.

export type { DrillReport } from "./report/report.ts";
export { type DrillOptions, runDrill } from "./run-drill.ts";

// What it plays with: scenarios, the command line that is passed in, the screen.

export { scenarioNames } from "./scenarios/index.ts";
export type { DrillService, ServeRoot } from "./service.ts";
export type { Mvcrs } from "./stage.ts";
export { terminalView, type View, type ViewOptions, type ViewStyle } from "./view.ts";

// What goes wrong.

export { drillErrors } from "./errors.ts";
