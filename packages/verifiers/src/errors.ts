import { defineErrors } from "@mvcrs/errors";

const list = (problems: readonly string[]): string => problems.map((line) => `\n  - ${line}`).join("");

export const verifierErrors = defineErrors("@mvcrs/verifiers", {
  PANEL_CONFIG_INVALID: {
    kind: "input",
    summary: (d: { readonly problems: readonly string[] }) =>
      `the verifiers' configuration has ${d.problems.length} problem(s):${list(d.problems)}`,
    hint: () => "Fix each of them; thresholds ascend from above 0, shares lie between 0 and 1.",
  },
  SNAPSHOT_VERSION: {
    kind: "input",
    summary: (d: { readonly found: unknown; readonly supported: number }) =>
      `the verifiers' state has version ${String(d.found)}; this release reads version ${d.supported}`,
    hint: () => "Use the release that wrote it, or replay the signals into a new state.",
  },
  SNAPSHOT_INVALID: {
    kind: "input",
    summary: (d: { readonly problems: readonly string[] }) =>
      `the verifiers' state does not read as one:${list(d.problems)}`,
    hint: () => "Restore the file from a backup, or replay the signals into a new state.",
  },
});
