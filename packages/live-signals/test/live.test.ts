import { errorCode } from "@mvcrs/test-kit";
import { metricConfigSchema } from "@mvcrs/verifiers";
import { Interface } from "ethers";
import { describe, expect, it } from "vitest";
import { accounts, anvilWith } from "../../owner-ops/test/support/anvil.ts";
import { fieldWorld, ownWorld, send } from "../../owner-ops/test/support/worlds.ts";
import { openLiveSource } from "../src/index.ts";
import { count, ether, judged, lying, named, reportOf } from "./support/world.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const deployment = () => ({ ...file.world.own.at, fromBlock: 0n });
const alpha = () => named(file.anvil.rpc, "alpha");
const beta = () => named(file.anvil.rpc, "beta");
const stakeSelector = new Interface(["function validatorStake()"]).encodeFunctionData("validatorStake");
const [, newcomer, , validator] = accounts;

describe("a deployment as signals", () => {
  it("gives parameters, splits, fees, stakes, pause states, roles and counts, each witnessed by every endpoint", async () => {
    const { signals } = await judged({ deployment: deployment(), endpoints: [alpha(), beta()] });
    const shown = signals.map(
      ({ metric, value, unit, witnesses }) => `${metric} ${value} ${unit} ${witnesses?.length ?? 0}`,
    );
    expect(shown).toMatchInlineSnapshot(`
      [
        "arena.baseTeacherReward 100 ether 2",
        "arena.baseStudentReward 50 ether 2",
        "arena.baseValidatorReward 50 ether 2",
        "arena.validatorStake 1 ether 2",
        "arena.slashCapPerRound 1 ether 2",
        "arena.slashCapPerDay 5 ether 2",
        "arena.rewardCapPerDay 20000 ether 2",
        "arena.committeeSize 1 count 2",
        "arena.targetSuccessRateBps 6000 bps 2",
        "arena.teacherRewardSplitBps 5000 bps 2",
        "arena.studentRewardSplitBps 2500 bps 2",
        "arena.validatorRewardSplitBps 2500 bps 2",
        "arena.totalRounds 1 count 2",
        "arena.paused 0 flag 2",
        "stakeManager.feePct 0 percent 2",
        "stakeManager.burnPct 0 percent 2",
        "stakeManager.validatorRewardPct 0 percent 2",
        "stakeManager.minStake 1 ether 2",
        "stakeManager.totalStaked 10 ether 2",
        "stakeManager.rewardReserve 0 ether 2",
        "stakeManager.unbondingPeriod 604800 seconds 2",
        "stakeManager.paused 0 flag 2",
        "systemPause.paused 0 flag 2",
        "arena.roundsFinalised 0 count 2",
        "arena.slashes 0 count 2",
        "arena.recentSlashes 0 count 2",
        "arena.slashedStake 0 ether 2",
        "arena.orchestrators 0 count 2",
        "stakeManager.lockManagers 1 count 2",
        "deployment.ownerChanges 3 count 2",
        "live.endpoints 2 count 0",
        "live.contradictions.alpha 0 count 0",
        "live.contradictions.beta 0 count 0",
        "live.disputed 0 count 0",
      ]
    `);
    expect(new Set(signals.map(({ source }) => source))).toEqual(new Set(["evm:31337"]));
    expect(signals[0]?.witnesses?.map(({ source, operator }) => [source, operator])).toEqual([
      ["evm:31337:alpha", "alpha"],
      ["evm:31337:beta", "beta"],
    ]);
  });

  it("passes over what a deployed contract does not have", async () => {
    const { signals } = await judged({
      deployment: { ...file.world.field.at, fromBlock: 0n },
      endpoints: [alpha()],
    });
    const metrics = signals.map(({ metric }) => metric);
    expect(metrics).toContain("arena.validatorStake");
    expect(metrics).not.toContain("systemPause.paused");
  });
});

