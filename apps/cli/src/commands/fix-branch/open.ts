import { resolve } from "node:path";
import { gitIn, recordIncident } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPerson, noticeNoLog, openByPersonOptions, sessionOptions } from "../../session.ts";

export const openCommand = defineCommand({
  command: "open",
  describe: "Commit a snapshot and a postmortem on a new branch fix/mvcrs-incident-<date>",
  options: (yargs) =>
    openByPersonOptions(
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
    const repository = resolve(context.io.cwd, args.repo ?? context.paths.root);
    const by = byPerson(args, context);
    const { force } = args;
    await noticeNoLog(context);
    const { why, event, ...opened } = await recordIncident({
      ...sessionOptions(context),
      ...{ git: gitIn(repository), repository, by, force },
    }).finally(context.recorded);
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
