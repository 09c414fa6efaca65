import { criteriaOf } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { assertFresh, stateOf } from "../../session.ts";
import { printable } from "../../ui/table.ts";

export const checkCommand = defineCommand({
  command: "check",
  describe: "Say which criteria for a fix branch hold (exit 1 if one does)",
  options: (yargs) => yargs,

  async run(_args, context) {
    const criteria = await criteriaOf(context, () => stateOf(context));
    // A copy that may lack some does not say that there is none.
    if (criteria.length === 0) await assertFresh(context);
    return {
      json: { ok: criteria.length === 0, criteria },
      text:
        criteria.length === 0
          ? "no criterion holds: no three critical deviations in a row, and the log verifies"
          : [
              "a fix branch is called for:",
              ...criteria.map(({ code, text }) => `  ${code}: ${printable(text)}`),
              "next: mvcrs fix-branch open --reason …",
            ].join("\n"),
      exitCode: criteria.length === 0 ? 0 : 1,
    };
  },
});
