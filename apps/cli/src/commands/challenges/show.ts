import { type Challenge, escalationAsset, findChallenge, type Mute, mutesInForce } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { stateOf } from "../../session.ts";
import { plural, short } from "../../ui/numbers.ts";
import { printable, table } from "../../ui/table.ts";
import { deviationOf } from "./challenge-table.ts";
import { reviewClock } from "./review-clock.ts";

export const showCommand = defineCommand({
  command: "show <id>",
  describe: "Show one challenge, by its id or the start of it",
  options: (yargs) =>
    yargs.positional("id", { type: "string", demandOption: true, describe: "Id or its start" }),

  async run({ id }, context) {
    const state = await stateOf(context);
    const challenge = findChallenge(state, id);
    const { dueAt, isOverdue } = await reviewClock(context);
    const review = { due_at: dueAt(challenge), overdue: isOverdue(challenge) };
    const mute = mutesInForce(state, context.clock()).find(({ metric }) => metric === challenge.metric);
    return {
      json: { ok: true, challenge: { ...escalationAsset(challenge), ...review, mute: mute ?? null } },
      text: render(challenge, review, mute),
    };
  },
});

interface Review {
  readonly due_at: string | null;
  readonly overdue: boolean;
}

function render(challenge: Challenge, review: Review, mute: Mute | undefined): string {
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
    ["deviation", `${deviationOf(challenge)} in ${plural(challenge.observations, "observation")}`],
    ["advice", raised.advice],
    ["log entry", String(challenge.seq)],
  ];
  if (review.due_at !== null)
    facts.splice(3, 0, ["review due", `${review.due_at}${review.overdue ? ", OVERDUE" : ""}`]);
  if (mute !== undefined)
    facts.push(["muted", `until ${mute.until}, owned by ${mute.owner}: ${mute.reason}`]);
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
