import { relative } from "node:path";
import { checkProjections, readSession, rebuildProjections } from "@mvcrs/escalation";
import { defineCommand } from "../command.ts";
import { projectors } from "../projectors.ts";
import { withSession } from "../session.ts";
import { plural } from "../ui/numbers.ts";

export const rebuildCommand = defineCommand({
  command: "rebuild",
  describe: "Recreate every projection from the log, byte for byte",
  options: (yargs) =>
    yargs.option("check", {
      type: "boolean",
      default: false,
      describe: "Write nothing; say which projections disagree with the log, and exit 1 if one does",
    }),

  async run({ check }, context) {
    const { files, paths } = context;
    const found = check ? await checkOnly() : await mend();
    const listed = found.map(({ path, problem }) => `${relative(paths.root, path)}: ${problem}`);
    const verb = check ? "disagree with the log" : "mended";
    return {
      json: { ok: !check || found.length === 0, [check ? "disagree" : "mended"]: found },
      text:
        found.length === 0
          ? "every projection is what the log says"
          : [`${plural(found.length, "projection")} ${verb}`, ...listed].join("\n"),
      exitCode: check && found.length > 0 ? 1 : 0,
    };

    async function checkOnly() {
      const { state, replay, position } = await readSession(context);
      replay.flush();
      return checkProjections({ files, state, position: position(), paths, projectors });
    }
    function mend() {
      return withSession(context, ({ state, position }) =>
        rebuildProjections({ files, state, position: position(), paths, projectors }),
      );
    }
  },
});
