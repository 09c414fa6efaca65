import { basename, dirname } from "node:path";
import { messageOf } from "@mvcrs/errors";
import { look } from "../ledger/look.ts";
import { record, withSession } from "../ledger/record.ts";
import type { Session, SessionOptions } from "../ledger/session.ts";
import { anomaliesOf, criteriaFrom, unfolded } from "./criteria.ts";
import { assertCriterion, type Criterion, fixBranchCriteria } from "./fix-branch.ts";
import { type IncidentOptions, type OpenedIncident, openIncident } from "./open-incident.ts";

export interface RecordIncidentOptions extends SessionOptions, Omit<IncidentOptions, "criteria"> {
  readonly paths: IncidentOptions["paths"];
  readonly files: IncidentOptions["files"];
  /** Also where no criterion holds. */
  readonly force: boolean;
}

/**
 * Opens the fix branch of an incident and records it. What a sound log tells is folded once, under the log's lock: what calls
 * for the branch, what the postmortem says and what is recorded belong together. A log that does not verify gets its branch
 * too; `notice` is told where it cannot record it.
 *
 * @throws NO_CRITERION, what `anomaliesOf` throws, what `openIncident` throws, what `openSession` throws
 */
export async function recordIncident(options: RecordIncidentOptions): Promise<OpenedIncident> {
  const anomalies = await anomaliesOf(options);
  if (anomalies.length > 0) {
    const criteria = await criteriaFrom(anomalies, () => look(options, ({ state }) => state));
    return openBroken(criteria, options);
  }
  // A log that is not begun yet has no criterion to fold for, and a refusal does not begin it.
  if (!options.force && !(await isBegun(options))) assertCriterion([]);
  let session: Session | undefined;
  try {
    return await withSession(options, async (opened) => {
      session = opened;
      const criteria = fixBranchCriteria(opened.state, []);
      if (!options.force) assertCriterion(criteria);
      const incident = await openIncident({ ...options, criteria }, opened);
      await opened.record([incident.event]);
      return incident;
    });
  } catch (thrown) {
    if (session !== undefined) throw thrown;
    return openBroken(fixBranchCriteria(null, [unfolded(thrown)]), options);
  }
}

const isBegun = async ({ files, paths }: RecordIncidentOptions): Promise<boolean> =>
  (await files.list(dirname(paths.log))).includes(basename(paths.log));

/** A log that does not verify proves nothing, and may still take the event. */
async function openBroken(
  criteria: readonly Criterion[],
  options: RecordIncidentOptions,
): Promise<OpenedIncident> {
  const incident = await openIncident({ ...options, criteria }, null);
  await record(options, () => [incident.event]).catch((thrown: unknown) =>
    options.notice?.(`the branch is there, but the damaged log could not record it: ${messageOf(thrown)}`),
  );
  return incident;
}
