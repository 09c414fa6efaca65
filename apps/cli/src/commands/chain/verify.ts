import { verifyLog } from "@mvcrs/chain";
import { defineCommand } from "../../command.ts";
import { count, plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";

export const verifyCommand = defineCommand({
  command: "verify",
  describe: "Recompute the hash chain over the log and compare the meta file",
  options: (yargs) => yargs,
  async run(_args, { paths }) {
    const report = await verifyLog({ path: paths.log, metaPath: paths.meta });
    const head = `${count(report.count)} entries, chain hash ${report.chainHash}`;
    return {
      json: report,
      text: report.ok
        ? `ok: ${head}`
        : [
            `NOT OK: ${plural(report.findings.length, "finding")} in ${head}`,
            ...report.findings.map(({ code, seq, line, offset, message, hint }) =>
              printable(
                `entry ${seq ?? "-"} (line ${line ?? "-"}, byte ${offset ?? "-"}) ${code}: ${message}; ${hint}`,
              ),
            ),
          ].join("\n"),
      exitCode: report.ok ? 0 : 1,
    };
  },
});
