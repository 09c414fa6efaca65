import type { Rpc } from "@mvcrs/evm";
import { evmErrors } from "@mvcrs/evm";
import { describe, expect, it } from "vitest";
import { failuresOf, planParams, planPause, simulatePlan } from "../src/index.ts";
import { accounts, anvilWith } from "./support/anvil.ts";
import { proxied } from "./support/operator.ts";
import { realSafe } from "./support/safe.ts";
import { fieldWorld, send } from "./support/worlds.ts";

const file = anvilWith(fieldWorld);
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });

const refusal = (method: string) =>
  evmErrors.create("RPC_ERROR", {
    endpoint: "x",
    method,
    rpcCode: -32601,
    text: `the method ${method} does not exist/is not available`,
    data: undefined,
  });
/** A node without eth_simulateV1. */
const older = (rpc: Rpc) =>
  proxied(rpc, (method, _params, next) =>
    method === "eth_simulateV1" ? Promise.reject(refusal(method)) : next(),
  );
/** A node that knows no state overrides either, nor anything else beyond the standard: it refuses a third argument. */
const plain = (rpc: Rpc) =>
  proxied(rpc, (method, params, next) =>
    /simulate|debug|trace|anvil|evm/.test(method) || (method === "eth_call" && params.length > 2)
      ? Promise.reject(refusal(method))
      : next(),
  );
/** A node that takes overrides and leaves them out. */
const deaf = (rpc: Rpc) =>
  proxied(rpc, (method, params, next) => {
    if (method === "eth_simulateV1") return Promise.reject(refusal(method));
    return method === "eth_call" ? rpc.request(method, params.slice(0, 2)) : next();
  });

/** 100 percent are spent, so the rise works only after the fall. */
async function dependentPlan() {
  const { stakes, at } = file.world;
  await send(stakes, "setFeePct", 60);
  await send(stakes, "setBurnPct", 40);
  return planParams({ stakeManager: at.stakeManager, feePct: 10n, validatorRewardPct: 50n }, options());
}

describe("simulatePlan", () => {
  it("runs steps on one another's state where the node can", async () => {
    const plan = await dependentPlan();
    const inSequence = await simulatePlan(file.anvil.rpc, plan);
    expect(inSequence).toMatchObject({ method: "sequence", ok: true });
    expect(inSequence.steps.every(({ gasUsed }) => BigInt(gasUsed ?? "0") > 20_000n)).toBe(true);
    expect(await simulatePlan(older(file.anvil.rpc), plan)).toMatchObject({ method: "override", ok: true });
  });

  it("says what it cannot prove on a node that can neither simulate nor override nor fork", async () => {
    const plan = await dependentPlan();
    for (const rpc of [plain(file.anvil.rpc), deaf(file.anvil.rpc)]) {
      const { method, ok, steps } = await simulatePlan(rpc, plan);
      expect([method, ok, steps.map(({ outcome }) => outcome)]).toEqual([
        "separate",
        true,
        ["ok", "unproven"],
      ]);
    }
  });

  it("finds the step that fails, names the error and stops there, whatever the node offers", async () => {
    const { arena, stakeManager } = file.world.at;
    const plan = await planPause({ arena, stakeManager }, { ...options(), sender: accounts[1] });
    for (const rpc of [file.anvil.rpc, older(file.anvil.rpc)]) {
      const simulation = await simulatePlan(rpc, plan);
      expect(simulation.steps.map(({ outcome }) => outcome)).toEqual(["reverts", "not-reached"]);
      expect(simulation.steps[0]?.error).toBe(`OwnableUnauthorizedAccount(${accounts[1]})`);
      expect(failuresOf(simulation)).toHaveLength(1);
    }
    const { steps } = await simulatePlan(plain(file.anvil.rpc), plan);
    expect(steps.map(({ error }) => error)).toEqual([
      `OwnableUnauthorizedAccount(${accounts[1]})`,
      "Unauthorized()",
    ]);
  });

  it("names a multisig that owns the contract", async () => {
    const { address } = await realSafe(file.world.signer, [accounts[1], accounts[2]], 2);
    await send(file.world.arena, "transferOwnership", address);
    const plan = await planPause({ arena: file.world.at.arena }, { ...options(), sender: accounts[0] });
    const { steps } = await simulatePlan(file.anvil.rpc, plan);
    expect(steps[0]?.explanation).toContain(`multisig ${address} (2 of 2)`);
  });

  it("explains the errors that owners meet", async () => {
    const { arena, stakes, system, at } = file.world;
    // Plans made while each call would work, simulated after the world has moved.
    const pause = await planPause({ systemPause: at.systemPause }, options());
    const splits = await planParams(
      { arena: at.arena, teacherSplit: 5000n, studentSplit: 3000n, validatorSplit: 2000n },
      options(),
    );
    const fee = await planParams({ stakeManager: at.stakeManager, feePct: 60n }, options());
    await send(system, "pauseAll");
    await send(stakes, "setBurnPct", 50);
    const explained = async (plan: typeof pause) => {
      const { steps } = await simulatePlan(file.anvil.rpc, plan);
      return [steps[0]?.error, steps[0]?.explanation];
    };
    expect(await explained(pause)).toEqual(["EnforcedPause()", "it, or one module of it, is paused already"]);
    expect(await explained(fee)).toEqual([
      "InvalidPercentage()",
      "fee, burn and validator reward would be above 100 percent together",
    ]);
    const lone = structuredClone(splits);
    const [step] = lone.steps;
    if (step === undefined) throw new Error("no step");
    step.data = arena.interface.encodeFunctionData("setRewardSplits", [6000, 10_000, 10_000]);
    expect((await explained(lone))[1]).toContain(
      "from the default of 10,000 each all three have to change together",
    );
    step.data = "0xdeadbeef";
    expect((await explained(lone))[0]).toBe("revert without data");
    step.to = at.stakeManager;
    expect((await explained(lone))[0]).toBe("EtherNotAccepted()");
  });
});
