import { join, relative, resolve } from "node:path";
import { type EventOf, findChallenge, inspectRoot } from "@mvcrs/escalation";
import { readWhole } from "@mvcrs/files";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { byPerson, byPersonOptions, keptPrivate, recordFrom } from "../../session.ts";
import { count } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";
import { newlyArchived } from "./newly-archived.ts";

type Archived = EventOf<"incident.archived">;

/** No document of an incident is larger; a larger one was meant to be another file. */
const mostBytes = 64 * 1024 * 1024;

export const archiveCommand = defineCommand({
  command: "archive <file..>",
  describe:
    "Record documents of an incident in the log: alert payloads, run receipts, whatever an audit will ask for",
  options: (yargs) =>
    byPersonOptions(
      yargs
        .positional("file", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "Files; each is an entry with its hash, and its text where an entry can hold it",
        })
        .option("kind", {
          choices: ["alert-payload", "run-receipt", "notice-payload", "other"] as const,
          describe: "What they are (default: run-receipt below storage/orchestrator/runs, else other)",
        })
        .option("challenge", { type: "string", requiresArg: true, describe: "The challenge they belong to" }),
    ),

  async run(args, context) {
    await inspectRoot(context);
    const by = byPerson(args, context);
    const documents = await Promise.all(args.file.map((file) => documentAt(file, args.kind, context)));
    const { events } = await recordFrom(
      context,
      async (_state, session) => {
        const challenge =
          args.challenge === undefined ? undefined : await findChallenge(session, args.challenge);
        const of = challenge === undefined ? {} : { challengeId: challenge.id };
        return newlyArchived(
          documents.map((document) => ({ ...document, ...of })),
          by,
          session,
          context,
        );
      },
      await keptPrivate(args, context),
    );
    const archived = events.flatMap((event) => (event.type === "incident.archived" ? [event] : []));
    return {
      json: { ok: true, events: archived },
      text:
        archived.length === 0
          ? "nothing new: all of it was archived before"
          : table(
              ["SHA-256", "BYTES", "KIND", "NAME"],
              archived.map(({ sha256, bytes, kind, name }) => [
                sha256.slice(0, 16),
                count(bytes),
                kind,
                name,
              ]),
              context.io,
            ),
    };
  },
});

async function documentAt(file: string, kind: Archived["kind"] | undefined, { io, paths, disk }: Context) {
  const path = resolve(io.cwd, file);
  const bytes = await readWhole(disk, path);
  if (bytes === undefined) throw cliErrors.create("FILE_MISSING", { file, hint: "Give the path of a file." });
  if (bytes.length > mostBytes)
    throw cliErrors.create("USAGE", { problem: `${file} has ${bytes.length} bytes, ${mostBytes} at most` });
  const inside = relative(paths.root, path);
  const name = inside.startsWith("..") ? path : inside;
  const found = name.startsWith(join("storage", "orchestrator", "runs")) ? "run-receipt" : "other";
  return { kind: kind ?? found, name, bytes } as const;
}
