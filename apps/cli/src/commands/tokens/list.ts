import { inspectRoot } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { plural } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";

export const listCommand = defineCommand({
  command: "list",
  describe: "List the tokens of this root, those that do not hold any more too",
  options: (yargs) => yargs,

  async run(_args, context) {
    await inspectRoot(context);
    const { readTokens, tokensPath } = await import("@mvcrs/service");
    const tokens = await readTokens(context.files, tokensPath(context.paths.stateFolder));
    return {
      json: { ok: true, tokens: tokens.map(({ secret_sha256: _, ...shown }) => shown) },
      text: [
        plural(tokens.length, "token"),
        ...(tokens.length === 0
          ? []
          : [
              "",
              table(
                ["ID", "MAY", "ACTOR", "CREATED", "REVOKED"],
                tokens.map(({ id, may, actor, created_at, revoked_at }) => [
                  id,
                  may,
                  actor,
                  shownTime(created_at),
                  revoked_at === undefined ? "-" : shownTime(revoked_at),
                ]),
                context.io,
              ),
            ]),
      ].join("\n"),
    };
  },
});
