import { findRule, rules } from "@phase8/readiness";
import type { Args } from "../args.ts";
import type { Io } from "../io.ts";
import { wrongRule } from "../words/mistake.ts";

export async function explain(args: Args, io: Io): Promise<0> {
  const [id = ""] = args.operands;
  const ids = rules.map((it) => it.id);
  if (!ids.includes(id)) throw wrongRule(id, ids);
  const { check: _check, ...rule } = findRule(id);
  const { title, severity, why, mend, wants = [], ordered = false } = rule;
  const text = [
    `${rule.id}: ${title} (${severity})`,
    "",
    `Why:  ${why}`,
    `Fix: ${mend}`,
    ...(wants.length === 0
      ? []
      : [ordered ? "Wants, in this order:" : "Wants:", ...wants.map((it) => `  ${it}`)]),
  ].join("\n");
  io.stdout(`${args.format === "json" ? JSON.stringify(rule) : text}\n`);
  return 0;
}
