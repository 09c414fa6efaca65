import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { liveErrors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(liveErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const messages = [
    liveErrors.create("LIVE_NO_ENDPOINT", {}),
    liveErrors.create("LIVE_NO_CONTRACT", { name: "arena", address: "0xaa", chainId: "1" }),
    liveErrors.create("LIVE_CHAINS_DIFFER", { chains: ["1 (a)", "2 (b)"] }),
    liveErrors.create("LIVE_BAD_ANSWER", { endpoint: "a", method: "eth_call", problem: "not hex" }),
    liveErrors.create("LIVE_ALL_FAILED", { problems: ["a: gone"] }),
    liveErrors.create("LIVE_CURSOR_INVALID", { problem: "version: expected 1" }),
  ];
  expect(new Set(messages.map(({ code }) => code)).size).toBe(liveErrors.codes.length);
  expect(messages.map(({ message }) => message)).toMatchSnapshot();
});

it("exports this and nothing else", () => {
  expect(Object.keys(surface).sort()).toMatchInlineSnapshot(`
    [
      "follow",
      "liveErrors",
      "once",
      "openLiveInput",
      "openLiveSource",
      "orchestratorReport",
      "reportFrom",
      "toSignalValue",
    ]
  `);
});

it("turns exact quantities into the nearest number, at the edge only", () => {
  const value = (raw: bigint) => surface.toSignalValue({ unit: "ether", raw });
  expect(value(1_500_000_000_000_000_000n)).toBe(1.5);
  expect(value(1n)).toBe(1e-18);
  expect(value(123_456_789_012_345_000_000_000_000n)).toBe(123456789.012345);
  // One wei in an ether is below what a double can tell.
  expect(value(10n ** 18n + 1n)).toBe(1);
  expect(surface.toSignalValue({ unit: "bps", raw: 2500n })).toBe(2500);
});
