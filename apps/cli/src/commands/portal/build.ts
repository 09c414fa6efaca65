import { verifyLog } from "@mvcrs/chain";
import { counterKeys } from "@mvcrs/escalation";
import { publishPortal } from "@mvcrs/portal";
import type { Facts } from "@mvcrs/portal/format";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { outputPath } from "../../output-file.ts";
import { doubtOf, noticeNoLog } from "../../session.ts";
import { count, plural } from "../../ui/numbers.ts";
import { settled } from "../telemetry/check.ts";
import { factsOf } from "./facts.ts";

export const buildCommand = defineCommand({
  command: "build",
  describe:
    "Write the operators' page and its data into a folder for any web server; again, it costs what is new",
  options: (yargs) =>
    yargs
      .option("out", {
        type: "string",
        demandOption: true,
        requiresArg: true,
        describe: "Folder to serve: empty, or with an earlier portal",
      })
      .option("every", {
        type: "number",
        default: 3600,
        describe: "Seconds within which you build it again; past twice that the page says stale",
      })
      .option("check", {
        type: "boolean",
        default: false,
        describe: "Also verify the whole log and make the daily check, and show both",
      }),

  async run({ out, every, check }, context) {
    if (!(every >= 1 && every <= 86_400 * 366))
      throw cliErrors.create("USAGE", {
        problem: `--every ${every} is not a number of seconds up to a year`,
      });
    await noticeNoLog(context);
    const folder = await outputPath({ option: "out", path: out, taken: [context.paths.root] }, context);
    const { paths, files, clock, io } = context;
    const checked = check ? await checks(context) : { daily_check: null, verified: null };
    const published = await publishPortal({
      ...{ paths, files, folder, clock, signal: io.stopSignal() },
      promisedMs: Math.round(every * 1000),
      facts: () => factsOf(context, checked),
      doubt: () => doubtOf(context),
    });
    const { overview, proven, from, rebuilt } = published;
    const { log, contradictions } = overview;
    for (const problem of contradictions) context.notice(problem);
    return {
      json: { ok: true, dir: folder, entries: log.count, from, rebuilt, proven, contradictions },
      text: [
        `${plural(log.count, "entry", "entries")} in ${folder}: ${rebuilt ? "made from the log's start" : `${count(log.count - from)} new`}`,
        proven === null
          ? "no checkpoint is signed, so the page has nothing to verify against: mvcrs chain keygen, mvcrs chain checkpoint"
          : `the page verifies ${plural(proven, "entry", "entries")} in the browser, against the last checkpoint`,
      ].join("\n"),
    };
  },
});

/** What takes as long as the log is. */
async function checks(context: Context): Promise<Pick<Facts, "daily_check" | "verified">> {
  const { paths, clock } = context;
  const { ok, disagreements } = await settled(context);
  const at = new Date(clock()).toISOString();
  const { ok: holds, findings } = await verifyLog({ path: paths.log, metaPath: paths.meta, counterKeys });
  return {
    daily_check: { at, ok, disagreements: disagreements.length, note: disagreements[0]?.where ?? null },
    verified: { at: new Date(clock()).toISOString(), ok: holds, note: findings[0]?.message ?? null },
  };
}
