import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";
import * as operate from "../src/operate.ts";

const { ownerErrors } = surface;
const a = "0x00000000000000000000000000000000000000aA";
const b = "0x00000000000000000000000000000000000000Bb";

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(ownerErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const messages = [
    ownerErrors.create("MISSING_OPTION", { option: "--arena", why: "a report needs it" }),
    ownerErrors.create("CONFLICTING_OPTIONS", {
      options: ["--keystore", "--unlocked"],
      why: "there is one signer",
    }),
    ownerErrors.create("NOTHING_TO_DO", { verb: "pause" }),
    ownerErrors.create("SPLITS_DO_NOT_FIT", { sum: 26_000, splits: [6_000, 10_000, 10_000] }),
    ownerErrors.create("PERCENTAGES_DO_NOT_FIT", { sum: "101", fee: "1", burn: "50", reward: "50" }),
    ownerErrors.create("NO_CODE", { where: "--arena", address: a, chainId: "1" }),
    ownerErrors.create("WRONG_CONTRACT", {
      where: "--arena",
      address: a,
      wanted: "SelfPlayArena",
      found: "a StakeManager",
    }),
    ownerErrors.create("WRONG_CHAIN", { wanted: "1", found: "31337" }),
    ownerErrors.create("ROUND_NOT_FOUND", { roundId: "7" }),
    ownerErrors.create("NOT_A_VALIDATOR", { roundId: "7", validator: a, validators: [b] }),
    ownerErrors.create("STAKE_TOO_SMALL", { validator: a, available: "1", needed: "2" }),
    ownerErrors.create("STRANDS_ARENA", { arena: a, newOwner: b }),
    ownerErrors.create("PLAN_UNREADABLE", { path: "plan.json", problems: ["steps.0.to: invalid"] }),
    ownerErrors.create("PLAN_ALTERED", { stated: "00", computed: "11" }),
    ownerErrors.create("SIGNER_MISSING", { sender: a }),
    ownerErrors.create("SIGNER_IS_ANOTHER", { signer: a, sender: b }),
    ownerErrors.create("NOT_A_MULTISIG", { sender: a }),
    ownerErrors.create("MISCONDUCT_NEEDS_UNPAUSED", { arena: a, paused: [`StakeManager ${b} is`] }),
    ownerErrors.create("ARENA_MAY_NOT_SLASH", { arena: a, stakeManager: b }),
    ownerErrors.create("TREASURY_NOT_ALLOWED", { stakeManager: a, treasury: b }),
    ownerErrors.create("SIMULATION_FAILED", { failures: ["step 1"], simulation: null }),
    ownerErrors.create("PLAN_DRIFTED", { differences: ["nonce of 0x: 1 -> 2"], fresh: null }),
    ownerErrors.create("ENDPOINTS_DISAGREE", { differences: ["chain id: 1 -> 2"] }),
    ownerErrors.create("MULTISIG_REQUIRED", { sender: a, owners: 3, threshold: 2 }),
    ownerErrors.create("OPERATION_RUNNING", { lock: "x.lock", holder: "process 7" }),
    ownerErrors.create("TRUST_LOCKED", { kind: "unpause", caller: "human", lock: "engaged" }),
    ownerErrors.create("TRUST_LOCKED", { kind: "pause", caller: "autonomous", lock: "engaged" }),
    ownerErrors.create("FUNDS_TOO_LOW", { sender: a, balance: "1", needed: "2" }),
    ownerErrors.create("FEE_ABOVE_CAP", { who: "the network", needed: "2", cap: "1" }),
    ownerErrors.create("STEP_WOULD_REVERT", {
      step: 2,
      call: "StakeManager.pause()",
      explanation: "EnforcedPause()",
    }),
    ownerErrors.create("STEP_FAILED", {
      step: 2,
      call: "StakeManager.pause()",
      hash: "0x1",
      explanation: "reverted",
    }),
    ownerErrors.create("NONCE_TAKEN", { step: 2, nonce: 3, sender: a, by: "0x1" }),
    ownerErrors.create("SUPERSEDED", { step: 2, nonce: 3, sender: a, by: "0x1", plan: "00ff" }),
    ownerErrors.create("NONCE_UNCLEAR", { step: 2, nonce: 3, sender: a }),
    ownerErrors.create("NONCE_HELD", { step: 2, nonce: 3, sender: a, what: `0x1 (1 wei to ${b})` }),
    ownerErrors.create("NODE_REFUSES", {
      step: 2,
      call: "StakeManager.pause()",
      text: "tip needed 30",
      offered: "2 gwei per gas, 1 of it as a tip",
    }),
    ownerErrors.create("PAUSE_GOES_FIRST", { plan: "00ff" }),
    ownerErrors.create("LEFT_OPEN", {
      open: [`SelfPlayArena ${a}`],
      failure: "step 3 would fail now",
      closing: "no answer from node:1",
    }),
    ownerErrors.create("NO_SUCH_OPERATION", { plan: "00ff", unfinished: [] }),
    ownerErrors.create("CHAIN_CHANGED", { contract: a, before: ["1"], found: "31337" }),
    ownerErrors.create("CHAIN_DOUBTFUL", { endpoint: "node:1", chain: "chain 1 (Ethereum)", ran: "31337" }),
    ownerErrors.create("CHAIN_UNCONFIRMED", {
      endpoint: "node:1",
      chain: "chain 1 (Ethereum)",
      chainId: "1",
      doubts: ["its network id is 5"],
    }),
    ownerErrors.create("OPERATION_OVER", { plan: "00ff", code: "GIVEN_UP" }),
    ownerErrors.create("NOT_MINED", { step: 2, hashes: ["0x1"], waitedMs: 600_000 }),
    ownerErrors.create("JOURNAL_UNREADABLE", { path: "x.jsonl", line: 3, problem: "not an entry" }),
    ownerErrors.create("RECORD_FAILED", { event: "owner_op.intended", problem: "disk full" }),
    ownerErrors.create("NOT_VERIFIED", { failures: ["SelfPlayArena.paused(): expected true, found false"] }),
  ];
  expect(messages.map(({ message }) => message)).toMatchSnapshot();
  expect(new Set(messages.map(({ code }) => code))).toEqual(new Set(ownerErrors.codes));
});

it("has this public surface", () => {
  expect([surface, operate].map((entry) => Object.keys(entry).sort())).toMatchSnapshot();
});
