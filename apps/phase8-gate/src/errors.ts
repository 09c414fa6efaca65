import { defineErrors } from "@mvcrs/errors";

export const gateErrors = defineErrors("phase8-gate", {
  USAGE: {
    kind: "input",
    summary: (d: { readonly problem: string; readonly hint: string }) => d.problem,
    hint: ({ hint }) => hint,
  },
  FILE_UNREADABLE: {
    kind: "input",
    summary: (d: { readonly path: string; readonly reason: string }) => `cannot read ${d.path}: ${d.reason}`,
    hint: () => "Check the path.",
  },
});
