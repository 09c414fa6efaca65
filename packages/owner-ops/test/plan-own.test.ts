import { privateKeySigner } from "@mvcrs/evm";
import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  describeStep,
  executePlan,
  type Plan,
  planParams,
  planPause,
  planRoles,
  planSlash,
  planUnpause,
  simulatePlan,
} from "../src/index.ts";
import { accounts, anvilWith, keys } from "./support/anvil.ts";
import { operator } from "./support/operator.ts";
import { ownWorld, read, send } from "./support/worlds.ts";

const file = anvilWith(ownWorld);
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const calls = (plan: Plan) => plan.steps.map(describeStep);
const [owner, orchestrator, manager, validator] = accounts;

describe("plans against our own contracts", () => {
  it("pauses everything at once and lists what is in place the second time", async () => {
    const { at, system } = file.world;
    const plan = await planPause(at, options());
    expect(calls(plan)).toEqual(["SystemPause.pauseAll()"]);
    expect(plan.steps[0]?.changes.map(({ current, desired }) => [current, desired])).toEqual([
      ["false", "true"],
      ["false", "true"],
    ]);
    expect((await simulatePlan(file.anvil.rpc, plan)).ok).toBe(true);
    await send(system, "pauseAll");
    const again = await planPause(at, options());
    expect(again.steps).toEqual([]);
    expect(again.inPlace).toHaveLength(2);
    expect(calls(await planUnpause(at, options()))).toEqual(["SystemPause.unpauseAll()"]);
  });

  it("pauses what obeys SystemPause at once, and by itself a module that does not", async () => {
    const { arena, stakes, system, at } = file.world;
    await send(stakes, "setPauser", orchestrator);
    const plan = await planPause({ systemPause: at.systemPause }, options());
    expect(plan.steps.map(({ function: fn, target }) => [fn, target])).toEqual([
      ["pauseAll()", at.systemPause],
      ["pause()", at.stakeManager],
    ]);
    expect((await simulatePlan(file.anvil.rpc, plan)).ok).toBe(true);
    const { verification } = await executePlan(plan, operator(file.anvil.rpc).options);
    expect(verification.ok).toBe(true);
    expect([await read(arena, "paused"), await read(stakes, "paused")]).toEqual([true, true]);
    // To open, each has to work by itself.
    const opening = await planUnpause({ systemPause: at.systemPause }, options());
    expect(opening.steps.map(({ function: fn }) => fn)).toEqual(["unpause()", "unpause()"]);
    expect(await system.paused()).toBe(true);
  });

  it("lets the guardian, who may only call pauseAll, pause what obeys it, and says what does not", async () => {
    const { arena, stakes, system, at } = file.world;
    await send(system, "setGuardian", orchestrator);
    await send(stakes, "setPauser", manager);
    const plan = await planPause(at, { ...options(), sender: orchestrator });
    expect(calls(plan)).toEqual(["SystemPause.pauseAll()"]);
    expect(plan.warnings).toMatchObject([
      { code: "NOT_OURS", text: expect.stringContaining(at.stakeManager), ask: false },
    ]);
    const signer = privateKeySigner(keys[1], "test");
    expect((await executePlan(plan, operator(file.anvil.rpc, { signer }).options)).verification.ok).toBe(
      true,
    );
    expect([await read(arena, "paused"), await read(stakes, "paused")]).toEqual([true, false]);
  });

  it("pauses arena and stake manager one by one where no SystemPause is named", async () => {
    const { arena, stakeManager } = file.world.at;
    expect(calls(await planPause({ arena, stakeManager }, options()))).toEqual([
      "SelfPlayArena.pause()",
      "StakeManager.pause()",
    ]);
  });

  it("revokes before it allows, whatever the order of the request", async () => {
    const { arena, stakes, at } = file.world;
    await send(arena, "setOrchestrator", orchestrator, true);
    const plan = await planRoles(
      {
        ...at,
        allowOrchestrators: [manager],
        revokeOrchestrators: [orchestrator, validator],
        revokeLockManagers: [at.arena],
      },
      options(),
    );
    expect(calls(plan)).toEqual([
      `SelfPlayArena.setOrchestrator(${orchestrator}, false)`,
      `StakeManager.setValidatorLockManager(${at.arena}, false)`,
      `SelfPlayArena.setOrchestrator(${manager}, true)`,
    ]);
    expect(plan.inPlace.map(({ what }) => what)).toEqual([`orchestrators(${validator})`]);
    expect((await simulatePlan(file.anvil.rpc, plan)).ok).toBe(true);
    expect(await stakes.validatorLockManagers(at.arena)).toBe(true);
  });

  it("lowers percentages before it raises others", async () => {
    const { stakes, at } = file.world;
    await send(stakes, "setFeePct", 60);
    await send(stakes, "setBurnPct", 40);
    const plan = await planParams(
      { stakeManager: at.stakeManager, feePct: 10n, validatorRewardPct: 50n },
      options(),
    );
    expect(calls(plan)).toEqual(["StakeManager.setFeePct(10)", "StakeManager.setValidatorRewardPct(50)"]);
    expect((await simulatePlan(file.anvil.rpc, plan)).ok).toBe(true);
    expect(
      await errorCode(() => planParams({ stakeManager: at.stakeManager, validatorRewardPct: 1n }, options())),
    ).toBe("PERCENTAGES_DO_NOT_FIT");
  });

  it("keeps what is not named, and warns where units look mixed up", async () => {
    const { at } = file.world;
    const plan = await planParams(
      {
        arena: at.arena,
        teacherReward: 150n,
        teacherSplit: 6000n,
        studentSplit: 2000n,
        validatorSplit: 2000n,
      },
      options(),
    );
    expect(calls(plan)).toEqual([
      `SelfPlayArena.setRewards(150, ${5n * 10n ** 19n}, ${5n * 10n ** 19n})`,
      "SelfPlayArena.setRewardSplits(6000, 2000, 2000)",
    ]);
    expect(plan.warnings.map(({ code, ask }) => [code, ask])).toEqual([["UNIT", true]]);
    expect(plan.steps[0]?.changes).toHaveLength(1);
  });

  it("slashes after the pause", async () => {
    const { at } = file.world;
    const request = {
      arena: at.arena,
      roundId: 1n,
      validator,
      amount: 10n ** 18n,
      recipient: owner,
      reason: "moderation:block",
    };
    const plan = await planSlash({ ...request, systemPause: at.systemPause }, options());
    expect(plan.steps.map(({ function: fn }) => fn.split("(")[0])).toEqual([
      "pauseAll",
      "reportValidatorMisconduct",
    ]);
    expect((await simulatePlan(file.anvil.rpc, plan)).ok).toBe(true);
    expect(await errorCode(() => planSlash({ ...request, roundId: 2n }, options()))).toBe("ROUND_NOT_FOUND");
    expect(await errorCode(() => planSlash({ ...request, validator: owner }, options()))).toBe(
      "NOT_A_VALIDATOR",
    );
    expect(await errorCode(() => planSlash({ ...request, amount: 10n ** 20n }, options()))).toBe(
      "STAKE_TOO_SMALL",
    );
    expect(await errorCode(() => planSlash({ ...request, amount: 0n }, options()))).toBe("OUT_OF_RANGE");
  });

  it("explains who has the right when the sender has not", async () => {
    const plan = await planPause({ arena: file.world.at.arena }, { ...options(), sender: orchestrator });
    const { ok, steps } = await simulatePlan(file.anvil.rpc, plan);
    expect(ok).toBe(false);
    expect(steps[0]?.error).toBe(`NotOwnerOrPauser(${orchestrator})`);
    expect(steps[0]?.explanation).toContain(`its owner is ${owner}`);
  });

  it("refuses what cannot be meant, before it asks the chain for more", async () => {
    const { arena, stakeManager, systemPause } = file.world.at;
    const code = (action: () => unknown) => errorCode(action);
    expect(await code(() => planPause({}, options()))).toBe("NOTHING_TO_DO");
    expect(await code(() => planRoles({ arena }, options()))).toBe("NOTHING_TO_DO");
    expect(await code(() => planParams({ arena }, options()))).toBe("NOTHING_TO_DO");
    expect(await code(() => planPause({ arena: owner }, options()))).toBe("NO_CODE");
    expect(await code(() => planPause({ arena: stakeManager }, options()))).toBe("WRONG_CONTRACT");
    expect(await code(() => planPause({ stakeManager: systemPause }, options()))).toBe("WRONG_CONTRACT");
    expect(await code(() => planPause({ systemPause: arena }, options()))).toBe("WRONG_CONTRACT");
    expect(await code(() => planPause({ arena }, { ...options(), chainId: 1n }))).toBe("WRONG_CHAIN");
    expect(await code(() => planParams({ teacherReward: 5n }, options()))).toBe("MISSING_OPTION");
    expect(await code(() => planRoles({ allowLockManagers: [owner] }, options()))).toBe("MISSING_OPTION");
    expect(
      await code(() =>
        planRoles({ arena, allowOrchestrators: [owner], revokeOrchestrators: [owner] }, options()),
      ),
    ).toBe("CONFLICTING_OPTIONS");
    expect(await code(() => planParams({ arena, targetSuccessRate: 10_001n }, options()))).toBe(
      "OUT_OF_RANGE",
    );
    expect(await code(() => planParams({ arena, teacherSplit: 9_000n }, options()))).toBe(
      "SPLITS_DO_NOT_FIT",
    );
    expect(await code(() => planRoles({ arena, transferArenaTo: systemPause }, options()))).toBe(
      "STRANDS_ARENA",
    );
  });
});
