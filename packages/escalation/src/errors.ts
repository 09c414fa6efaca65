import { defineErrors } from "@mvcrs/errors";

type RefusedInput = {
  readonly line: number;
  readonly reason: string;
  readonly problems: number;
  readonly rows: number;
};

export const escalationErrors = defineErrors({
  CONFIG_EXISTS: {
    kind: "input",
    summary: (d: { readonly path: string }) => `${d.path} exists already`,
    hint: () => "Edit it, or move it away first; it is never overwritten.",
  },
  CONFIG_INVALID: {
    kind: "input",
    summary: (d: { readonly path: string; readonly problems: readonly string[] }) =>
      `${d.path} is not a valid configuration:\n${d.problems.map((problem) => `    ${problem}`).join("\n")}`,
    hint: () => "Mend each line named above; docs/configuration.md says what every key means.",
  },
  LOG_INCONSISTENT: {
    kind: "integrity",
    summary: (d: { readonly seq: number; readonly problem: string }) =>
      `entry ${d.seq} of the log contradicts the entries before it: ${d.problem}`,
    hint: () =>
      "Nothing was changed. Run `mvcrs chain verify`; if it holds, the writer of that entry has a bug.",
  },
  ARTIFACT_UNWRITABLE: {
    kind: "outside",
    summary: (d: { readonly path: string; readonly reason: string }) => `cannot write ${d.path}: ${d.reason}`,
    hint: () =>
      "The log itself is safe. Mend the cause and run the command again; it picks up where it stopped.",
  },
  ARTIFACT_UNREADABLE: {
    kind: "outside",
    summary: (d: { readonly path: string; readonly reason: string }) => `cannot read ${d.path}: ${d.reason}`,
    hint: () => "Check that the file exists and that this user may read it.",
  },
  INPUT_EMPTY: {
    kind: "input",
    summary: () => "the input is empty: it holds no row to judge",
    hint: () => "Nothing was written. Check what should have produced it.",
  },
  INPUT_REFUSED: {
    kind: "input",
    summary: (d: RefusedInput) =>
      `${d.problems} of ${d.rows} rows cannot be used, and --strict accepts none; the first, line ${d.line}, ${d.reason}`,
    hint: () => "Nothing was written. Mend the rows, or leave --strict out to use the others.",
  },
  NO_USABLE_ROWS: {
    kind: "input",
    summary: (d: RefusedInput) =>
      `none of ${d.rows} rows can be used; the first, line ${d.line}, ${d.reason}`,
    hint: () =>
      "Nothing was written. Is --format right? docs/formats/signals.md shows what a row looks like.",
  },
  CHALLENGE_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly id: string }) => `no challenge has an id that starts with ${d.id}`,
    hint: () => "`mvcrs challenges list --all` shows every one.",
  },
  CHALLENGE_AMBIGUOUS: {
    kind: "input",
    summary: (d: { readonly id: string; readonly matches: readonly string[] }) =>
      `${d.id} could be any of ${d.matches.length} challenges: ${d.matches.slice(0, 5).join(", ")}`,
    hint: () => "Give more of the id.",
  },
});
