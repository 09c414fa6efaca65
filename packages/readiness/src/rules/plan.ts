import { looked } from "../rule.ts";
import { manifestRule } from "./manifest-rule.ts";

const planPointer = "/selfImprovement/plan";

export const autonomyGuard = manifestRule({
  id: "autonomy-guard",
  title: "Domain autonomy within the guard",
  severity: "error",
  why: "maxAutonomyBps is the ceiling that the guardians agreed to; no domain may act above it.",
  mend: "Lower the domain's autonomyLevelBps, or have the guardians raise the guard.",
  check: ({ domains, maxAutonomyBps: max }) => ({
    lookedAt: max === undefined ? [] : looked(domains.length, "domain"),
    findings: domains.flatMap(({ pointer, slug, autonomyLevelBps: level }) =>
      max === undefined || level === undefined || level <= max
        ? []
        : [
            {
              message: `${slug ?? pointer} has an autonomy of ${level} bps, above the guard of ${max} bps`,
              mend: `Lower ${pointer}/autonomyLevelBps to ${max} or less.`,
              pointer: `${pointer}/autonomyLevelBps`,
              subject: slug ?? pointer,
            },
          ],
    ),
    incomplete:
      max === undefined ||
      domains.length === 0 ||
      domains.some(({ autonomyLevelBps }) => autonomyLevelBps === undefined),
  }),
});

export const planCadence = manifestRule({
  id: "plan-cadence",
  title: "Plan cadence and heartbeat",
  severity: "error",
  why: "A plan that runs more often than the system's heartbeat changes it faster than anyone is told.",
  mend: "Raise selfImprovement.plan.cadenceSeconds to at least global.heartbeatSeconds.",
  check: ({ plan: { cadenceSeconds: cadence }, heartbeatSeconds: heartbeat }) => ({
    lookedAt:
      cadence === undefined || heartbeat === undefined
        ? []
        : [`${cadence} s cadence`, `${heartbeat} s heartbeat`],
    findings:
      cadence === undefined || heartbeat === undefined || cadence >= heartbeat
        ? []
        : [
            {
              message: `plan cadence of ${cadence} s is shorter than the heartbeat of ${heartbeat} s`,
              mend: `Raise ${planPointer}/cadenceSeconds to ${heartbeat} or more.`,
              pointer: `${planPointer}/cadenceSeconds`,
            },
          ],
    incomplete: cadence === undefined || heartbeat === undefined,
  }),
});

export const planReport = manifestRule({
  id: "plan-report",
  title: "Last report is named",
  severity: "error",
  why: "Once a cycle ran, its report is the evidence of what it changed.",
  mend: "Set selfImprovement.plan.lastReportURI to the report of the cycle at lastExecutedAt.",
  check: ({ plan: { planURI, lastExecutedAt = 0, lastReportURI = "" } }) => ({
    lookedAt: planURI === undefined ? [] : ["the plan"],
    findings:
      planURI === undefined || lastExecutedAt <= 0 || lastReportURI.trim() !== ""
        ? []
        : [
            {
              message: `the plan was executed at ${lastExecutedAt}, but its last report URI is missing`,
              mend: `Set ${planPointer}/lastReportURI to that cycle's report.`,
              pointer: planPointer,
            },
          ],
    incomplete: planURI === undefined,
  }),
});
