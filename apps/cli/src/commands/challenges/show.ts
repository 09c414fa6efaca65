import {
  type Challenge,
  escalationAsset,
  findChallenge,
  type Mute,
  mutesInForce,
  noticeNote,
  PrivateWords,
} from "@mvcrs/escalation";
import { wrapped } from "@mvcrs/terminal";
import { meaningOf } from "@mvcrs/verifiers";
import { defineCommand } from "../../command.ts";
import type { Io } from "../../io.ts";
import { lookAt } from "../../session.ts";
import { colours } from "../../ui/colours.ts";
import { plural, short } from "../../ui/numbers.ts";
import { columnsOf, printable, table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";
import { deviationOf } from "./challenge-table.ts";
import { reviewClock } from "./review-clock.ts";
import { type Told, toldOf } from "./told.ts";

export const showCommand = defineCommand({
  command: "show <id>",
  describe: "Show one challenge, by its id or the start of it",
  options: (yargs) =>
    yargs.positional("id", { type: "string", demandOption: true, describe: "Id or its start" }),

  async run({ id }, context) {
    const { state, challenge: found } = await lookAt(
      context,
      async (look) => ({ state: look.state, challenge: await findChallenge(look, id) }),
      { withIds: true },
    );
    await using words = new PrivateWords(context.paths);
    const challenge = await words.challenge(found);
    const { dueAt, isOverdue } = await reviewClock(context);
    const review = { due_at: dueAt(challenge), overdue: isOverdue(challenge) };
    const inForce = mutesInForce(state, context.clock()).find(({ metric }) => metric === challenge.metric);
    const mute = inForce === undefined ? undefined : await words.mute(inForce);
    const told = await toldOf(found, context);
    return {
      json: {
        ok: true,
        happened: whatHappened(challenge),
        challenge: { ...escalationAsset(challenge), ...review, mute: mute ?? null },
        told: told.map(({ seq, at, outcome, channel, about }) => ({ seq, at, outcome, channel, about })),
      },
      text: [render(challenge, review, mute, context.io), ...toldTable(told, context.io)].join("\n\n"),
    };
  },
});

/** One sentence, before everything else. */
function whatHappened({ metric, source, level, pattern, value }: Challenge): string {
  return `${metric}, reported by ${source}: ${meaningOf(pattern)} (${level}), last with ${short(value)}.`;
}

function goesOn({ status, absent }: Challenge): string {
  if (status === "resolved") return "closed";
  if (absent === null) return "as far as the log says";
  return absent === 0 ? "and it goes on" : `not any more for ${plural(absent, "observation")}`;
}

/** Nothing where nobody was told yet. */
const toldTable = (told: readonly Told[], io: Io): string[] =>
  told.length === 0
    ? []
    : [
        table(
          ["ENTRY", "AT", "TOLD"],
          told.map((one) => [String(one.seq), shownTime(one.at), noticeNote(one)]),
          io,
        ),
      ];

interface Review {
  readonly due_at: string | null;
  readonly overdue: boolean;
}

function render(challenge: Challenge, review: Review, mute: Mute | undefined, io: Io): string {
  const paint = colours(io);
  const { raised } = challenge;
  const { primary, secondary, tertiary } = challenge.verdicts;
  const unit = raised.signal.unit === undefined ? "" : ` ${raised.signal.unit}`;
  const facts: [string, string][] = [
    ["challenge", challenge.id],
    ["level", challenge.level],
    ["status", challenge.resolution === null ? challenge.status : `resolved: ${challenge.resolution}`],
    ["metric", challenge.metric],
    ["reported by", challenge.source],
    ["pattern", challenge.pattern],
    ["first", `${short(raised.signal.value)}${unit} at ${raised.signal.observedAt}`],
    ["latest", `${short(challenge.value)}${unit} at ${challenge.observedAt}`],
    ["seen", `${plural(challenge.observations, "time")}, ${goesOn(challenge)}`],
    ["deviation", deviationOf(challenge)],
    ["advice", challenge.advice],
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
    ...wrapped("", printable(whatHappened(challenge)), { indent: 0, columns: columnsOf(io) }),
    "",
    ...facts.flatMap(([name, value]) => {
      const lines = wrapped(`${name}:`, printable(value), { indent: 13, columns: columnsOf(io) });
      return name === "level" ? lines.map((line) => line.replace(value, paint[challenge.level])) : lines;
    }),
    "",
    table(["VERIFIER", "STATUS", "EXPECTED", "DEVIATION", "CONFIDENCE", "REASON"], verdicts, io),
    "",
    table(
      ["ENTRY", "AT", "WHO", "WHAT", "NOTE"],
      challenge.history.map(({ seq, at, actor, type, note }) => [
        ...[String(seq), shownTime(at), actor, type, note],
      ]),
      io,
    ),
  ].join("\n");
}
