import { observedChallenge } from "@mvcrs/escalation";
import { plotChallenges } from "@mvcrs/telemetry";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { outputPath } from "../../output-file.ts";
import { configOf, everyChallengeOf } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";

const dayMs = 86_400_000;

export const plotCommand = defineCommand({
  command: "plot",
  describe: "Draw challenges and their deviations over time as an SVG",
  options: (yargs) =>
    yargs
      .option("out", {
        type: "string",
        demandOption: true,
        requiresArg: true,
        describe: "File to write, ending in .svg",
      })
      .option("days", { type: "number", default: 30, describe: "Days up to the present to show" }),

  async run({ out, days }, context) {
    const { files, clock } = context;
    const path = await outputPath({ option: "out", path: out, taken: [] }, context);
    // The required ending keeps a typing error from overwriting the log or another artifact.
    if (!out.toLowerCase().endsWith(".svg"))
      throw cliErrors.create("USAGE", { problem: `--out ${out} does not end in .svg` });
    if (!(days > 0 && days <= 36_600))
      throw cliErrors.create("USAGE", { problem: `--days ${days} is not a number of days` });
    const config = await configOf(context);
    const to = clock();
    const from = to - days * dayMs;
    const every = await everyChallengeOf(context, observedChallenge);
    const challenges = every.filter(({ time }) => time >= from && time <= to);
    const thresholds = {
      soft: config.deviation_threshold_soft,
      material: config.deviation_threshold_material,
      critical: config.deviation_threshold_critical,
    };
    await files.write(path, plotChallenges(challenges, { from, to, thresholds }));
    return {
      json: { ok: true, out: path, challenges: challenges.length },
      text: `wrote ${path}: ${plural(challenges.length, "challenge")} of the last ${plural(days, "day")}`,
    };
  },
});
