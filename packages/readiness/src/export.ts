export { type GovernanceCall, governanceCalls, managerInterface, managerOf } from "./export/calldata.ts";
export { planDocument } from "./export/plan-document.ts";
export { type PlannedExports, type PreviousExports, planExports } from "./export/plan-exports.ts";
export { safeBatch, safeChecksum } from "./export/safe-batch.ts";
export { checkExports, type ExportPlan, writeExports } from "./export/write-exports.ts";
