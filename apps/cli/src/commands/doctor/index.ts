import { wrapped } from "@mvcrs/terminal";
import { defineCommand } from "../../command.ts";
import { colours } from "../../ui/colours.ts";
import { plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";
import { chainFinding } from "./chain-node.ts";
import type { Finding } from "./finding.ts";
import { diskFinding, keyFinding, nodeFinding, permissionFindings } from "./machine.ts";
import {
  channelFindings,
  configFinding,
  findingsOf,
  logFindings,
  rootFinding,
  storeFinding,
} from "./root.ts";

export const doctorCommand = defineCommand({
  command: "doctor",
  describe: "Would mvcrs work here: Node, root, permissions, configuration, clock, log, channels, node",
  options: (yargs) =>
    yargs.option("rpc-url", {
      type: "string",
      requiresArg: true,
      describe: "A JSON-RPC endpoint to ask as well (default ETH_RPC_URL; none is asked without)",
    }),

  async run({ rpcUrl }, context) {
    const { io, clock } = context;
    const url = rpcUrl ?? io.env["ETH_RPC_URL"];
    const root = await findingsOf("root", () => rootFinding(context));
    // In a folder that is no root the rest would speak of something else.
    const isRoot = root.every(({ status }) => status !== "problem");
    const ofRoot: readonly Finding[] = [
      ...(await findingsOf("permissions", () => permissionFindings(context))),
      ...(await findingsOf("configuration", () => configFinding(context))),
      ...(isRoot
        ? [
            ...(await findingsOf("disk", () => diskFinding(context))),
            ...(await findingsOf("database", () => storeFinding(context))),
            ...(await findingsOf("log", () => logFindings(context))),
            ...(await findingsOf("signing key", () => keyFinding(context))),
            ...(await findingsOf("channels", () => channelFindings(context))),
          ]
        : []),
    ];
    const findings = [
      nodeFinding(process.versions.node),
      ...root,
      ...ofRoot,
      ...(url === undefined ? [] : await findingsOf("rpc", () => chainFinding(url, clock()))),
    ];
    const problems = findings.filter(({ status }) => status === "problem").length;
    return {
      json: { ok: problems === 0, root: context.paths.root, findings },
      text: rendered(findings, colours(io)),
      exitCode: problems === 0 ? 0 : 1,
    };
  },
});

const columns = 80;
const said = { ok: "ok", warning: "warning", problem: "PROBLEM" } as const;

function rendered(findings: readonly Finding[], paint: ReturnType<typeof colours>): string {
  const width = Math.max(...findings.map(({ name }) => name.length)) + 2;
  const indent = 9 + width;
  const lines = findings.flatMap(({ name, status, says, hint }) =>
    [
      ...wrapped(`${said[status].padEnd(9)}${printable(name)}`, printable(says), { indent, columns }),
      ...(hint === null ? [] : wrapped(" ".repeat(indent - 1), printable(hint), { indent, columns })),
    ].map((line, index) => (index === 0 ? paint[status](line.slice(0, 9)) + line.slice(9) : line)),
  );
  const count = (status: Finding["status"]) => findings.filter((it) => it.status === status).length;
  return [
    ...lines,
    "",
    `${plural(count("problem"), "problem")}, ${plural(count("warning"), "warning")}`,
  ].join("\n");
}
