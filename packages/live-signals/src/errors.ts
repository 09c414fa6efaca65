import { defineErrors } from "@mvcrs/errors";

export const liveErrors = defineErrors("@selfplay/live-signals", {
  LIVE_NO_ENDPOINT: {
    kind: "input",
    summary: () => "no RPC endpoint was given",
    hint: () =>
      "Name at least one; two or more of different operators can tell a lying node from a changed chain.",
  },
  LIVE_NO_CONTRACT: {
    kind: "input",
    summary: (d: { readonly name: string; readonly address: string; readonly chainId: string }) =>
      `there is no contract at ${d.address} (${d.name}) on chain ${d.chainId}`,
    hint: () => "Compare the address and the chain of the endpoint with those of the deployment.",
  },
  LIVE_CHAINS_DIFFER: {
    kind: "input",
    summary: (d: { readonly chains: readonly string[] }) =>
      `the endpoints are of different chains: ${d.chains.join(", ")}`,
    hint: () => "Leave out those of the wrong chain.",
  },
  LIVE_BAD_ANSWER: {
    kind: "outside",
    summary: (d: { readonly endpoint: string; readonly method: string; readonly problem: string }) =>
      `${d.endpoint} answered ${d.method} with what is no answer to it: ${d.problem}`,
    hint: () => "Use another endpoint, or look at what stands in front of this one.",
  },
  LIVE_ALL_FAILED: {
    kind: "outside",
    summary: (d: { readonly problems: readonly string[] }) =>
      `no endpoint could be read: ${d.problems.join("; ")}`,
    hint: () => "Nothing was judged. Run it again; it goes on after the last block that was read.",
  },
  LIVE_CURSOR_INVALID: {
    kind: "input",
    summary: (d: { readonly problem: string }) => `the saved cursor cannot be read: ${d.problem}`,
    hint: () => "Remove the file; the events are then read again from the first block.",
  },
});
