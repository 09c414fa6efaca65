import { defineErrors } from "@mvcrs/errors";

type Problems = { readonly path: string; readonly problems: readonly string[] };

const listed = (problems: readonly string[]) => problems.map((problem) => `    ${problem}`).join("\n");

export const readinessErrors = defineErrors("@phase8/readiness", {
  FOLDER_NOT_FOUND: {
    kind: "input",
    summary: (d: { readonly source: string; readonly tried: readonly string[] }) =>
      `${d.source} holds no Phase 8 folder: looked for ${d.tried.join(" and ")}`,
    hint: () => "Name the repository with --root, or the folder in phase8-gate.config.json.",
  },
  SOURCE_UNREADABLE: {
    kind: "outside",
    summary: (d: { readonly path: string; readonly reason: string }) => `cannot read ${d.path}: ${d.reason}`,
    hint: () => "Check that the path is right and that this user may read it.",
  },
  SOURCE_PATH: {
    kind: "input",
    summary: (d: { readonly path: string }) => `${d.path} leads outside of what is judged`,
    hint: () => "Use a relative path without `..`; links that lead outside are not followed.",
  },
  ARCHIVE_INVALID: {
    kind: "input",
    summary: (d: { readonly name: string; readonly reason: string }) =>
      `${d.name} is not a usable zip archive: ${d.reason}`,
    hint: () => "Make the archive again, for example with `git archive --format=zip`.",
  },
  CONFIG_INVALID: {
    kind: "input",
    summary: (d: Problems) => `${d.path} is not a valid configuration:\n${listed(d.problems)}`,
    hint: () => "Fix each line named above; the README of @phase8/readiness says what every key means.",
  },
  BASELINE_INVALID: {
    kind: "input",
    summary: (d: Problems) => `${d.path} is not a baseline:\n${listed(d.problems)}`,
    hint: () => "Write a new one with --write-baseline.",
  },
  RULE_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly rule: string }) => `there is no rule ${d.rule}`,
    hint: () => "`phase8-gate list` names every rule.",
  },
  NO_RULES: {
    kind: "input",
    summary: () => "every rule is switched off, so there is nothing to judge by",
    hint: () => "Switch at least one rule on; a gate without rules would always pass.",
  },
  MANIFEST_INVALID: {
    kind: "input",
    summary: (d: Problems) => `${d.path} cannot be exported:\n${listed(d.problems)}`,
    hint: () => "Nothing was written. Fix each line named above, then export again.",
  },
  CYCLES_UNREADABLE: {
    kind: "input",
    summary: (d: Problems) =>
      `${d.path} holds lines that are no cycles, and no recorded cycle may be lost:\n${listed(d.problems)}`,
    hint: () => "Nothing was written. Correct each line named above by hand, then export again.",
  },
  EXPORTS_HIDDEN: {
    kind: "input",
    summary: (d: { readonly paths: readonly string[] }) =>
      `.gitignore hides what would be written, so nobody else would ever get it:\n${listed(d.paths)}`,
    hint: () =>
      "Nothing was written. Take these files out of .gitignore (`!name` shows one again), then export again.",
  },
  EPOCH_INVALID: {
    kind: "input",
    summary: (d: { readonly value: string }) => `SOURCE_DATE_EPOCH is not a number of seconds: ${d.value}`,
    hint: () => "Unset it, or set it to seconds since 1970 as reproducible-builds.org defines it.",
  },
});
