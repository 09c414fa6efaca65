/** What stands behind an option, as help shows it; nothing for a switch. */
interface Option {
  readonly takes?: string;
  readonly describe: string;
}

export const formats = ["pretty", "json", "github", "gitlab", "junit", "sarif", "markdown"] as const;
export type Format = (typeof formats)[number];

/** Every option, in the order of help. */
export const options = {
  root: { takes: "DIR", describe: "repository to judge (default: this folder)" },
  folder: {
    takes: "DIR",
    describe: "Phase 8 folder inside it (default: demo/Phase-8-Universal-Value-Dominance)",
  },
  rev: { takes: "REVISION", describe: "judge a git revision of --root instead of its files" },
  zip: { takes: "FILE", describe: "judge a zip archive instead" },
  config: { takes: "FILE", describe: "configuration (default: phase8-gate.config.json in --root)" },
  format: { takes: "FORMAT", describe: `${formats.join(" | ")}` },
  json: { describe: "short for --format json" },
  "fail-on": { takes: "LEVEL", describe: "error (default) or warning" },
  baseline: { takes: "FILE", describe: "do not fail for the findings in this file" },
  "write-baseline": { takes: "FILE", describe: "write today's findings to a file and pass" },
  output: { takes: "FILE", describe: "write the report there instead of stdout" },
  summary: { takes: "FILE", describe: "append a Markdown table (GitHub: $GITHUB_STEP_SUMMARY)" },
  docs: { takes: "URL", describe: "where GUARDRAILS.md can be read; SARIF links each rule there" },
  verdict: { describe: "leave the verdict where the control room shows it (verdict/last.json)" },
  log: { takes: "DIR", describe: "record the verdict in the MV-CRS log of that root (gate.evaluated)" },
  check: { describe: "write nothing, say what is stale" },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof options;
export const optionNames = Object.keys(options).filter((name): name is OptionName => name in options);

/** What stands behind an option; nothing for a switch. */
export function takenBy(name: OptionName): string | undefined {
  const option: Option = options[name];
  return option.takes;
}

/** `--root DIR`. */
export const spelled = (name: OptionName): string => [`--${name}`, takenBy(name) ?? ""].join(" ").trim();
