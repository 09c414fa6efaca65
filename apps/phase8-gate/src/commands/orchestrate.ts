import { resolve } from "node:path";
import { checkExports, writeExports } from "@phase8/readiness/export";
import type { Args } from "../args.ts";
import { gateErrors } from "../errors.ts";
import type { Io } from "../io.ts";
import { shipMermaid } from "../ship-mermaid.ts";
import { openSource, readConfig } from "../source.ts";

/** Regenerates `output/` from the manifest, or with `--check` says what is stale. */
export async function orchestrate(args: Args, io: Io): Promise<0 | 1> {
  if (!args.check && (args.rev !== undefined || args.zip !== undefined))
    throw gateErrors.create("USAGE", {
      problem: "a revision or an archive can only be checked",
      hint: "Add --check.",
    });
  const source = await openSource(args, io);
  const { folder } = await readConfig(args, io, source);
  const plan = await checkExports(source, { folder, sourceDateEpoch: io.env["SOURCE_DATE_EPOCH"] });
  for (const notice of plan.notices) io.stderr(`note: ${notice}\n`);

  const root = resolve(io.cwd, args.root);
  if (!args.check) {
    await writeExports(root, plan);
    await shipMermaid(resolve(root, plan.folder), (text) => io.stderr(`note: ${text}\n`));
  }
  if (args.format === "json") {
    const { folder: where, planHash, derived, stale } = plan;
    io.stdout(
      `${JSON.stringify({ ok: !args.check || stale.length === 0, folder: where, planHash, derived, stale })}\n`,
    );
  } else {
    const lines = plan.stale.map(({ path, problem }) =>
      args.check ? `❌ ${plan.folder}/${path} ${problem}` : `wrote ${plan.folder}/${path}`,
    );
    const verdict = args.check
      ? plan.stale.length === 0
        ? `✅ ${plan.files.size} files are as the manifest says`
        : `❌ ${plan.stale.length} of ${plan.files.size} files are stale: run \`npm run demo:phase8:orchestrate\``
      : `✅ ${plan.files.size} files are as the manifest says (${plan.stale.length} written), planHash ${plan.planHash}`;
    io.stdout(`${[...lines, verdict].join("\n")}\n`);
  }
  return args.check && plan.stale.length > 0 ? 1 : 0;
}
