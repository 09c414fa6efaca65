import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { challengeRow, challengeSummary, look, pickChallenges, rootFindings } from "@mvcrs/escalation";
import { checkTelemetry } from "@mvcrs/telemetry";
import { type Context, defineCommand } from "../../command.ts";
import { assertFresh } from "../../session.ts";
import { colours } from "../../ui/colours.ts";
import { count, plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";

const shown = 100;

export const checkCommand = defineCommand({
  command: "check",
  describe: "The daily check: CSV, summary and log agree; exit 1 and every disagreement where they do not",
  options: (yargs) => yargs,

  async run(_args, context) {
    const { beside, assertMarked } = await rootFindings(context);
    const report = await settled(context);
    const { counts, disagreements } = report;
    const ok = report.ok && beside.length === 0;
    if (ok) assertMarked();
    // What a copy may lack was not checked.
    if (ok) await assertFresh(context);
    const paint = colours(context.io);
    const hidden = disagreements.length - shown;
    const todo = [...new Set(disagreements.map((one) => one.todo))];
    return {
      json: { ...report, ok, beside },
      text: ok
        ? `${paint.ok("ok")}: ${plural(counts.log, "challenge")} in the log, the CSV and the summary alike`
        : [
            `${paint.problem("NOT OK")}: ${plural(disagreements.length + beside.length, "disagreement")}`,
            ...disagreements
              .slice(0, shown)
              .map(({ between, where, expected, found }) =>
                printable(`${between}: ${where}: should be ${expected}, is ${found}`),
              ),
            ...beside.map(({ path, problem }) => printable(`${path} ${problem}`)),
            ...(hidden > 0 ? [`… and ${count(hidden)} more (--json lists all)`] : []),
            "",
            ...todo,
          ].join("\n"),
      exitCode: ok ? 0 : 1,
    };
  },
});

const tries = 20;
const pauseMs = 250;

/** A command at work has appended before it projects: while one holds the log, a disagreement may be about to end. */
export async function settled(context: Context, wait: (milliseconds: number) => Promise<unknown> = sleep) {
  const { files, paths } = context;
  for (let tried = 1; ; tried++) {
    const report = await once(context);
    const writing = (await files.list(paths.stateFolder)).includes(`${basename(paths.log)}.lock`);
    if (report.ok || !writing || tried === tries) return report;
    await wait(pauseMs);
  }
}

async function once({ paths, files }: Context) {
  const csvText = await files.read(paths.telemetry);
  const summaryText = await files.read(paths.summary);
  return look({ paths, files, fromStart: true }, async (found) =>
    checkTelemetry({
      rows: await pickChallenges(found, challengeRow),
      summary: challengeSummary(found.state, found.position),
      csvText,
      summaryText,
    }),
  );
}
