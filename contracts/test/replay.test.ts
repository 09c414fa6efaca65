import { afterAll, describe, expect, it } from "vitest";
import {
  SelfPlayArena__factory,
  StakeManager__factory,
  StakeToken__factory,
  SystemPause__factory,
} from "../src/index.ts";
import { hre } from "../tools/hre.ts";

const chain = await hre.network.connect();
const { provider } = chain.ethers;
const [owner, orchestrator, teacher, ...others] = await chain.ethers.getSigners();
if (owner === undefined || orchestrator === undefined || teacher === undefined)
  throw new Error("no accounts");

afterAll(() => chain.close());

const deploy = async () => {
  const token = await new StakeToken__factory(owner).deploy(owner, 10n ** 30n);
  const stakes = await new StakeManager__factory(owner).deploy(owner, token, 10n ** 18n, 7n * 86_400n);
  const arena = await new SelfPlayArena__factory(owner).deploy(owner, token, stakes);
  const system = await new SystemPause__factory(owner).deploy(owner, [arena, stakes]);
  await arena.setPauserManager(system);
  await stakes.setPauserManager(system);
  await system.refreshPausers();
  return { token, stakes, arena, system };
};

describe("the events of the contracts", () => {
  it("carry the whole parameter set, so that an auditor can replay it from the logs alone", async () => {
    const { arena, stakes, system, token } = await deploy();
    await arena.setRewards(1n, 2n, 3n);
    await arena.setCommitteeParameters(5n, 6n);
    await arena.setRewardSplits(6000, 2000, 2000);
    await arena.setTargetSuccessRateBps(7000n);
    await arena.setFeePool(token);
    await stakes.setFeePct(4n);
    await stakes.setBurnPct(5n);
    await stakes.setValidatorRewardPct(6n);
    await stakes.setMinStake(7n);
    await stakes.setUnbondingPeriod(8n);
    await stakes.setFeePool(token);
    await arena.setOrchestrator(orchestrator, true);
    await arena.setOrchestrator(teacher, true);
    await arena.setOrchestrator(orchestrator, false);
    await system.pauseAll();
    await stakes.unpause();

    const last = (await arena.queryFilter(arena.filters.ParametersUpdated())).at(-1);
    expect([...(last?.args ?? [])]).toEqual([
      await arena.baseTeacherReward(),
      await arena.baseStudentReward(),
      await arena.baseValidatorReward(),
      await arena.committeeSize(),
      await arena.validatorStake(),
      await arena.targetSuccessRateBps(),
      await arena.teacherRewardSplitBps(),
      await arena.studentRewardSplitBps(),
      await arena.validatorRewardSplitBps(),
      await arena.feePool(),
    ]);
    const lastOfStakes = (await stakes.queryFilter(stakes.filters.ParametersUpdated())).at(-1);
    expect([...(lastOfStakes?.args ?? [])]).toEqual([7n, 8n, 4n, 5n, 6n, await token.getAddress()]);

    const orchestrators = new Set<string>();
    for (const { args } of await arena.queryFilter(arena.filters.OrchestratorUpdated()))
      orchestrators[args.allowed ? "add" : "delete"](args.orchestrator);
    expect([...orchestrators]).toEqual([teacher.address]);
    expect(await arena.orchestrators(teacher)).toBe(true);

    const states = (await provider.getLogs({ address: await stakes.getAddress(), fromBlock: 0 }))
      .map((log) => stakes.interface.parseLog(log)?.name)
      .filter((name) => name === "Paused" || name === "Unpaused");
    expect(states).toEqual(["Paused", "Unpaused"]);
  });

  it("tell a whole round, a slash while paused and who is owed what", async () => {
    const { arena, stakes, token } = await deploy();
    await stakes.setDisputeModule(arena);
    await stakes.setValidatorLockManager(arena, true);
    await arena.setCommitteeParameters(1n, 10n ** 18n);
    await token.transfer(arena, 10n ** 24n);
    const validator = others[0];
    if (validator === undefined) throw new Error("no validator");
    await token.transfer(validator, 10n ** 19n);
    await token.connect(validator).approve(stakes, 10n ** 19n);
    await stakes.connect(validator).depositStake(1, 10n ** 19n);
    await stakes.connect(validator).consentToLocks(arena, 10n ** 19n, 2n ** 64n - 1n);
    await arena.startRound(teacher, 1n, 1n);
    await arena.registerValidator(1n, validator, 1n);
    await arena.pause();
    await stakes.pause();
    await arena.reportValidatorMisconduct(1n, validator, 10n ** 18n, teacher, "moderation:block");
    await arena.unpause();
    await stakes.unpause();
    await arena.closeRound(1n);
    await arena.finaliseRound(1n, [], []);

    const owed = new Map<string, bigint>();
    for (const { args } of await arena.queryFilter(arena.filters.RewardCredited()))
      owed.set(args.account, (owed.get(args.account) ?? 0n) + args.amount);
    for (const [account, amount] of owed) expect(await arena.owedTo(account)).toBe(amount);
    expect(owed.get(teacher.address)).toBe(10n ** 20n);
    expect(owed.has(validator.address)).toBe(false);
    expect((await stakes.queryFilter(stakes.filters.StakeSlashed()))[0]?.args.recipientShare).toBe(
      10n ** 18n,
    );
  });
});
