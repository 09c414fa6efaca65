import { parseArgs } from "node:util";
import { messageOf } from "@mvcrs/errors";
import { gateErrors } from "./errors.ts";

const formats = ["pretty", "json", "github", "junit", "sarif", "markdown"] as const;
export type Format = (typeof formats)[number];

export interface Args {
  readonly command: string;
  readonly operands: readonly string[];
  readonly root: string;
  readonly folder: string | undefined;
  readonly rev: string | undefined;
  readonly zip: string | undefined;
  readonly config: string | undefined;
  readonly format: Format;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly failOn: "error" | "warning";
  readonly output: string | undefined;
  readonly summary: string | undefined;
  readonly verdict: boolean;
  readonly log: string | undefined;
  readonly check: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const options = {
  root: { type: "string", default: "." },
  folder: { type: "string" },
  rev: { type: "string" },
  zip: { type: "string" },
  config: { type: "string" },
  format: { type: "string", default: "pretty" },
  json: { type: "boolean", default: false },
  baseline: { type: "string" },
  "write-baseline": { type: "string" },
  "fail-on": { type: "string", default: "error" },
  output: { type: "string" },
  summary: { type: "string" },
  verdict: { type: "boolean", default: false },
  log: { type: "string" },
  check: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
} as const;

// node:util instead of a parser package: the gate runs on every change, and starting is most of its time.
/** @throws USAGE */
export function readArgs(argv: readonly string[]): Args {
  const usage = (problem: string) => gateErrors.create("USAGE", { problem });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (thrown) {
    throw usage(messageOf(thrown));
  }
  const { values, positionals } = parsed;
  const format = formats.find((it) => it === (values.json ? "json" : values.format));
  if (format === undefined) throw usage(`--format must be one of ${formats.join(", ")}`);
  const failOn = values["fail-on"];
  if (failOn !== "error" && failOn !== "warning") throw usage("--fail-on must be error or warning");
  const given = [values.rev, values.zip].filter((it) => it !== undefined);
  if (given.length > 1) throw usage("--rev and --zip name two different sources; give one");
  const [command = "check", ...operands] = positionals;
  return {
    ...{ command, operands, format, failOn },
    ...{ root: values.root, folder: values.folder, rev: values.rev, zip: values.zip, config: values.config },
    ...{ baseline: values.baseline, writeBaseline: values["write-baseline"] },
    ...{ output: values.output, summary: values.summary, verdict: values.verdict, log: values.log },
    ...{ check: values.check, help: values.help, version: values.version },
  };
}

const parse = (argv: readonly string[]) =>
  parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });

export const help = `phase8-gate [command] [options]: is Phase 8 ready to ship?

Commands
  check          judge every guardrail (the default)
  list           name the guardrails
  explain RULE   why a guardrail is there and how to fix what it finds
  self-test      break copies on purpose and see whether the gate notices
  orchestrate    export the plan and everything under output/ from the manifest

Options
  --root DIR             repository to judge (default: this folder)
  --folder DIR           Phase 8 folder inside it (default: demo/Phase-8-Universal-Value-Dominance)
  --rev REVISION         judge a git revision of --root instead of its files
  --zip FILE             judge a zip archive instead
  --config FILE          configuration (default: phase8-gate.config.json in --root)
  --format FORMAT        ${formats.join(" | ")}; --json is short for json
  --fail-on LEVEL        error (default) or warning
  --baseline FILE        do not fail for the findings in this file
  --write-baseline FILE  write today's findings to a file and pass
  --output FILE          write the report there instead of stdout
  --summary FILE         append a Markdown table (GitHub: $GITHUB_STEP_SUMMARY)
  --verdict              leave the verdict where the control room shows it (verdict/last.json)
  --log DIR              record the verdict in the MV-CRS log of that root (gate.evaluated)
  --check                orchestrate: write nothing, say what is stale

Exit codes: 0 all guardrails hold, 1 findings, 2 could not run. DEBUG=phase8 tells more on stderr.
`;
