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
import { accounts, anvilWith } from "./support/anvil.ts";
import { operator } from "./support/operator.ts";
import { fieldWorld, send, simplePause } from "./support/worlds.ts";

const file = anvilWith(fieldWorld);
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const calls = (plan: Plan) => plan.steps.map(describeStep);
const names = (plan: Plan) =>
  plan.steps.map(({ contract, function: fn }) => `${contract}.${fn.split("(")[0]}`);
const simulated = async (plan: Plan) => (await simulatePlan(file.anvil.rpc, plan)).ok;
const [owner, other, , validator] = accounts;
const slash = () => ({
  arena: file.world.at.arena,
  roundId: 1n,
  validator,
  amount: 10n ** 18n,
  recipient: other,
  reason: "moderation:block",
});

describe("plans against contracts in the field", () => {
  it("2, 3: pauses with pauseAll, the arena by itself, and does not pause the stake manager twice", async () => {
    const plan = await planPause(file.world.at, options());
    expect(names(plan)).toEqual(["SystemPause.pauseAll", "SelfPlayArena.pause"]);
    expect(plan.steps[0]?.changes).toHaveLength(8);
    expect(plan.steps[0]?.expects.filter(({ event }) => event === "Paused")).toHaveLength(8);
    expect(await simulated(plan)).toBe(true);
  });

  it("3: goes module by module when one is paused already, through SystemPause where the sender is no pauser", async () => {
    const { modules, at, system } = file.world;
    const [first, second] = modules;
    if (first === undefined || second === undefined) throw new Error("no modules");
    await send(first, "pause");
    await send(second, "transferOwnership", at.systemPause);
    const plan = await planPause({ systemPause: at.systemPause }, options());
    expect(plan.steps).toHaveLength(7);
    expect(plan.inPlace).toHaveLength(1);
    expect(plan.steps.map(({ via }) => via)).toEqual([await system.getAddress(), ...Array(6).fill(null)]);
    expect(await simulated(plan)).toBe(true);
  });

  it("3: goes module by module when a module does not obey SystemPause", async () => {
    const [first] = file.world.modules;
    if (first === undefined) throw new Error("no modules");
    await send(first, "setPauser", other);
    const plan = await planPause({ systemPause: file.world.at.systemPause }, options());
    expect(plan.steps).toHaveLength(8);
    expect(await simulated(plan)).toBe(true);
  });

  it("12: plans nothing for what is paused, so no EnforcedPause; unpauses the arena last", async () => {
    const { system, arena, at } = file.world;
    await send(system, "pauseAll");
    await send(arena, "pause");
    expect((await planPause(at, options())).steps).toEqual([]);
    expect(names(await planUnpause(at, options()))).toEqual([
      "SystemPause.unpauseAll",
      "SelfPlayArena.unpause",
    ]);
  });

  it("1: reports before it pauses, and refuses on a paused arena or stake manager", async () => {
    const { arena, stakes, at } = file.world;
    const plan = await planSlash({ ...slash(), systemPause: at.systemPause }, options());
    expect(names(plan)).toEqual([
      "SelfPlayArena.reportValidatorMisconduct",
      "SelfPlayArena.pause",
      "SystemPause.pauseAll",
    ]);
    expect(plan.warnings.map(({ code }) => code)).toEqual(["RECIPIENT_GETS_NOTHING"]);
    expect(await simulated(plan)).toBe(true);
    await send(stakes, "pause");
    expect(await errorCode(() => planSlash(slash(), options()))).toBe("MISCONDUCT_NEEDS_UNPAUSED");
    await send(arena, "pause");
    expect(await errorCode(() => planSlash(slash(), options()))).toBe("MISCONDUCT_NEEDS_UNPAUSED");
    const reopened = await planSlash({ ...slash(), reopen: true }, options());
    expect(names(reopened)).toEqual([
      "StakeManager.unpause",
      "SelfPlayArena.unpause",
      "SelfPlayArena.reportValidatorMisconduct",
      "SelfPlayArena.pause",
      "StakeManager.pause",
    ]);
    expect(await simulated(reopened)).toBe(true);
  });

  it("6, 7: sees before sending that the arena may not slash, or that the treasury blocks every slash", async () => {
    const { stakes } = file.world;
    await send(stakes, "seedTreasury", other);
    expect(await errorCode(() => planSlash(slash(), options()))).toBe("TREASURY_NOT_ALLOWED");
    await send(stakes, "seedDisputeModule", other);
    expect(await errorCode(() => planSlash(slash(), options()))).toBe("ARENA_MAY_NOT_SLASH");
  });

  it("4: refuses one split alone from the defaults and takes all three", async () => {
    const { arena } = file.world.at;
    expect(await errorCode(() => planParams({ arena, teacherSplit: 6_000n }, options()))).toBe(
      "SPLITS_DO_NOT_FIT",
    );
    const plan = await planParams(
      { arena, teacherSplit: 6_000n, studentSplit: 2_000n, validatorSplit: 2_000n },
      options(),
    );
    expect(await simulated(plan)).toBe(true);
  });

  it("5: never passes 100 percent on the way, and leaves equal values alone", async () => {
    const { stakes, at } = file.world;
    await send(stakes, "setFeePct", 50);
    await send(stakes, "setBurnPct", 50);
    const plan = await planParams(
      { stakeManager: at.stakeManager, feePct: 90n, burnPct: 10n, validatorRewardPct: 0n },
      options(),
    );
    expect(calls(plan)).toEqual(["StakeManager.setBurnPct(10)", "StakeManager.setFeePct(90)"]);
    expect(plan.inPlace.map(({ what }) => what)).toEqual(["validatorRewardPct"]);
    expect(await simulated(plan)).toBe(true);
  });

  it("5: shows that the validators' share of slashes changes along, and verifies it", async () => {
    const { stakeManager } = file.world.at;
    const plan = await planParams({ stakeManager, validatorRewardPct: 9n }, options());
    expect(plan.warnings.map(({ code }) => code)).toEqual(["SLASH_SHARE"]);
    expect(plan.steps[0]?.changes.map(({ what }) => what)).toEqual([
      "StakeManager.validatorRewardPct()",
      "StakeManager.validatorSlashRewardPct()",
    ]);
    expect((await executePlan(plan, operator(file.anvil.rpc).options)).verification.state).toHaveLength(2);
  });

  it("8: sets through executeGovernanceCall where SystemPause owns the stake manager, as its commander", async () => {
    const { stakes, at } = file.world;
    await send(stakes, "transferOwnership", at.systemPause);
    const plan = await planParams({ stakeManager: at.stakeManager, feePct: 4n }, options());
    expect(plan.sender).toBe(owner);
    expect(plan.steps[0]?.to).toBe(at.systemPause);
    expect(plan.steps[0]?.expects.map(({ event }) => event)).toEqual([
      "FeePctUpdated",
      "ParametersUpdated",
      "GovernanceCallExecuted",
    ]);
    expect(await simulated(plan)).toBe(true);
    const asStranger = await planParams(
      { stakeManager: at.stakeManager, feePct: 4n },
      { ...options(), sender: other },
    );
    const { steps } = await simulatePlan(file.anvil.rpc, asStranger);
    expect(steps[0]?.error).toBe("NotGovernance()");
    expect(steps[0]?.explanation).toContain(`commanded by ${owner}`);
  });

  it("8: never hands the arena to SystemPause", async () => {
    const { arena, systemPause } = file.world.at;
    expect(await errorCode(() => planRoles({ arena, transferArenaTo: systemPause }, options()))).toBe(
      "STRANDS_ARENA",
    );
    const plan = await planRoles({ arena, transferArenaTo: other }, options());
    expect(plan.warnings.map(({ code, ask }) => [code, ask])).toEqual([["OWNERSHIP", true]]);
    expect(await simulated(plan)).toBe(true);
  });

  it("9: refuses itself what the contracts refuse with a misleading error", async () => {
    const { arena } = file.world.at;
    const code = (request: object) => errorCode(() => planParams({ arena, ...request }, options()));
    expect(await code({ targetSuccessRate: 10_001n })).toBe("OUT_OF_RANGE");
    expect(await code({ teacherReward: 0n })).toBe("OUT_OF_RANGE");
    expect(await code({ teacherReward: 2n ** 200n })).toBe("OUT_OF_RANGE");
    expect(await code({ teacherSplit: 70_000n })).toBe("OUT_OF_RANGE");
  });

  it("knows a SystemPause that is a plain switch", async () => {
    const plain = await simplePause(file.world.signer);
    const systemPause = await plain.getAddress();
    const plan = await planPause({ systemPause }, options());
    expect(names(plan)).toEqual(["SystemPause.pause"]);
    expect(await simulated(plan)).toBe(true);
    await send(plain, "pause");
    expect((await planPause({ systemPause }, options())).inPlace).toHaveLength(1);
  });
});
