import { executeRepair, planRepair, type RepairPlan } from "@mvcrs/chain";
import { counterKeys } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { count, plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";

export const repairCommand = defineCommand({
  command: "repair",
  describe: "Show what a repair of a damaged log would do; --apply does it",
  options: (yargs) =>
    yargs.option("apply", {
      type: "boolean",
      default: false,
      describe: "Keep the entries before the first damage, move the rest into a file beside the log",
    }),
  async run({ apply }, { paths, clock }) {
    const options = { path: paths.log, metaPath: paths.meta, clock, counterKeys };
    const plan = await planRepair(options);
    if (!plan.needed) return { json: { ok: true, plan, applied: null }, text: "nothing to repair" };
    if (!apply)
      return {
        json: { ok: false, plan, applied: null },
        text: `${describe(plan)}\nNothing was changed; --apply does it.`,
        exitCode: 1,
      };
    const applied = await executeRepair(options, plan);
    const moved =
      applied.setAside === null
        ? ""
        : `\n${applied.setAside.bytes} bytes are now in ${applied.setAside.setAsidePath}`;
    const next =
      plan.lostAgainstMeta > 0 ? "\nnext: mvcrs rebuild --trust-log, once the log is found right" : "";
    return { json: { ok: true, plan, applied }, text: `${describe(plan)}\ndone${moved}${next}` };
  },
});

function describe({ keep, damage, moves, metaReason, lostAgainstMeta }: RepairPlan): string {
  return [
    ...(damage === undefined
      ? []
      : [`damage at entry ${damage.seq} (byte ${damage.offset}): ${printable(damage.reason)}`]),
    ...(metaReason === undefined ? [] : [`the meta file is rewritten: ${metaReason}`]),
    `keeps ${plural(keep.count, "entry").replace(/entrys$/, "entries")}, chain hash ${keep.chainHash}`,
    ...(moves === 0 ? [] : [`moves ${count(moves)} bytes out of the log`]),
    ...(lostAgainstMeta === 0
      ? []
      : [`LOSES ${count(lostAgainstMeta)} that the meta file vouches for: look for a copy first`]),
  ].join("\n");
}
