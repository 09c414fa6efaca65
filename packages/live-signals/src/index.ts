// A live deployment as a source of signals.

export type { Deployment } from "./deployment.ts";
export { type FollowOptions, follow, once } from "./follow.ts";
export { type LiveInput, type LiveInputOptions, openLiveInput } from "./live-input.ts";
export { type LiveOptions, type LiveSource, openLiveSource } from "./live-source.ts";

// What is reported, and in which units.

export { orchestratorReport, reportFrom } from "./orchestrator-report.ts";
export { type Quantity, toSignalValue, type Unit } from "./quantity.ts";
export type { Report } from "./report.ts";

// What goes wrong.

export { liveErrors } from "./errors.ts";
