import { defineErrors } from "@mvcrs/errors";

/** What goes wrong between this machine and a chain: how a thing is written, and what a node answers. */
export const evmErrors = defineErrors("@mvcrs/evm", {
  BAD_ENDPOINT: {
    kind: "input",
    summary: (_: Record<never, never>) => "the RPC endpoint is not an http or https address",
    hint: () => "Give one such as http://127.0.0.1:8545.",
  },
  BAD_ADDRESS: {
    kind: "input",
    summary: (d: { readonly where: string; readonly value: string }) =>
      `${d.where}: ${JSON.stringify(d.value)} is not an address`,
    hint: () => "Give 0x and 40 hexadecimal digits.",
  },
  BAD_CHECKSUM: {
    kind: "input",
    summary: (d: { readonly where: string; readonly value: string; readonly expected: string }) =>
      `${d.where}: the capital letters of ${d.value} do not match its EIP-55 checksum`,
    hint: (d: { readonly expected: string }) =>
      `A digit may be mistyped. If you are sure of the digits, write it ${d.expected}.`,
  },
  ZERO_ADDRESS: {
    kind: "input",
    summary: (d: { readonly where: string }) => `${d.where}: the zero address is refused by the contracts`,
    hint: () => "Give the account or contract that is meant.",
  },
  BAD_NUMBER: {
    kind: "input",
    summary: (d: { readonly where: string; readonly value: string; readonly unit: string }) =>
      `${d.where}: ${JSON.stringify(d.value)} is not a whole number of ${d.unit}`,
    hint: () => "Give decimal digits only: no sign, no point, no exponent, no separators.",
  },
  OUT_OF_RANGE: {
    kind: "input",
    summary: (d: {
      readonly where: string;
      readonly value: string;
      readonly minimum: string;
      readonly maximum: string;
    }) => `${d.where}: ${d.value} is outside ${d.minimum} to ${d.maximum}`,
    hint: () => "The contract would refuse it, or break on it later.",
  },
  KEY_UNUSABLE: {
    kind: "input",
    summary: (d: { readonly source: string; readonly problem: string }) => `${d.source}: ${d.problem}`,
    hint: () => "Nothing of the key is shown here on purpose.",
  },
  RPC_UNREACHABLE: {
    kind: "outside",
    summary: (d: { readonly endpoint: string; readonly attempts: number; readonly problem: string }) =>
      `no answer from ${d.endpoint} after ${d.attempts} attempts: ${d.problem}`,
    hint: () => "Check --rpc-url and the network. Everything so far is recorded; run the same command again.",
  },
  RPC_ERROR: {
    kind: "outside",
    summary: (d: {
      readonly endpoint: string;
      readonly method: string;
      readonly rpcCode: number;
      readonly text: string;
      readonly data: string | undefined;
    }) => `${d.endpoint} refused ${d.method}: ${d.text} (${d.rpcCode})`,
    hint: () => "The node's own words. Everything so far is recorded; run the same command again.",
  },
  RPC_BAD_ANSWER: {
    kind: "outside",
    summary: (d: {
      readonly endpoint: string;
      readonly method: string;
      readonly problem: string;
      /** The HTTP status, where that is what was wrong. */
      readonly status?: number;
    }) => `${d.endpoint} gave a wrong answer to ${d.method}: ${d.problem}`,
    hint: () => "Use another endpoint.",
  },
});
