import { checkProjections, inspectRoot, look, rebuildProjections } from "@mvcrs/escalation";
import { type Context, defineCommand } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { projectors } from "../projectors.ts";
import { inSession } from "../session.ts";
import { plural } from "../ui/numbers.ts";

export const rebuildCommand = defineCommand({
  command: "rebuild",
  describe: "Recreate every projection from the log, byte for byte",
  options: (yargs) =>
    yargs
      .option("check", {
        type: "boolean",
        default: false,
        describe: "Write nothing; say which projections disagree with the log, and exit 1 if one does",
      })
      .option("trust-log", {
        type: "boolean",
        default: false,
        describe:
          "Side with the log where the files know more than it does: a person has found the log right",
      }),

  async run({ check, trustLog }, context) {
    const { files, paths } = context;
    if (check && trustLog)
      throw cliErrors.create("USAGE", {
        problem: "--check writes nothing, so --trust-log does not go with it",
      });
    const found = check ? await checkOnly() : await mend();
    const listed = found.map(({ path, problem }) => `${path}: ${problem}`);
    const verb = check ? "disagree with the log" : "fixed";
    return {
      json: { ok: !check || found.length === 0, [check ? "disagree" : "mended"]: found },
      text:
        found.length === 0
          ? "every projection is what the log says"
          : [`${plural(found.length, "projection")} ${verb}`, ...listed].join("\n"),
      exitCode: check && found.length > 0 ? 1 : 0,
    };

    async function checkOnly() {
      await inspectRoot(context);
      return look({ ...context, fromStart: true }, (found) =>
        checkProjections({ ...found, files, paths, projectors }),
      );
    }
    async function mend() {
      if (trustLog) await setVerifierStateAside(context);
      return inSession(
        context,
        async (session) => {
          const { position } = session;
          const mended = await rebuildProjections({ ...session, position, files, paths, projectors });
          // What is saved of the folded log is made anew with them.
          await session.project();
          return mended;
        },
        { trustLog, fromStart: true },
      );
    }
  },
});

/** What the verifiers have learnt follows from no log: where it belongs to a longer one, it is moved aside, and they start learning again. */
async function setVerifierStateAside({ files, paths, notice }: Context): Promise<void> {
  const { contradictions } = await inspectRoot({ files, paths });
  if (contradictions.every(({ path }) => path !== paths.verifierState)) return;
  const aside = paths.verifierState.replace(/json$/, "aside.json");
  await files.write(aside, (await files.read(paths.verifierState)) ?? "");
  await files.remove(paths.verifierState);
  notice(`what the verifiers had learnt is in ${aside}; they start from nothing`);
}
