import type { MissingSegment, Where } from "@mvcrs/chain";
import {
  fieldLabel,
  findChallenge,
  type LoggedEvent,
  type MvcrsEvent,
  mvcrsEventSchema,
  PrivateWords,
  readLedger,
  subjectOf,
} from "@mvcrs/escalation";
import { parseInstant } from "@mvcrs/verifiers/input";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { lookAt, noticeNoLog } from "../../session.ts";
import { count, plural } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";

const types = mvcrsEventSchema.options.map(({ shape }) => shape.type.value).sort();

export const entriesCommand = defineCommand({
  command: "entries",
  describe: "Show entries of the log by type, metric, challenge, actor and time, the newest first",
  options: (yargs) =>
    yargs
      .option("type", { choices: types, describe: "Only entries of this type" })
      .option("metric", {
        type: "string",
        requiresArg: true,
        describe: "Only those that name this metric; --challenge shows what became of it",
      })
      .option("challenge", {
        type: "string",
        requiresArg: true,
        describe: "Only of this challenge: its id, or the start of it",
      })
      .option("actor", { type: "string", requiresArg: true, describe: "Only by this actor" })
      .option("private", {
        type: "boolean",
        default: false,
        describe: "Only those that keep something in the vault; shows it",
      })
      .option("since", { type: "string", requiresArg: true, describe: "Not before this time" })
      .option("until", { type: "string", requiresArg: true, describe: "Before this time" })
      .option("oldest", { type: "boolean", default: false, describe: "The oldest first" })
      .option("limit", { type: "number", default: 50, describe: "At most so many; 0 for all" }),

  async run(args, context) {
    if (!Number.isSafeInteger(args.limit) || args.limit < 0)
      throw cliErrors.create("USAGE", { problem: "--limit is a whole number; 0 for all" });
    const where = await whereOf(args, context);
    await noticeNoLog(context);
    await using log = await readLedger(context.paths);
    await using words = new PrivateWords(context.paths);
    const shown: (LoggedEvent & {
      readonly leafHash: string;
      readonly said: Readonly<Record<string, string>>;
    })[] = [];
    let more = false;
    const away = new Map<string, MissingSegment>();
    const onMissing = (segment: MissingSegment) => void away.set(segment.file, segment);
    const wanted = log.entries({ where, reverse: !args.oldest, onMissing });
    for await (const { seq, leafHash, event } of wanted) {
      more = args.limit > 0 && shown.length === args.limit;
      if (more) break;
      shown.push({ seq, leafHash, event, said: Object.fromEntries(await words.wordsOf({ seq, event })) });
    }
    const rows = shown.map(({ seq, event, said }) => [
      ...[count(seq), shownTime(event.at), event.type, aboutOf(event)],
      ...(args.private ? [[...new Set(Object.values(said))].join(": ")] : []),
    ]);
    const columns = ["ENTRY", "AT", "TYPE", "ABOUT", ...(args.private ? ["PRIVATE"] : [])];
    return {
      json: {
        ok: away.size === 0,
        more,
        away: [...away.values()],
        // The event as it stands in the log, which the leaf hash is of, and what the vault has of it.
        entries: shown.map(({ seq, leafHash, event, said }) => ({
          ...{ seq, leaf_hash: leafHash, event },
          ...(Object.keys(said).length === 0 ? {} : { private: said }),
        })),
      },
      text: [
        plural(shown.length, "entry", "entries"),
        ...(rows.length > 0 ? ["", table(columns, rows, context.io)] : []),
        ...Array.from(
          away.values(),
          ({ file, first, last }) => `not looked at: entries ${first} to ${last} are away (${file})`,
        ),
        ...(more ? ["… and more (--limit 0 shows all, --json the whole entries)"] : []),
      ].join("\n"),
      exitCode: away.size === 0 ? 0 : 1,
    };
  },
});

interface Asked {
  readonly type: MvcrsEvent["type"] | undefined;
  readonly metric: string | undefined;
  readonly challenge: string | undefined;
  readonly actor: string | undefined;
  readonly private: boolean;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

async function whereOf(asked: Asked, context: Context): Promise<Where> {
  const { type, metric, challenge, actor } = asked;
  const [since, until] = [timeOf("--since", asked.since), timeOf("--until", asked.until)];
  const labels: string[] = [];
  if (type !== undefined) labels.push(fieldLabel.type(type));
  if (metric !== undefined) labels.push(fieldLabel.metric(metric));
  if (asked.private) labels.push(fieldLabel.private);
  if (actor !== undefined) labels.push(fieldLabel.actor(actor));
  if (challenge !== undefined) {
    const { id } = await lookAt(context, (look) => findChallenge(look, challenge), { withIds: true });
    labels.push(fieldLabel.challenge(id));
  }
  return { labels, since, until };
}

function timeOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parseInstant(text);
  if (parsed === undefined || !parsed.zoned)
    throw cliErrors.create("USAGE", {
      problem: `${option} ${text} is not a time with a zone; write it like 2026-11-22T00:00:00Z`,
    });
  return parsed.time;
}

/** What an entry is about, in a few words. */
function aboutOf(event: MvcrsEvent): string {
  if (event.type === "payload.redacted") return `redacts ${event.redacts.join(", ")}`;
  const { metric, challenge } = subjectOf(event);
  const level = "level" in event && typeof event.level === "string" ? event.level : undefined;
  const said = [level, metric, challenge?.slice(0, 8)].filter((part) => part !== undefined).join(" ");
  return said === "" ? event.actor : said;
}
