// The incident: a branch for the fix with the evidence on it, and the postmortem.

export { type Anomaly, anomaliesOf, criteriaOf } from "./criteria.ts";
export {
  assertCriterion,
  type Criterion,
  fixBranchCriteria,
  type OpenedBranch,
  openFixBranch,
  type SnapshotFile,
} from "./fix-branch.ts";
export { type Git, type GitResult, gitIn } from "./git.ts";
export { type IncidentSource, incidentChallenges, snapshotFiles, writePostmortem } from "./incident.ts";
export { type IncidentOptions, isLogSound, type OpenedIncident, openIncident } from "./open-incident.ts";
export { checkPostmortem, type PostmortemReport, postmortemSections } from "./postmortem.ts";
