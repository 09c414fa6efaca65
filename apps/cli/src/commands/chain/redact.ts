import { type PlannedRedaction, planRedaction, type Redaction } from "@mvcrs/chain";
import { readLedger } from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { byPerson, inSession, noticeNoLog, openByPersonOptions } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";

const mostAtOnce = 1000;

export const redactCommand = defineCommand({
  command: "redact <entries...>",
  describe: "Show what entries keep in the vault; --apply deletes it for good, and records that",
  options: (yargs) =>
    openByPersonOptions(
      yargs.positional("entries", {
        type: "number",
        array: true,
        demandOption: true,
        describe: "Numbers of entries (`chain entries` lists them)",
      }),
    ).option("apply", { type: "boolean", default: false, describe: "Do it; there is no way back" }),

  async run(args, context) {
    const seqs = [...new Set(args.entries)];
    if (seqs.length > mostAtOnce || !seqs.every((seq) => Number.isSafeInteger(seq) && seq >= 0))
      throw cliErrors.create("USAGE", {
        problem: `<entries> are numbers of entries, counted from 0; at most ${mostAtOnce} at once`,
      });
    const by = byPerson(args, context);
    const planned = await planOf(seqs, context);
    if (!args.apply) return preview(planned);
    const redaction = await inSession(context, (session) => session.redact(seqs, by));
    return {
      json: {
        ok: true,
        applied: true,
        entries: planned.map((one) => asJson(one, redaction)),
        ...counts(redaction),
      },
      text: said(planned, redaction).join("\n"),
    };
  },
});

/** Read without the lock: whoever only looks writes nothing. */
async function planOf(seqs: readonly number[], context: Context): Promise<readonly PlannedRedaction[]> {
  await noticeNoLog(context);
  await using log = await readLedger(context.paths);
  return await planRedaction({ path: context.paths.log, log, seqs });
}

function preview(planned: readonly PlannedRedaction[]) {
  const isDone = planned.every(({ standing, by }) => standing === 0 && by !== undefined);
  const lines = planned.map(({ seq, pointers, standing, by }) => {
    const fields = pointers.map((pointer) => pointer.slice(1)).join(", ");
    const missing = pointers.length - standing;
    if (by !== undefined)
      return `entry ${seq}: redacted by entry ${by} already${standing === 0 ? "" : ", and still in the vault"}`;
    return `entry ${seq}: ${fields}${missing === 0 ? "" : ` (${missing} not in the vault any more)`}`;
  });
  return {
    json: { ok: isDone, applied: false, entries: planned.map((one) => asJson(one)), removed: 0, missing: 0 },
    text: [
      ...lines,
      ...(isDone ? [] : ["Nothing was changed; --apply deletes it, and there is no way back."]),
    ].join("\n"),
    // A script that forgets --apply must not go on as if it were done.
    exitCode: isDone ? 0 : 1,
  } as const;
}

const asJson = ({ seq, pointers, standing, by }: PlannedRedaction, done?: Redaction) => ({
  seq,
  fields: pointers.map((pointer) => pointer.slice(1)),
  standing: done === undefined ? standing : 0,
  redacted_by: done?.by.get(seq) ?? by ?? null,
});

const counts = ({ removed, missing }: Redaction) => ({ removed, missing });

function said(planned: readonly PlannedRedaction[], { by, removed }: Redaction): string[] {
  return [
    ...planned.map(
      (one) =>
        `entry ${one.seq}: redacted by entry ${by.get(one.seq)}${one.by === undefined ? "" : " already"}`,
    ),
    ...(removed === 0
      ? ["nothing was left to delete"]
      : [`${plural(removed, "value")} deleted, each with its salt`, ...unreached]),
  ];
}

const unreached = [
  "Not reached from here: backups and copies made before, snapshots of the disk,",
  "the shell history of who typed it, and what was printed.",
];
