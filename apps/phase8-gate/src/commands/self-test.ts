import { selfTest } from "@phase8/readiness";
import type { Args } from "../args.ts";
import type { Io } from "../io.ts";
import { openSource, readConfig } from "../source.ts";

export async function selfTestCommand(args: Args, io: Io): Promise<0 | 1> {
  const source = await openSource(args, io);
  const report = await selfTest(source, { now: io.clock(), config: await readConfig(args, io, source) });
  const caught = report.mutants.filter(({ status }) => status === "caught").length;
  const lines = report.mutants.map(
    ({ mutant, rule, status }) => `${status === "caught" ? "✅" : "❌"} ${rule}: ${mutant} [${status}]`,
  );
  const verdict = `${report.ok ? "✅" : "❌"} self-test: ${caught} of ${report.mutants.length} mutants turned the gate red`;
  io.stdout(`${args.format === "json" ? JSON.stringify(report) : [...lines, "", verdict].join("\n")}\n`);
  return report.ok ? 0 : 1;
}
