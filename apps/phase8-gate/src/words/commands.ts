import { type Format, formats, type OptionName } from "./options.ts";

/** A command, as help, the reading of arguments and suggestions need it. */
export interface CommandWords {
  readonly name: string;
  /** What it wants behind its name, as `RULE`. */
  readonly operands: readonly string[];
  readonly describe: string;
  readonly options: readonly OptionName[];
  readonly formats: readonly Format[];
  readonly examples: readonly (readonly [line: string, what: string])[];
}

const source = ["root", "folder", "rev", "zip", "config"] as const;
const said = ["format", "json"] as const;
const plain = ["pretty", "json"] as const;

/** What `phase8-gate` alone does. */
export const defaultCommand: CommandWords = {
  name: "check",
  operands: [],
  describe: "judge every guardrail (the default: `phase8-gate` alone does it)",
  options: [
    ...[...source, ...said, "fail-on" as const, "baseline" as const, "write-baseline" as const],
    ...["output" as const, "summary" as const, "docs" as const, "verdict" as const, "log" as const],
  ],
  formats,
  examples: [
    ["phase8-gate", "the files of this folder, for people"],
    ["phase8-gate --rev HEAD~1 --fail-on warning", "the commit before, strictly"],
    ["phase8-gate --format gitlab --output quality.json", "for a GitLab merge request"],
  ],
};

/** The commands by the job that brings somebody to them. */
export const jobs: readonly (readonly [job: string, commands: readonly CommandWords[]])[] = [
  [
    "Judge",
    [
      defaultCommand,
      {
        name: "self-test",
        operands: [],
        describe: "break copies on purpose and see whether the gate notices",
        options: [...source, ...said],
        formats: plain,
        examples: [
          ["phase8-gate self-test", "one broken copy for each guarded fact"],
          ["phase8-gate self-test --json", "for a script"],
        ],
      },
    ],
  ],
  [
    "Understand",
    [
      {
        name: "list",
        operands: [],
        describe: "name the guardrails",
        options: said,
        formats: plain,
        examples: [
          ["phase8-gate list", "one line each"],
          ["phase8-gate list --json", "all that is known of each"],
        ],
      },
      {
        name: "explain",
        operands: ["RULE"],
        describe: "why a guardrail is there and how to fix what it finds",
        options: said,
        formats: plain,
        examples: [
          ["phase8-gate explain plan-hash", "for people"],
          ["phase8-gate explain ui-markers --json", "for a script"],
        ],
      },
    ],
  ],
  [
    "Mend",
    [
      {
        name: "orchestrate",
        operands: [],
        describe: "export the plan and everything under output/ from the manifest",
        options: [...source, ...said, "check"],
        formats: plain,
        examples: [
          ["phase8-gate orchestrate", "write what is stale"],
          ["phase8-gate orchestrate --check", "only say what it would be"],
        ],
      },
    ],
  ],
];

export const commands: readonly CommandWords[] = jobs.flatMap(([, list]) => list);
export const commandNamed = (name: string): CommandWords | undefined =>
  commands.find((it) => it.name === name);
