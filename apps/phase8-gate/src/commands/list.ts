import { rules } from "@phase8/readiness";
import type { Args } from "../args.ts";
import type { Io } from "../io.ts";

export async function list(args: Args, io: Io): Promise<0> {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const text = rules
    .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`)
    .join("\n");
  const all = rules.map(({ check: _check, ...rule }) => rule);
  io.stdout(`${args.format === "json" ? JSON.stringify(all) : text}\n`);
  return 0;
}
