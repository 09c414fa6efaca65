import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { messageOf } from "@mvcrs/errors";
import {
  assertCriterion,
  type Criterion,
  gitIn,
  incidentChallenges,
  openFixBranch,
  type Session,
  snapshotFiles,
  writePostmortem,
} from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions, inSession, recordFrom } from "../../session.ts";
import { criteriaOf } from "./check.ts";

export const openCommand = defineCommand({
  command: "open",
  describe: "Commit a snapshot and a postmortem on a new branch fix/mvcrs-incident-<date>",
  options: (yargs) =>
    byPersonOptions(
      yargs
        .option("repo", {
          type: "string",
          requiresArg: true,
          describe: "Your git repository (default: the root)",
        })
        .option("force", {
          type: "boolean",
          default: false,
          describe: "Open it although no criterion holds",
        }),
    ),

  async run(args, context) {
    const by = byPerson(args, context);
    const criteria = await criteriaOf(context);
    if (!args.force) assertCriterion(criteria);
    const repository = resolve(context.io.cwd, args.repo ?? context.paths.root);
    const date = new Date(by.now).toISOString().slice(0, 10);
    const told = criteria.length > 0 ? criteria.map(({ text }) => text) : [`by hand: ${by.reason}`];
    const message = [`Incident ${date}: ${by.reason}`, "", ...told.map((text) => `- ${text}`), ""].join("\n");
    const open = async (postmortem: string) =>
      openFixBranch(
        gitIn(repository),
        repository,
        date,
        await snapshotFiles(context.files, context.paths, postmortem),
        message,
      );

    const anomaly = criteria.some(({ code }) => code === "chain-anomaly");
    const opened = anomaly
      ? await open(brokenLogPostmortem(date, criteria))
      : await inSession(context, async (session) => {
          const branch = await open(await postmortemOf(session, date, criteria));
          await session.record([eventOf(branch, told, by)]);
          return branch;
        });
    if (anomaly) await recordIfPossible(context, eventOf(opened, told, by));
    return {
      json: { ok: true, ...opened, criteria: told },
      text: [
        `opened ${opened.branch} at ${opened.commit.slice(0, 12)} in ${repository}`,
        `snapshot and postmortem: ${opened.folder}/ (SHA256SUMS names every file)`,
        "working tree and index are as they were; git switch to the branch to go on",
      ].join("\n"),
    };
  },
});

function postmortemOf(session: Session, date: string, criteria: readonly Criterion[]): Promise<string> {
  const { state, entries, prove } = session;
  return writePostmortem({ state, entries, prove }, `Incident ${date}`, incidentChallenges(state), criteria);
}

/** A log that does not verify proves nothing: the postmortem says what was found, and people do the rest. */
function brokenLogPostmortem(date: string, criteria: readonly Criterion[]): string {
  const found = criteria.map(({ code, text }) => `- ${code}: ${text}`).join("\n");
  const empty = ["Root Cause", "Remediation", "Preventive Actions"]
    .map((section) => `## ${section}\n`)
    .join("\n");
  return `# Incident ${date}\n\n## Summary\n\nThe log does not verify.\n\n${found}\n\n## Timeline\n\n${empty}`;
}

const eventOf = (
  { branch, commit }: { readonly branch: string; readonly commit: string },
  criteria: string[],
  by: { readonly actor: string; readonly now: number },
) =>
  ({
    type: "fix_branch.opened",
    id: randomUUID(),
    at: new Date(by.now).toISOString(),
    actor: by.actor,
    branch,
    commit,
    criteria,
  }) as const;

async function recordIfPossible(context: Context, event: ReturnType<typeof eventOf>): Promise<void> {
  try {
    await recordFrom(context, () => [event]);
  } catch (thrown) {
    context.notice(`the branch is there, but the damaged log could not record it: ${messageOf(thrown)}`);
  }
}
