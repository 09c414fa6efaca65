import { type Challenge, escalationAsset, findChallenge, readSession } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { count, short } from "../../ui/numbers.ts";
import { printable, table } from "../../ui/table.ts";

export const showCommand = defineCommand({
  command: "show <id>",
  describe: "Show one challenge, by its id or the start of it",
  options: (yargs) =>
    yargs.positional("id", { type: "string", demandOption: true, describe: "Id or its start" }),

  async run({ id }, { paths, files, clock, notice }) {
    const { state, replay } = await readSession({ paths, files, clock, notice });
    replay.flush();
    const challenge = findChallenge(state, id);
    return { json: { ok: true, challenge: escalationAsset(challenge) }, text: render(challenge) };
  },
});

function render(challenge: Challenge): string {
  const { raised } = challenge;
  const { primary, secondary, tertiary } = raised.verdicts;
  const unit = raised.signal.unit === undefined ? "" : ` ${raised.signal.unit}`;
  const facts: [string, string][] = [
    ["challenge", challenge.id],
    ["level", challenge.level],
    ["status", challenge.resolution === null ? challenge.status : `resolved: ${challenge.resolution}`],
    ["metric", challenge.metric],
    ["reported by", challenge.source],
    ["value", `${short(raised.signal.value)}${unit} at ${raised.signal.observedAt}`],
    ["pattern", challenge.pattern],
    ["deviation", `${short(challenge.deviation)} in ${count(challenge.observations)} observation(s)`],
    ["advice", raised.advice],
    ["log entry", String(challenge.seq)],
  ];
  const verdicts = [primary, secondary, tertiary].map((verdict, index) => [
    ["policy", "consensus", "forecast"][index] ?? "",
    verdict.status,
    verdict.expected === null ? "-" : short(verdict.expected),
    short(verdict.deviation),
    short(verdict.confidence),
    verdict.reason,
  ]);
  return [
    ...facts.map(([name, value]) => `${`${name}:`.padEnd(13)}${printable(value)}`),
    "",
    table(["VERIFIER", "STATUS", "EXPECTED", "DEVIATION", "CONFIDENCE", "REASON"], verdicts),
    "",
    table(
      ["ENTRY", "AT", "WHO", "WHAT", "NOTE"],
      challenge.history.map(({ seq, at, actor, type, note }) => [String(seq), at, actor, type, note]),
    ),
  ].join("\n");
}
