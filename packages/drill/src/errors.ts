import { defineErrors } from "@mvcrs/errors";

export const drillErrors = defineErrors("@mvcrs/drill", {
  DRILL_CHAIN: {
    kind: "outside",
    summary: (d: { readonly problem: string }) => `the embedded chain did not start: ${d.problem}`,
    hint: () => "The chain is anvil, of the npm package @foundry-rs/anvil; install that again.",
  },
  DRILL_CHAIN_MISSING: {
    kind: "input",
    summary: (d: { readonly machine: string }) =>
      `the rehearsal's chain is not installed, or there is none for ${d.machine}`,
    hint: () =>
      "Install it beside mvcrs: npm install @foundry-rs/anvil (43 MB), with -g where mvcrs is global. Nothing else needs it.",
  },
  DRILL_COMMAND: {
    kind: "integrity",
    summary: (d: {
      readonly command: string;
      readonly exitCode: number;
      readonly expected: number;
      readonly said: string;
    }) => `mvcrs ${d.command} ended with ${d.exitCode}, not ${d.expected}: ${d.said}`,
    hint: () =>
      "The rehearsal has found something that does not work; run it with --keep and look at the folder.",
  },
  DRILL_NOT_SEEN: {
    kind: "integrity",
    summary: (d: { readonly what: string }) => `nobody saw it: ${d.what}`,
    hint: () =>
      "The rehearsal has found something that is not detected; run it with --keep and look at the log.",
  },
  DRILL_SCENARIO: {
    kind: "input",
    summary: (d: { readonly name: string; readonly known: readonly string[] }) =>
      `there is no scenario ${d.name}`,
    hint: ({ known }) => `Known ones: ${known.join(", ")}.`,
  },
});