describe("who lies", () => {
  const report = () => Promise.resolve(reportOf({ "arena.validatorStake": ether(1n) }));
  const metric = "arena.validatorStake";

  it("names the endpoint that forges answers as outvoted, and raises nothing against the honest report", async () => {
    const liar = lying(beta(), stakeSelector, 10n ** 21n);
    const { of, signals } = await judged({ deployment: deployment(), endpoints: [alpha(), liar], report });
    const { level, verdicts } = of(metric, "orchestrator.scoreboard");
    expect(level).toBe("none");
    expect(verdicts.consensus).toMatchObject({ status: "voted", expected: 1, outvoted: ["evm:31337:beta"] });
    expect(of("live.contradictions.beta", "evm:31337").signal.value).toBe(1);
    expect(of("live.contradictions.alpha", "evm:31337").signal.value).toBe(0);
    // Of two endpoints that contradict each other neither speaks for the chain.
    expect(signals.filter((signal) => signal.metric === metric)).toHaveLength(1);
  });

  it("says it the same whichever endpoint is named first", async () => {
    const liar = lying(alpha(), stakeSelector, 10n ** 21n);
    const { of } = await judged({ deployment: deployment(), endpoints: [liar, beta()], report });
    expect(of(metric, "orchestrator.scoreboard").verdicts.consensus).toMatchObject({
      expected: 1,
      outvoted: ["evm:31337:alpha"],
    });
  });

  it("sees a forged scoreboard: both endpoints say otherwise, and the receipts cannot save it", async () => {
    const forged = () => Promise.resolve(reportOf({ [metric]: ether(9n) }));
    const { of } = await judged({ deployment: deployment(), endpoints: [alpha(), beta()], report: forged });
    expect(of(metric, "orchestrator.scoreboard")).toMatchObject({
      level: "soft",
      // One verifier voted, and there is none that it dissents from.
      dissent: null,
      pattern: "false-report",
      verdicts: { consensus: { expected: 1, outvoted: ["orchestrator.receipts"] } },
    });
  });

  it("sees wins that nobody won, also where they were only moved", async () => {
    const forged = () =>
      Promise.resolve(
        reportOf({ [`scoreboard.wins.${newcomer.toLowerCase()}`]: count(4n) }, { receipts: new Map() }),
      );
    const { of } = await judged({ deployment: deployment(), endpoints: [alpha(), beta()], report: forged });
    const { verdicts } = of(`scoreboard.wins.${newcomer.toLowerCase()}`, "orchestrator.scoreboard");
    expect(verdicts.consensus).toMatchObject({ status: "voted", expected: 0, deviation: 1 });
  });

  it("sees a parameter changed behind the committee's back, though the report is honest", async () => {
    await send(file.world.own.arena, "setCommitteeParameters", 1n, 7n * 10n ** 18n);
    const { of } = await judged(
      { deployment: deployment(), endpoints: [alpha(), beta()] },
      { metrics: { "arena.validatorStake": metricConfigSchema.parse({ target: 1 }) } },
    );
    expect(of(metric, "evm:31337").verdicts).toMatchObject({
      policy: { status: "voted", expected: 1, deviation: 6 },
      consensus: { status: "voted", expected: 7, deviation: 0 },
    });
  });
});

describe("what happens between two looks", () => {
  it("is looked at block by block where an owner did something: a change that was taken back is seen", async () => {
    const { arena } = file.world.own;
    const source = await openLiveSource({ deployment: deployment(), endpoints: [alpha(), beta()] });
    await source.poll();
    await send(arena, "setCommitteeParameters", 1n, 7n * 10n ** 18n);
    await send(arena, "setCommitteeParameters", 1n, 10n ** 18n);
    await send(arena, "setOrchestrator", newcomer, true);
    const { signals } = await source.poll();
    const seen = (name: string) => signals.filter(({ metric }) => metric === name).map(({ value }) => value);
    expect(seen("arena.validatorStake")).toEqual([7, 1, 1]);
    expect(seen("arena.orchestrators")).toEqual([0, 0, 1]);
  });

  it("counts each event once, over a saved cursor and over a reorganisation", async () => {
    const { arena } = file.world.own;
    const { rpc } = file.anvil;
    const recipient = accounts[2];
    const open = (cursor?: unknown) =>
      openLiveSource({ deployment: deployment(), endpoints: [alpha()], cursor });
    const slashes = async (source: Awaited<ReturnType<typeof open>>) =>
      (await source.poll()).signals.findLast(({ metric }) => metric === "arena.slashes")?.value;
    const source = await open();
    expect(await slashes(source)).toBe(0);
    const fork = await rpc.request("evm_snapshot", []);
    await send(arena, "reportValidatorMisconduct", 1n, validator, 10n ** 17n, recipient, "moderation:block");
    expect(await slashes(source)).toBe(1);
    expect(await slashes(source)).toBe(1);
    const again = await open(JSON.parse(JSON.stringify(source.snapshot())));
    expect(await slashes(again)).toBe(1);

    // The slash is gone; two others stand in blocks of their own.
    await rpc.request("evm_revert", [fork]);
    await rpc.request("evm_increaseTime", [100]);
    for (let index = 0; index < 2; index += 1)
      await send(arena, "reportValidatorMisconduct", 1n, validator, 10n ** 16n, recipient, `again ${index}`);
    expect(await slashes(source)).toBe(2);
    expect(await slashes(again)).toBe(2);
  });

  it("starts over where the chain is another one as far back as it remembers", async () => {
    const { rpc } = file.anvil;
    const source = await openLiveSource({ deployment: deployment(), endpoints: [alpha()] });
    const fork = await rpc.request("evm_snapshot", []);
    for (let round = 0; round < 3; round += 1) {
      await rpc.request("anvil_mine", ["0x96"]);
      await source.poll();
    }
    await rpc.request("evm_revert", [fork]);
    await rpc.request("evm_increaseTime", [7]);
    await rpc.request("anvil_mine", ["0x5"]);
    const { signals } = await source.poll();
    expect(signals.find(({ metric }) => metric === "stakeManager.lockManagers")?.value).toBe(1);
  });

  it("reads a report at the block it is about, and waits for one that is ahead", async () => {
    const { arena } = file.world.own;
    const head = BigInt(String(await file.anvil.rpc.request("eth_blockNumber", [])));
    await send(arena, "setCommitteeParameters", 1n, 7n * 10n ** 18n);
    const about = (block: bigint) => () =>
      Promise.resolve(reportOf({ "arena.validatorStake": ether(1n) }, { block }));
    const { of } = await judged({
      deployment: deployment(),
      endpoints: [alpha(), beta()],
      report: about(head),
    });
    expect(of("arena.validatorStake", "orchestrator.scoreboard").level).toBe("none");
    expect(of("arena.validatorStake", "evm:31337").signal.value).toBe(7);
    const notices: string[] = [];
    const ahead = await openLiveSource({
      deployment: deployment(),
      endpoints: [alpha()],
      report: about(head + 100n),
      notice: (text) => notices.push(text),
    });
    expect((await ahead.poll()).signals.some(({ source }) => source === "orchestrator.scoreboard")).toBe(
      false,
    );
    expect(notices.join()).toContain(String(head + 100n));
  });
});

