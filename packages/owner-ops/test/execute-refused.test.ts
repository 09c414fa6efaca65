import { isCodedError } from "@mvcrs/errors";
import { evmErrors, httpRpc, privateKeySigner } from "@mvcrs/evm";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { Wallet } from "ethers";
import { describe, expect, it } from "vitest";
import {
  executePlan,
  formatPlan,
  parsePlan,
  planParams,
  planPause,
  planUnpause,
  unfinishedPlans,
} from "../src/index.ts";
import { sealPlan } from "../src/plan.ts";
import { accounts, anvilWith, keys } from "./support/anvil.ts";
import { operator, proxied } from "./support/operator.ts";
import { fieldWorld, ownWorld, send } from "./support/worlds.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const [owner, other, newcomer] = accounts;
const nonce = async () => Number(await file.anvil.rpc.request("eth_getTransactionCount", [owner, "latest"]));

describe("executePlan refuses, stops and gives up", () => {
  it("refuses a plan when the world has moved, and says which part", async () => {
    const { arena, at } = file.world.own;
    const plan = await planParams({ ...at, teacherReward: 7n }, options());
    await send(arena, "setRewards", 1n, 2n, 3n);
    try {
      await executePlan(plan, operator(file.anvil.rpc).options);
      expect.unreachable();
    } catch (thrown) {
      if (!isCodedError(thrown)) throw thrown;
      expect(thrown.code).toBe("PLAN_DRIFTED");
      expect(thrown.details["differences"]).toEqual([
        `nonce of ${owner}: ${plan.nonce} -> ${plan.nonce + 1}`,
        "SelfPlayArena.baseTeacherReward(): 100000000000000000000 -> 1",
        "SelfPlayArena.baseStudentReward(): 50000000000000000000 -> 2",
        "SelfPlayArena.baseValidatorReward(): 50000000000000000000 -> 3",
      ]);
      const fresh = parsePlan(JSON.stringify(thrown.details["fresh"]), "fresh");
      expect((await executePlan(fresh, operator(file.anvil.rpc).options)).verification.ok).toBe(true);
    }
  });

  it("carries out no plan that its own request would not lead to, whatever its hash says", async () => {
    const { at } = file.world.own;
    const { hash: _, ...honest } = await planPause({ arena: at.arena }, options());
    const theft = file.world.own.arena.interface.encodeFunctionData("transferOwnership", [other]);
    const [step] = honest.steps;
    if (step === undefined) throw new Error("no step");
    const forged = sealPlan({ ...honest, steps: [step, { ...step, calldata: theft, data: theft }] });
    expect(await errorCode(() => executePlan(forged, operator(file.anvil.rpc).options))).toBe("PLAN_DRIFTED");
  });

  it("lets one of two operators through and stops the other", async () => {
    const { at } = file.world.own;
    const plan = await planParams({ ...at, teacherReward: 7n, feePct: 4n }, options());
    const rival = await planParams({ ...at, teacherReward: 8n, feePct: 5n }, options());
    const before = await nonce();
    // On one machine, with one folder: the lock.
    const folder = tempRoot();
    const codes = await Promise.all(
      [plan, rival].map((mine) =>
        errorCode(() => executePlan(mine, operator(file.anvil.rpc, { journalFolder: folder }).options)),
      ),
    );
    expect(codes.sort()).toEqual(["OPERATION_RUNNING", undefined]);
    expect(await nonce()).toBe(before + 2);
    // On two machines: the nonce, however far both have got.
    const first = await planParams({ ...at, teacherReward: 9n, feePct: 6n }, options());
    const second = await planParams({ ...at, teacherReward: 10n, feePct: 7n }, options());
    const both = await Promise.all(
      [first, second].map((mine) => errorCode(() => executePlan(mine, operator(file.anvil.rpc).options))),
    );
    expect(both.filter((code) => code === undefined).length).toBeLessThanOrEqual(1);
    for (const code of both) expect([undefined, "NONCE_TAKEN", "PLAN_DRIFTED"]).toContain(code);
    expect(await nonce()).toBeLessThanOrEqual(before + 4);
  });

  it("stops at the first step that fails, and says what", async () => {
    const { arena, at } = file.world.own;
    const plan = await planPause({ arena: at.arena, stakeManager: at.stakeManager }, options());
    // Somebody pauses the stake manager between the first step and the second.
    const meddling = proxied(file.anvil.rpc, async (method, _params, next) => {
      const answer = await next();
      if (method === "eth_sendRawTransaction") {
        await file.anvil.rpc.request("anvil_impersonateAccount", [at.systemPause]);
        await file.anvil.rpc.request("anvil_setBalance", [at.systemPause, "0xde0b6b3a7640000"]);
        await file.anvil.rpc.request("eth_sendTransaction", [
          { from: at.systemPause, to: at.stakeManager, data: "0x8456cb59" },
        ]);
        // Anvil answers before it has mined.
        await file.anvil.rpc.request("evm_mine", []);
      }
      return answer;
    });
    const { options: run, events } = operator(meddling);
    expect(await errorCode(() => executePlan(plan, run))).toBe("STEP_WOULD_REVERT");
    expect(await arena.paused()).toBe(true);
    expect(events[1]).toMatchObject({
      type: "owner_op.executed",
      verified: false,
      stopped: "STEP_WOULD_REVERT",
      receipts: [{ step: 1 }],
    });
  });

  it("names the transaction that failed on chain, and why", async () => {
    const { at } = file.world.own;
    const plan = await planPause({ stakeManager: at.stakeManager }, options());
    await file.anvil.rpc.request("anvil_impersonateAccount", [at.systemPause]);
    await file.anvil.rpc.request("anvil_setBalance", [at.systemPause, "0xde0b6b3a7640000"]);
    await file.anvil.rpc.request("evm_setAutomine", [false]);
    // Somebody pauses in the same block, with a higher tip.
    const outbid = proxied(file.anvil.rpc, async (method, _params, next) => {
      const answer = await next();
      if (method !== "eth_sendRawTransaction") return answer;
      const fees = { maxFeePerGas: "0x2540be4000", maxPriorityFeePerGas: "0x2540be400", gas: "0x186a0" };
      await file.anvil.rpc.request("eth_sendTransaction", [
        { from: at.systemPause, to: at.stakeManager, data: "0x8456cb59", ...fees },
      ]);
      await file.anvil.rpc.request("evm_mine", []);
      return answer;
    });
    const { options: run, events } = operator(outbid);
    const failed = executePlan(plan, run);
    await expect(failed).rejects.toMatchObject({
      code: "STEP_FAILED",
      details: { step: 1, explanation: expect.stringContaining("EnforcedPause()") },
    });
    await file.anvil.rpc.request("evm_setAutomine", [true]);
    expect(events[1]).toMatchObject({ stopped: "STEP_FAILED", receipts: [] });
  });

  it("stops when the nonce of what it signed went to somebody else's transaction", async () => {
    const { at, arena } = file.world.own;
    const plan = await planParams({ arena: at.arena, teacherReward: 7n }, options());
    const folder = tempRoot();
    const cut = proxied(file.anvil.rpc, (method, _params, next) =>
      method === "eth_sendRawTransaction"
        ? Promise.reject(evmErrors.create("RPC_UNREACHABLE", { endpoint: "x", attempts: 1, problem: "cut" }))
        : next(),
    );
    const first = operator(cut, { journalFolder: folder });
    expect(await errorCode(() => executePlan(plan, first.options))).toBe("RPC_UNREACHABLE");
    await send(arena, "setOrchestrator", newcomer, true);
    const again = operator(file.anvil.rpc, { journalFolder: folder });
    expect(await errorCode(() => executePlan(plan, again.options))).toBe("NONCE_TAKEN");
    expect(await arena.baseTeacherReward()).toBe(10n ** 20n);
    expect(await errorCode(() => executePlan(plan, again.options))).toBe("OPERATION_OVER");
    // It cannot be gone on with, so the next command does not try to.
    expect(unfinishedPlans(folder, plan.chainId, owner)).toEqual([]);
  });

  it("says what the chain does not show, values and events alike", async () => {
    const { at } = file.world.own;
    const plan = await planParams({ arena: at.arena, teacherReward: 7n }, options());
    let sent = false;
    // A node that forgets: after the transaction it answers with the old value, and receipts without logs.
    const forgetful = proxied(file.anvil.rpc, async (method, _params, next) => {
      const answer = await next();
      if (method === "eth_sendRawTransaction") sent = true;
      if (sent && method === "eth_call") return `0x${"0".repeat(64)}`;
      const mined = typeof answer === "object" && answer !== null;
      return sent && mined && method === "eth_getTransactionReceipt" ? { ...answer, logs: [] } : answer;
    });
    const { options: run, events } = operator(forgetful);
    await expect(executePlan(plan, run)).rejects.toMatchObject({
      code: "NOT_VERIFIED",
      details: {
        failures: [
          expect.stringMatching(/^SelfPlayArena\.baseTeacherReward\(\): expected 7, found 0x0+$/),
          expect.stringContaining("RewardsUpdated"),
          expect.stringContaining("ParametersUpdated"),
        ],
      },
    });
    expect(events.at(-1)).toMatchObject({ type: "owner_op.executed", verified: false });
    expect(events.filter(({ type }) => type === "owner_op.executed")).toHaveLength(1);
  });

  it("refuses before anything is sent", async () => {
    const { at } = file.world.own;
    const plan = await planPause({ arena: at.arena }, options());
    const before = await nonce();
    const code = (changes: Parameters<typeof operator>[1], of = plan) =>
      errorCode(() => executePlan(of, operator(file.anvil.rpc, changes).options));
    expect(await code({ signer: privateKeySigner(keys[1], "test") })).toBe("SIGNER_IS_ANOTHER");
    expect(await code({}, { ...plan, nonce: plan.nonce + 1 })).toBe("PLAN_ALTERED");
    expect(await errorCode(() => parsePlan(formatPlan(plan).replace(plan.sender, other), "p"))).toBe(
      "PLAN_ALTERED",
    );
    expect(await errorCode(() => parsePlan("{}", "p"))).toBe("PLAN_UNREADABLE");
    expect(await code({ maxFeePerGas: 1n })).toBe("FEE_ABOVE_CAP");
    const locked = async () => {
      throw new Error("locked since noon");
    };
    const autonomous = { actor: "bot", kind: "autonomous" } as const;
    expect(await code({ assertUnlocked: locked, caller: autonomous })).toBe("TRUST_LOCKED");
    const failing = { record: () => Promise.reject(new Error("disk full")) };
    expect(await code({ recorder: failing })).toBe("RECORD_FAILED");
    const poor = Wallet.createRandom();
    const poorPlan = await planPause({ arena: at.arena }, { ...options(), sender: poor.address });
    expect(await code({ signer: privateKeySigner(poor.privateKey, "test") }, poorPlan)).toBe(
      "SIMULATION_FAILED",
    );
    await file.anvil.rpc.request("anvil_setBalance", [owner, "0x1"]);
    expect(await code({})).toBe("FUNDS_TOO_LOW");
    expect(await nonce()).toBe(before);
  });

  it("pauses with what the account holds, which is refused for anything else", async () => {
    const { rpc } = file.anvil;
    const { arena } = file.world.own.at;
    await rpc.request("anvil_setNextBlockBaseFeePerGas", ["0x2540be400"]);
    await rpc.request("evm_mine", []);
    // 10 gwei of base fee want 0.0016 ether with the usual room; the pause itself takes about 0.0006.
    await rpc.request("anvil_setBalance", [owner, "0x38d7ea4c68000"]);
    const params = await planParams({ arena, teacherReward: 7n }, options());
    expect(await errorCode(() => executePlan(params, operator(rpc).options))).toBe("FUNDS_TOO_LOW");
    const said: string[] = [];
    const { options: run } = operator(rpc, { onProgress: (text) => said.push(text) });
    const pause = await planPause({ arena }, options());
    expect((await executePlan(pause, run)).verification.ok).toBe(true);
    expect(said.some((text) => text.includes("holds little"))).toBe(true);
    // Less than the base fee itself pauses nothing, and nothing is signed.
    await rpc.request("anvil_setBalance", [owner, "0x38d7ea4c6800"]);
    const { stakeManager } = file.world.own.at;
    const next = await planPause({ stakeManager }, options());
    expect(await errorCode(() => executePlan(next, operator(rpc).options))).toBe("FUNDS_TOO_LOW");
  });

  it("goes on with a pause at a lower offer where the account has been emptied meanwhile", async () => {
    const { rpc } = file.anvil;
    const { arena } = file.world.own.at;
    await rpc.request("anvil_setNextBlockBaseFeePerGas", ["0x2540be400"]);
    await rpc.request("evm_mine", []);
    const cut = proxied(rpc, (method, _params, next) =>
      method === "eth_sendRawTransaction"
        ? Promise.reject(evmErrors.create("RPC_UNREACHABLE", { endpoint: "x", attempts: 1, problem: "cut" }))
        : next(),
    );
    const plan = await planPause({ arena }, options());
    const { options: first } = operator(cut);
    expect(await errorCode(() => executePlan(plan, first))).toBe("RPC_UNREACHABLE");
    // What was signed wants 0.0014 ether; there is 0.001, then nothing to speak of.
    await rpc.request("anvil_setBalance", [owner, "0x38d7ea4c68"]);
    const { options: again } = operator(rpc, { journalFolder: first.journalFolder });
    expect(await errorCode(() => executePlan(plan, again))).toBe("FUNDS_TOO_LOW");
    await rpc.request("anvil_setBalance", [owner, "0x38d7ea4c68000"]);
    const execution = await executePlan(plan, again);
    expect([execution.resumed, execution.verification.ok]).toEqual([true, true]);
  });

  it("lets a human pause under a trust lock, and break glass for the rest, on the record", async () => {
    const { at } = file.world.own;
    const assertUnlocked = () => Promise.reject(new Error("locked since noon"));
    const first = operator(file.anvil.rpc, { assertUnlocked });
    await executePlan(await planPause(at, options()), first.options);
    expect(first.events[0]).toMatchObject({ lock_set_aside: "pause" });
    const unpause = await planUnpause(at, options());
    const plain = operator(file.anvil.rpc, { assertUnlocked });
    expect(await errorCode(() => executePlan(unpause, plain.options))).toBe("TRUST_LOCKED");
    const caller = { actor: "on-call", kind: "human", breakGlass: "validated by three" } as const;
    const glass = operator(file.anvil.rpc, { assertUnlocked, caller });
    await executePlan(unpause, glass.options);
    expect(glass.events[0]).toMatchObject({ lock_set_aside: "validated by three" });
  });

  it("asks two endpoints, and refuses when they differ", async () => {
    const { at } = file.world.own;
    const lying = proxied(file.anvil.rpc, async (method, params, next) => {
      const answer = await next();
      return method === "eth_call" && JSON.stringify(params).includes("0x5c975abb")
        ? `0x${"1".padStart(64, "0")}`
        : answer;
    });
    expect(await errorCode(() => planPause(at, { ...options(), secondRpc: lying }))).toBe(
      "ENDPOINTS_DISAGREE",
    );
    const plan = await planPause(at, { ...options(), secondRpc: httpRpc(file.anvil.url) });
    const { options: run } = operator(file.anvil.rpc, { secondRpc: lying });
    expect(await errorCode(() => executePlan(plan, run))).toBe("ENDPOINTS_DISAGREE");
  });
});
