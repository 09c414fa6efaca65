import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";
import * as testing from "../src/testing.ts";

const { orchestratorErrors } = surface;
const a = "0x00000000000000000000000000000000000000aA";

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(orchestratorErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual(
    [],
  );
});

it("says what happened and what to do", () => {
  const messages = [
    orchestratorErrors.create("FILE_INVALID", { path: "x.json", problems: ["a.b: invalid", "c: missing"] }),
    orchestratorErrors.create("SCOREBOARD_MISSING", { path: "x.json" }),
    orchestratorErrors.create("BAD_TOTAL", { value: "1.5" }),
    orchestratorErrors.create("BAD_TOP", { value: "0" }),
    orchestratorErrors.create("BAD_OPTION", { option: "arena", problem: "not an address" }),
    orchestratorErrors.create("NO_CONTRACT", { name: "SelfPlayArena", address: a, chainId: "1" }),
    orchestratorErrors.create("FROZEN", {
      reasons: ["paused"],
      since: "2026-11-22T00:00:00.000Z",
      by: "alice",
    }),
    orchestratorErrors.create("NOT_CLEAR", { reasons: ["paused", "locked"] }),
    orchestratorErrors.create("NOT_AN_ORCHESTRATOR", { account: a, arena: a }),
    orchestratorErrors.create("ALREADY_RUNNING", { lock: "x.lock", pid: 7 }),
    orchestratorErrors.create("NO_ELIGIBLE_AGENT", { total: "1500", agents: 3 }),
    orchestratorErrors.create("CHAIN_DIVERGED", { runs: 3, problem: "another arena" }),
    orchestratorErrors.create("CHAIN_FAILED", { step: "start", problem: "ECONNREFUSED" }),
    orchestratorErrors.create("TRANSACTION_REVERTED", { step: "start", problem: "EnforcedPause()" }),
    orchestratorErrors.create("NOT_MINED", { step: "start", nonce: 3, waitedMs: 1000 }),
    orchestratorErrors.create("REWARDS_TOO_LOW", { available: "1", needed: "2" }),
    orchestratorErrors.create("REWARD_CAP_REACHED", { left: "1", needed: "2" }),
    orchestratorErrors.create("COMMITTEE_TOO_SMALL", { found: 1, needed: 3, stake: "5" }),
    orchestratorErrors.create("ROSTER_INVALID", { problem: "somebody is in it twice" }),
    orchestratorErrors.create("ALERT_FAILED", { reason: "moderation:block", problem: "disk full" }),
  ];
  expect(messages.map(({ message }) => message)).toMatchSnapshot();
  expect(new Set(messages.map(({ code }) => code))).toEqual(new Set(orchestratorErrors.codes));
});

it("has this public surface", () => {
  expect([surface, testing].map((entry) => Object.keys(entry).sort())).toMatchSnapshot();
});
