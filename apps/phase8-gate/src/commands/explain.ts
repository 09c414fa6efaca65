import { findRule } from "@phase8/readiness";
import type { Args } from "../args.ts";
import { gateErrors } from "../errors.ts";
import type { Io } from "../io.ts";

export async function explain(args: Args, io: Io): Promise<0> {
  const [id, ...more] = args.operands;
  if (id === undefined || more.length > 0)
    throw gateErrors.create("USAGE", { problem: "explain needs the name of one rule" });
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
