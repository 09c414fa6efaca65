import { resolve } from "node:path";
import { messageOf } from "@mvcrs/errors";
import { assertCriterion, criteriaOf, gitIn, isLogSound, openIncident } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions, inSession, recordFrom, stateOf } from "../../session.ts";

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
    const { files, paths, io, notice } = context;
    const by = byPerson(args, context);
    const criteria = await criteriaOf(context, () => stateOf(context));
    if (!args.force) assertCriterion(criteria);
    const repository = resolve(io.cwd, args.repo ?? paths.root);
    const incident = { git: gitIn(repository), repository, paths, files, by, criteria };
    const sound = isLogSound(criteria);
    const { why, event, ...opened } = sound
      ? await inSession(context, async (session) => {
          const branch = await openIncident(incident, session);
          await session.record([branch.event]);
          return branch;
        })
      : await openIncident(incident, null);
    if (!sound)
      await recordFrom(context, () => [event]).catch((thrown: unknown) =>
        notice(`the branch is there, but the damaged log could not record it: ${messageOf(thrown)}`),
      );
    return {
      json: { ok: true, ...opened, criteria: why },
      text: [
        `opened ${opened.branch} at ${opened.commit.slice(0, 12)} in ${repository}`,
        `snapshot and postmortem: ${opened.folder}/ (SHA256SUMS names every file)`,
        "working tree and index are as they were; git switch to the branch to go on",
      ].join("\n"),
    };
  },
});