describe("endpoints that fail", () => {
  const dead = (label: string) => ({
    label,
    request: () => Promise.reject(new Error("connection refused")),
  });

  it("goes on with those that answer, and says so by a signal", async () => {
    const notices: string[] = [];
    const { signals } = await judged({
      deployment: deployment(),
      endpoints: [alpha(), dead("gone")],
      notice: (text) => notices.push(text),
    });
    expect(signals.find(({ metric }) => metric === "live.endpoints")?.value).toBe(1);
    expect(notices.join()).toContain("gone: connection refused");
  });

  it("leaves out the one on another branch", async () => {
    const other = `0x${"ab".repeat(32)}`;
    const forked = {
      label: "forked",
      async request(method: string, params: readonly unknown[]) {
        const answer = await file.anvil.rpc.request(method, params);
        return method === "eth_getBlockByNumber" && typeof answer === "object"
          ? { ...answer, hash: other }
          : answer;
      },
    };
    const notices: string[] = [];
    const { signals } = await judged({
      deployment: deployment(),
      endpoints: [alpha(), beta(), forked],
      notice: (text) => notices.push(text),
    });
    expect(signals.find(({ metric }) => metric === "live.endpoints")?.value).toBe(2);
    expect(notices.join()).toContain("forked: has another block");
  });

  it("refuses what cannot work, by code", async () => {
    const at = deployment();
    const code = (options: Partial<Parameters<typeof openLiveSource>[0]>) =>
      errorCode(() => openLiveSource({ deployment: at, endpoints: [alpha()], ...options }));
    const elsewhere = {
      ...beta(),
      request: async (method: string, params: readonly unknown[]) =>
        method === "eth_chainId" ? "0x1" : file.anvil.rpc.request(method, params),
    };
    expect(await code({ endpoints: [] })).toBe("LIVE_NO_ENDPOINT");
    expect(await code({ endpoints: [dead("a"), dead("b")] })).toBe("LIVE_ALL_FAILED");
    expect(await code({ endpoints: [alpha(), elsewhere] })).toBe("LIVE_CHAINS_DIFFER");
    expect(await code({ deployment: { ...at, arena: validator } })).toBe("LIVE_NO_CONTRACT");
    expect(await code({ cursor: { version: 2 } })).toBe("LIVE_CURSOR_INVALID");
    expect(await code({ endpoints: [{ ...alpha(), request: async () => "nonsense" }] })).toBe(
      "LIVE_ALL_FAILED",
    );
  });

  it("gives the reason where an endpoint names a head that it does not give", async () => {
    const forgetful = {
      ...alpha(),
      request: async (method: string, params: readonly unknown[]) =>
        method === "eth_getBlockByNumber" && params[0] !== "latest"
          ? null
          : file.anvil.rpc.request(method, params),
    };
    const source = await openLiveSource({ deployment: deployment(), endpoints: [forgetful] });
    await expect(source.poll()).rejects.toMatchObject({
      code: "LIVE_ALL_FAILED",
      details: { problems: [expect.stringMatching(/^alpha: .*gives no block \d+$/)] },
    });
  });
});
