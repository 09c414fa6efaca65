import { verifyLog } from "@mvcrs/chain";
import { isCodedError } from "@mvcrs/errors";
import { type Criterion, counterKeys, escalationErrors, fixBranchCriteria } from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { rootFindings } from "../../root-findings.ts";
import { stateOf } from "../../session.ts";
import { printable } from "../../ui/table.ts";

export const checkCommand = defineCommand({
  command: "check",
  describe: "Say which criteria for a fix branch hold (exit 1 if one does)",
  options: (yargs) => yargs,

  async run(_args, context) {
    const criteria = await criteriaOf(context);
    return {
      json: { ok: criteria.length === 0, criteria },
      text:
        criteria.length === 0
          ? "no criterion holds: no three critical deviations in a row, and the log verifies"
          : [
              "a fix branch is called for:",
              ...criteria.map(({ code, text }) => `  ${code}: ${printable(text)}`),
              "next: mvcrs fix-branch open --reason …",
            ].join("\n"),
      exitCode: criteria.length === 0 ? 0 : 1,
    };
  },
});

/** The criteria that hold. A log that cannot even be folded is an anomaly, not an error. */
export async function criteriaOf(context: Context): Promise<Criterion[]> {
  const findings = await findingsOf(context);
  try {
    return fixBranchCriteria(await stateOf(context), findings);
  } catch (thrown) {
    if (!isCodedError(thrown) || thrown.kind !== "integrity") throw thrown;
    const told = findings.length > 0 ? findings : [{ code: thrown.code, seq: 0, message: thrown.summary }];
    return fixBranchCriteria(null, told);
  }
}

/** What is wrong with the log, and with what stands beside it. */
export async function findingsOf(context: Context) {
  const beside = await anomaliesBeside(context);
  const { log: path, meta: metaPath } = context.paths;
  const verified = await verifyLog({ path, metaPath, counterKeys });
  return [...verified.findings, ...beside];
}

/** What contradicts the log is an incident as a damaged log is; only where there is no root at all there is none to have. */
async function anomaliesBeside(context: Context) {
  const anomaly = (message: string) => ({ code: "ROOT_CONTRADICTED", seq: 0, message });
  try {
    const { beside } = await rootFindings(context);
    return beside.map(({ path, problem }) => anomaly(`${path} ${problem}`));
  } catch (thrown) {
    if (!escalationErrors.is(thrown, "ROOT_LOG_MISSING")) throw thrown;
    return [anomaly(thrown.summary)];
  }
}
