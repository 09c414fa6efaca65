import { privatePlaceholder } from "@mvcrs/chain";
import { messageOf } from "@mvcrs/errors";
import { freezeRounds } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { defineCommand } from "../../command.ts";
import { byPersonAtOnce, byPersonOptions, recordFrom } from "../../session.ts";

export const freezeCommand = defineCommand({
  command: "freeze",
  describe: "Stop rounds: before the next phase of a running one, and every new one",
  options: (yargs) => byPersonOptions(yargs),
  async run(args, context) {
    const { by, kept } = await byPersonAtOnce(args, context);
    // What the log is not to hold, the file beside it is not to hold either.
    const shown = (field: "actor" | "reason") =>
      kept.keepPrivate.includes(field) ? privatePlaceholder : by[field];
    const { orchestratorPaths, writeFreeze } = await import("@selfplay/orchestrator");
    const wanted = { reasons: [shown("reason")], by: shown("actor"), at: new Date(by.now).toISOString() };
    let unwritten: unknown = null;
    const freeze = await writeFreeze(nodeTextFiles, orchestratorPaths(context.paths.root), wanted).catch(
      (thrown: unknown) => {
        // The log alone stops rounds too.
        unwritten = thrown;
        context.notice(`the freeze is in the log alone, if it gets there: ${messageOf(thrown)}`);
        return { version: 1 as const, since: wanted.at, by: wanted.by, reasons: wanted.reasons };
      },
    );
    // The freeze comes first and stands whatever becomes of its record: rounds must stop even if the log cannot be written.
    let recorded = true;
    try {
      await recordFrom(context, () => [freezeRounds(by)], kept);
    } catch (thrown) {
      if (unwritten !== null) throw unwritten;
      recorded = false;
      const elsewhere = context.store === undefined ? "" : ", and so on this host alone";
      context.notice(`the freeze is on, but not in the log${elsewhere}: ${messageOf(thrown)}`);
    }
    return {
      json: { ok: true, frozen: true, recorded, ...freeze },
      text: `frozen since ${freeze.since} by ${freeze.by}; mvcrs orchestrator resume lifts it once all is clear`,
    };
  },
});
