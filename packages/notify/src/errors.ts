import { defineErrors } from "@mvcrs/errors";

export const notifyErrors = defineErrors("@mvcrs/notify", {
  DELIVERY_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly id: string }) => `no delivery in the outbox has an id that starts with ${d.id}`,
    hint: () => "`mvcrs outbox list` shows every one; what was delivered is no longer there.",
  },
  DELIVERY_AMBIGUOUS: {
    kind: "input",
    summary: (d: { readonly id: string; readonly matches: readonly string[] }) =>
      `${d.id} could be any of ${d.matches.length} deliveries: ${d.matches.slice(0, 5).join(", ")}`,
    hint: () => "Give more of the id.",
  },
  OUTBOX_BUSY: {
    kind: "refused",
    summary: (d: { readonly path: string; readonly pid: number }) =>
      `another process (${d.pid}) is working on the outbox and holds ${d.path}`,
    hint: () => "Run the command again once it has finished; a dead holder is noticed by itself.",
  },
  OUTBOX_DAMAGED: {
    kind: "integrity",
    summary: (d: { readonly path: string; readonly problem: string }) =>
      `${d.path} is not what the outbox wrote: ${d.problem}`,
    hint: () =>
      "Nothing was delivered. Move the file away; removing state/outbox/cursor.json has the outbox derived from the log again.",
  },
});
