// The incident: a branch for the fix with the evidence on it, and the postmortem.

// What calls for a fix branch.

export { type Anomaly, anomaliesOf, criteriaOf } from "./criteria.ts";

// The branch, with a snapshot of the evidence.

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
export { type IncidentOptions, type OpenedIncident, openIncident } from "./open-incident.ts";
export { type RecordIncidentOptions, recordIncident } from "./record-incident.ts";

// The postmortem, checked against the log.

export { checkPostmortem, type PostmortemReport, postmortemSections } from "./postmortem.ts";

// Documents of it that are kept in the log.

export { archiveDocument, type IncidentDocument } from "./archive.ts";
