import { resolve } from "node:path";
import { type VaultReport, verifyLog, verifyVault } from "@mvcrs/chain";
import { counterKeys, rootFindings } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { colours } from "../../ui/colours.ts";
import { count, plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";
import { describeFinding } from "../backup/vault-copy.ts";
import { chainFiles, readText, verifierKeys } from "./chain-files.ts";
import { withKeys } from "./chain-options.ts";
import { verifyProgress } from "./verify-progress.ts";

export const verifyCommand = defineCommand({
  command: "verify",
  describe: "Read the whole log again and report everything that is wrong with it",
  options: (yargs) =>
    withKeys(yargs)
      .option("checkpoint", {
        type: "string",
        requiresArg: true,
        describe: "File with a signed checkpoint that the log has to agree with",
      })
      .option("from", {
        type: "string",
        requiresArg: true,
        describe: "File with a signed checkpoint to trust: read only what came after it",
      })
      .option("threads", { type: "number", requiresArg: true, describe: "Default: the machine's cores" }),
  async run({ key, checkpoint, from, threads }, context) {
    const { paths, io } = context;
    const { beside, assertMarked } = await rootFindings(context);
    const read = (file: string) => readText(resolve(io.cwd, file), "Pass a file with a signed checkpoint.");
    const trusting = checkpoint !== undefined || from !== undefined;
    const progress = verifyProgress(io);
    const report = await verifyLog({
      path: paths.log,
      metaPath: paths.meta,
      counterKeys,
      ...(threads === undefined ? {} : { threads }),
      ...(checkpoint === undefined ? {} : { checkpoint: await read(checkpoint) }),
      ...(from === undefined ? {} : { from: await read(from) }),
      ...(trusting ? { verifierKeys: await verifierKeys(key, context, await chainFiles(context)) } : {}),
      onProgress: progress.onProgress,
    }).finally(progress.end);
    // Without a segment, nobody knows what its entries keep there; the report names it.
    const vault = report.unread > 0 ? unheld : await verifyVault({ path: paths.log });
    const paint = colours(io);
    const ok = report.ok && vault.ok && beside.length === 0;
    if (ok) assertMarked();
    const trusted = report.trusted > 0 ? `, ${count(report.trusted)} of them trusted to the checkpoint` : "";
    const unread = report.unread > 0 ? `, ${count(report.unread)} of them not read` : "";
    const head = `${plural(report.count, "entry", "entries")}${trusted}${unread}`;
    const hash = `chain hash: ${report.chainHash}`;
    const omitted = report.omitted > 0 ? [`and ${plural(report.omitted, "more finding")}`] : [];
    return {
      json: { ...report, ok, vault, beside },
      text: ok
        ? [`${paint.ok("ok")}: ${head}`, hash, ...kept(vault)].join("\n")
        : [
            `${paint.problem("NOT OK")}: ${plural(report.findings.length + report.omitted + vault.findings.length + beside.length, "finding")} in ${head}`,
            hash,
            ...report.findings.map(({ code, seq, line, offset, message, hint }) =>
              printable(`entry ${seq} (line ${line}, byte ${offset}) ${code}: ${message}; ${hint}`),
            ),
            ...omitted,
            ...vault.findings.map((one) => printable(describeFinding(one))),
            ...kept(vault),
            ...beside.map(({ path, problem }) => printable(`${path} ${problem}`)),
          ].join("\n"),
      exitCode: ok ? 0 : 1,
    };
  },
});

const unheld: VaultReport = { ok: false, entries: 0, payloads: 0, redacted: [], findings: [] };

const mostRedacted = 20;

/** What the vault holds, and what it does not hold any more. */
function kept({ entries, payloads, redacted }: VaultReport): string[] {
  if (entries === 0) return [];
  const more = redacted.length - mostRedacted;
  return [
    `vault: ${plural(entries, "entry", "entries")}, ${plural(payloads, "payload")} kept`,
    ...redacted.slice(0, mostRedacted).map(({ seq, by }) => `entry ${seq}: redacted by entry ${by}`),
    ...(more > 0 ? [`… and ${count(more)} more (--json lists them)`] : []),
  ];
}
