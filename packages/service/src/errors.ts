import { defineErrors } from "@mvcrs/errors";

/** Everything that this package throws on purpose. */
export const serviceErrors = defineErrors("@mvcrs/service", {
  INBOX_DAMAGED: {
    kind: "integrity",
    summary: (d: { readonly path: string; readonly position: number }) =>
      `${d.path} was damaged at byte ${d.position} since it was opened`,
    hint: () =>
      "Check the disk, then start the service again: it sets aside what is damaged and goes on behind it.",
  },
  PART_ENDED: {
    kind: "outside",
    summary: (d: { readonly part: string }) => `${d.part} ended by itself`,
    hint: () => "It is started again. If it goes on, look at what was said before.",
  },
  BODY_UNUSABLE: {
    kind: "input",
    summary: (d: { readonly problem: string }) => `the body ${d.problem}`,
    hint: () => "Send JSON Lines, one signal a line, or a JSON array of signals, in UTF-8.",
  },
  SERVICE_UNREACHABLE: {
    kind: "outside",
    summary: (d: { readonly url: string; readonly problem: string }) =>
      `the service at ${d.url} does not acknowledge the signals: ${d.problem}`,
    hint: () => "Send them again until it does; what it has taken already is taken once.",
  },
  SERVICE_REFUSES: {
    kind: "refused",
    summary: (d: {
      readonly url: string;
      readonly status: number;
      readonly code: string | null;
      readonly problem: string;
    }) => `the service at ${d.url} refuses the signals (${d.code ?? d.status}): ${d.problem}`,
    hint: () => "`mvcrs tokens create --may signals` makes a token there; --to says where it is.",
  },
  TOKENS_UNUSABLE: {
    kind: "input",
    summary: (d: { readonly path: string; readonly problem: string }) =>
      `${d.path} cannot be used: ${d.problem}`,
    hint: () => "Nobody is let in by it. Put back a copy of it, or move it away and create the tokens again.",
  },
  TOKEN_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly id: string }) => `there is no token ${d.id}`,
    hint: () => "`mvcrs tokens list` shows them.",
  },
});
