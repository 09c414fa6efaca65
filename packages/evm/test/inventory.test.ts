import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { evmErrors } = surface;
const a = "0x00000000000000000000000000000000000000aA";
const b = "0x00000000000000000000000000000000000000Bb";

it("throws every code of its catalogue somewhere", () => {
  // Planners of owner operations refuse values that a contract would.
  const above = new Set(["OUT_OF_RANGE"]);
  const src = fileURLToPath(new URL("../src", import.meta.url));
  expect(unusedCodes(evmErrors.codes, src).filter((code) => !above.has(code))).toEqual([]);
});

it("says what happened and what to do", () => {
  const messages = [
    evmErrors.create("BAD_ENDPOINT", {}),
    evmErrors.create("BAD_ADDRESS", { where: "--arena", value: "0x12" }),
    evmErrors.create("BAD_CHECKSUM", { where: "--arena", value: a, expected: b }),
    evmErrors.create("ZERO_ADDRESS", { where: "--arena" }),
    evmErrors.create("BAD_NUMBER", { where: "--fee-pct", value: "4.5", unit: "percent" }),
    evmErrors.create("OUT_OF_RANGE", { where: "feePct", value: "101", minimum: "0", maximum: "100" }),
    evmErrors.create("KEY_UNUSABLE", { source: "OWNER_PRIVATE_KEY", problem: "not a private key" }),
    evmErrors.create("RPC_UNREACHABLE", { endpoint: "node:1", attempts: 6, problem: "ECONNREFUSED" }),
    evmErrors.create("RPC_ERROR", {
      endpoint: "node:1",
      method: "eth_call",
      rpcCode: 3,
      text: "reverted",
      data: "0x",
    }),
    evmErrors.create("RPC_BAD_ANSWER", { endpoint: "node:1", method: "eth_call", problem: "no JSON" }),
  ];
  expect(new Set(messages.map(({ code }) => code))).toEqual(new Set(evmErrors.codes));
  expect(messages.map(({ message }) => message).join("\n\n")).toMatchSnapshot();
});

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});
