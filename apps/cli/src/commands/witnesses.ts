import { lookAtJudging, panelConfig } from "@mvcrs/escalation";
import { restorePanel, type WitnessHealth } from "@mvcrs/verifiers";
import { defineCommand } from "../command.ts";
import type { Io } from "../io.ts";
import { configOf, noticeNoLog } from "../session.ts";
import { colours } from "../ui/colours.ts";
import { count, plural } from "../ui/numbers.ts";
import { table } from "../ui/table.ts";
import { shownTime } from "../ui/times.ts";

export const witnessesCommand = defineCommand({
  command: "witnesses",
  describe: "Show how the witnesses of each metric do: heard, outvoted, dependent, units",
  options: (yargs) =>
    yargs
      .option("metric", { type: "string", requiresArg: true, describe: "Only of this metric" })
      .option("faulty", { type: "boolean", default: false, describe: "Only those with something to see to" }),

  async run({ metric, faulty }, context) {
    await noticeNoLog(context);
    const { saved } = await lookAtJudging(context);
    const all =
      saved === null ? [] : restorePanel(panelConfig(await configOf(context)), saved.panel).witnesses();
    const shown = all
      .filter((each) => metric === undefined || each.metric === metric)
      .filter((each) => !faulty || remarkOf(each) !== "");
    return {
      json: { ok: true, total: shown.length, witnesses: shown },
      text: [
        plural(shown.length, "witness", "witnesses"),
        ...(shown.length === 0 ? [] : ["", witnessTable(shown, context.io)]),
      ].join("\n"),
    };
  },
});

const witnessTable = (shown: readonly WitnessHealth[], io: Io): string => {
  const paint = colours(io);
  return table(
    ["METRIC", "WITNESS", "RELIABLE", "OUTVOTED", "LAST HEARD", "REMARK"],
    shown.map((each) => [
      each.metric,
      each.witness,
      each.reliability.toFixed(2),
      `${count(each.outvoted)} of ${count(each.compared)}`,
      each.lastHeard === null ? "-" : shownTime(each.lastHeard),
      { text: remarkOf(each), paint: paint.warning },
    ]),
    io,
  );
};

/** What a person should deal with; empty where all is well. */
function remarkOf({ missed, repeats, ratio, reliability }: WitnessHealth): string {
  const remarks = [
    missed > 0 ? `missing for ${plural(missed, "observation")}` : "",
    repeats === null ? "" : `repeats ${repeats}: counts as one with it`,
    ratio !== null && reliability < 0.9
      ? `last outvoted at ${Number(ratio.toPrecision(3))} times the others`
      : "",
  ];
  return remarks.filter((remark) => remark !== "").join("; ");
}
