import { observedChallenge } from "@mvcrs/escalation";
import { challengeRates, minWindows, type RateFinding } from "@mvcrs/telemetry";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { everyChallengeOf } from "../../session.ts";
import { colours } from "../../ui/colours.ts";
import { levelCell } from "../../ui/level-cell.ts";
import { count, plural, short } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";

const shown = 20;

export const ratesCommand = defineCommand({
  command: "rates",
  describe: "Whether challenges came more or less often in the last day than before; exit 1 where one did",
  options: (yargs) =>
    yargs
      .option("days", { type: "number", default: 28, describe: "Days before the last one to compare with" })
      .option("alpha", {
        type: "number",
        default: 0.01,
        describe: "Chance of any false alarm in one report",
      }),

  async run({ days, alpha }, context) {
    if (!Number.isInteger(days) || days < minWindows || days > 3660)
      throw cliErrors.create("USAGE", {
        problem: `--days ${days} is not a whole number from ${minWindows} on`,
      });
    if (!(alpha > 0 && alpha < 1))
      throw cliErrors.create("USAGE", { problem: `--alpha ${alpha} is not between 0 and 1` });
    const challenges = await everyChallengeOf(context, observedChallenge);
    const now = context.clock();
    const since = challenges.reduce((first, { time }) => Math.min(first, time), now);
    const report = challengeRates(challenges, { now, since, windows: days, alpha });
    const anomalies = report.findings.filter(({ anomaly }) => anomaly !== null);
    const ok = anomalies.length === 0;
    return {
      json: { ok, ...report },
      text: !report.enough
        ? `not enough history: ${plural(report.windows, "day")} before the last one, ${minWindows} are needed`
        : [
            ok
              ? report.findings.length === 0
                ? `no challenge was observed in the last ${plural(report.windows + 1, "day")}: nothing to compare`
                : `no anomaly in the last day, against ${plural(report.windows, "day")} before it`
              : `${plural(anomalies.length, "anomalous rate")} in the last day, against ${plural(report.windows, "day")} before it`,
            ...(report.findings.length > 0
              ? [
                  `(exact conditional test, adjusted for ${count(report.findings.length)} series; a false alarm in at most ${short(alpha * 100)} % of reports)`,
                  "",
                  rateTable(report.findings.slice(0, shown), context.io),
                ]
              : []),
            ...(report.findings.length > shown
              ? [`… and ${count(report.findings.length - shown)} more`]
              : []),
          ].join("\n"),
      exitCode: ok ? 0 : 1,
    };
  },
});

const rateTable = (findings: readonly RateFinding[], io: Io): string => {
  const paint = colours(io);
  return table(
    ["LEVEL", "METRIC", "LAST DAY", "EXPECTED", "P", "ADJUSTED", "ANOMALY"],
    findings.map(({ level, metric, recent, expected, p, adjusted, anomaly }) => [
      levelCell(level, paint),
      metric,
      count(recent),
      short(Number(expected.toPrecision(3))),
      p.toPrecision(2),
      adjusted.toPrecision(2),
      { text: anomaly ?? "-", paint: anomaly === null ? paint.none : paint.problem },
    ]),
    io,
  );
};
