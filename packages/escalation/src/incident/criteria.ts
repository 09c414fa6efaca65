import { verifyLog } from "@mvcrs/chain";
import { isCodedError } from "@mvcrs/errors";
import type { TextFiles } from "@mvcrs/files";
import { escalationErrors } from "../errors.ts";
import type { ArtifactPaths } from "../ledger/artifacts/paths.ts";
import { counterKeys } from "../ledger/events.ts";
import { rootFindings } from "../ledger/root/root-findings.ts";
import type { MvcrsState } from "../ledger/state.ts";
import { type Criterion, fixBranchCriteria } from "./fix-branch.ts";

/** Something wrong with a log, or with what stands beside it. */
export interface Anomaly {
  readonly code: string;
  readonly seq: number;
  readonly message: string;
}

interface Root {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
}

/** What is wrong with the log of a root, and with what stands beside it. @throws ROOT_MISSING, CONFIG_INVALID */
export async function anomaliesOf(root: Root): Promise<readonly Anomaly[]> {
  const beside = await anomaliesBeside(root);
  const { log: path, meta: metaPath } = root.paths;
  const verified = await verifyLog({ path, metaPath, counterKeys });
  return [...verified.findings, ...beside];
}

/**
 * The criteria for a fix branch that hold in a root. A log that cannot even be folded is an anomaly, not an error.
 *
 * @param readState Folds the log.
 * @throws ROOT_MISSING, CONFIG_INVALID
 */
export async function criteriaOf(root: Root, readState: () => Promise<MvcrsState>): Promise<Criterion[]> {
  return criteriaFrom(await anomaliesOf(root), readState);
}

/** The same, where it is known what is wrong with the root. */
export async function criteriaFrom(
  anomalies: readonly Anomaly[],
  readState: () => Promise<MvcrsState>,
): Promise<Criterion[]> {
  try {
    return fixBranchCriteria(await readState(), anomalies);
  } catch (thrown) {
    const broken = unfolded(thrown);
    return fixBranchCriteria(null, anomalies.length > 0 ? anomalies : [broken]);
  }
}

/** A log that cannot be folded, as an anomaly. Any other error is thrown. */
export function unfolded(thrown: unknown): Anomaly {
  if (!isCodedError(thrown) || thrown.kind !== "integrity") throw thrown;
  return { code: thrown.code, seq: 0, message: thrown.summary };
}

/** What contradicts the log is an incident as a damaged log is; only where there is no root at all there is none to have. */
async function anomaliesBeside(root: Root): Promise<readonly Anomaly[]> {
  const anomaly = (message: string) => ({ code: "ROOT_CONTRADICTED", seq: 0, message });
  try {
    const { beside } = await rootFindings(root);
    return beside.map(({ path, problem }) => anomaly(`${path} ${problem}`));
  } catch (thrown) {
    if (!escalationErrors.is(thrown, "ROOT_LOG_MISSING")) throw thrown;
    return [anomaly(thrown.summary)];
  }
}
