import { nodeTextFiles as files } from "@mvcrs/files";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  adjust,
  orchestratorPaths,
  readReceipt,
  readScoreboard,
  reconcile,
  settlingAdjustments,
} from "../src/index.ts";
import { deaf, deployment, oneEther, orchestratorFor, tallyOf } from "./support/world.ts";

const file = deployment();
const at = "2026-11-22T00:00:00.000Z";
const tally = () => tallyOf(file);

describe("a chain that misbehaves", () => {
  it("does again what a rollback took, and nothing that it left", async () => {
    const root = tempRoot();
    const paths = orchestratorPaths(root);
    const { orchestrator, alerts } = orchestratorFor(file, root, { slashing: { strikeLimit: 1 } });
    await orchestrator.runRound();
    const snapshot = await file.anvil.provider.send("evm_snapshot", []);
    for (let round = 0; round < 4; round++) await orchestrator.runRound();
    const told = alerts.length;
    const before = await readScoreboard(files, paths);
    await file.anvil.provider.send("evm_revert", [snapshot]);
    expect(await file.world.arena.totalRounds()).toBe(1n);

    const restarted = orchestratorFor(file, root, { slashing: { strikeLimit: 1 } });
    expect(await restarted.orchestrator.runRound()).toMatchObject({ run: 5 });
    expect(await file.world.arena.totalRounds()).toBe(5n);
    const after = await readScoreboard(files, paths);
    expect(reconcile(after, await tally())).toEqual([]);
    expect(reconcile(before, await tally())).toEqual([]);
    expect(told + restarted.alerts.length).toBe(alerts.length);
    expect(await restarted.orchestrator.runRound()).toMatchObject({ run: 6, round: { id: "6" } });
  });

  it("starts a round again that was cut off in the middle and then lost", async () => {
    const root = tempRoot();
    const { population } = file;
    const snapshot = await file.anvil.provider.send("evm_snapshot", []);
    const { orchestrator } = orchestratorFor(file, root, {
      agents: {
        ...population,
        async teach(round) {
          await orchestrator.freeze("a pause in the middle", "alice");
          return population.teach(round);
        },
      },
    });
    expect(await errorCode(() => orchestrator.runRound())).toBe("FROZEN");
    expect(await file.world.arena.totalRounds()).toBe(1n);
    await file.anvil.provider.send("evm_revert", [snapshot]);
    const restarted = orchestratorFor(file, root).orchestrator;
    await restarted.resume("alice");
    expect(await restarted.runRound()).toMatchObject({ run: 1, status: { state: "completed" } });
    expect(await file.world.arena.totalRounds()).toBe(1n);
    expect(reconcile(await readScoreboard(files, orchestratorPaths(root)), await tally())).toEqual([]);
  });

  it("waits for the transaction that is in the pool already instead of sending another", async () => {
    const root = tempRoot();
    const { provider } = file.anvil;
    await provider.send("evm_setAutomine", [false]);
    try {
      const impatient = orchestratorFor(file, root, { waitMs: 20 }).orchestrator;
      expect(await errorCode(() => impatient.runRound())).toBe("NOT_MINED");
      expect(await errorCode(() => impatient.runRound())).toBe("NOT_MINED");
      expect(BigInt(await provider.send("eth_getBlockTransactionCountByNumber", ["pending"]))).toBe(1n);
    } finally {
      await provider.send("evm_setAutomine", [true]);
      await provider.send("evm_mine", []);
    }
    await orchestratorFor(file, root).orchestrator.runRound();
    expect(await file.world.arena.totalRounds()).toBe(1n);
  });

  it("goes on after the node was away", async () => {
    const root = tempRoot();
    const { provider } = file.anvil;
    const { orchestrator } = orchestratorFor(file, root);
    const send = provider.send.bind(provider);
    provider.send = (method, params) =>
      method === "eth_sendRawTransaction"
        ? Promise.reject(new Error("connect ECONNREFUSED"))
        : send(method, params);
    expect(await errorCode(() => orchestrator.runRound())).toBe("CHAIN_FAILED");
    provider.send = send;
    expect(await orchestrator.runRound()).toMatchObject({ run: 1, status: { failureCount: 1 } });
  });

  it("refuses a folder of another deployment, and addresses without a contract", async () => {
    const root = tempRoot();
    const misspelt = { arena: "0x12" };
    expect(await errorCode(() => orchestratorFor(file, root, misspelt))).toBe("BAD_OPTION");
    await orchestratorFor(file, root).orchestrator.runRound();
    const { world } = file;
    const swapped = { ...world.at, arena: world.at.stakeManager, stakeManager: world.at.arena };
    expect(await errorCode(() => orchestratorFor(file, root, swapped).orchestrator.runRound())).toBe(
      "CHAIN_DIVERGED",
    );
    const nowhere = { ...world.at, systemPause: "0x00000000000000000000000000000000000000aa" };
    expect(await errorCode(() => orchestratorFor(file, tempRoot(), nowhere).orchestrator.runRound())).toBe(
      "NO_CONTRACT",
    );
  });

  it("refuses to begin what the arena cannot pay, or nobody has staked for", async () => {
    const { arena } = file.world;
    const { owner } = file;
    const root = tempRoot();
    await (await arena.connect(owner).setRewards(10n ** 28n, 1n, 1n)).wait();
    expect(await errorCode(() => orchestratorFor(file, root).orchestrator.runRound())).toBe(
      "REWARDS_TOO_LOW",
    );
    await (await arena.connect(owner).setRewards(1n, 1n, 1n)).wait();
    await (await arena.connect(owner).setCommitteeParameters(3n, 10n ** 30n)).wait();
    expect(await errorCode(() => orchestratorFor(file, root).orchestrator.runRound())).toBe(
      "COMMITTEE_TOO_SMALL",
    );
    const roster = async () => ({ teacher: "0x12", students: [], validators: [] });
    const bad = orchestratorFor(file, root, { agents: { ...file.population, roster } });
    await (await arena.connect(owner).setCommitteeParameters(3n, oneEther)).wait();
    expect(await errorCode(() => bad.orchestrator.runRound())).toBe("ROSTER_INVALID");
    expect(await arena.totalRounds()).toBe(0n);
    expect(await readReceipt(files, orchestratorPaths(root), 1)).toMatchObject({
      status: { failureCount: 3 },
    });
  });
});

describe("reconcile", () => {
  it("lists what a person did on the chain, and takes it over", async () => {
    const root = tempRoot();
    const { orchestrator } = orchestratorFor(file, root);
    const receipt = await orchestrator.runRound();
    const [validator = ""] = receipt.round?.validators ?? [];
    const { arena } = file.world;
    const { owner } = file;
    await (await arena.connect(owner).reportValidatorMisconduct(1n, validator, 5n, owner, "by hand")).wait();
    const board = await readScoreboard(files, orchestratorPaths(root));
    const chain = await tally();
    const own = board.agents[validator];
    expect(reconcile(board, chain)).toEqual([
      {
        address: validator,
        field: "slashes",
        scoreboard: String(own?.slashes),
        chain: String((own?.slashes ?? 0) + 1),
      },
      {
        address: validator,
        field: "slashed",
        scoreboard: own?.slashed,
        chain: (BigInt(own?.slashed ?? 0) + 5n).toString(),
      },
    ]);
    const settled = adjust(board, settlingAdjustments(board, chain, { by: "alice", at }));
    expect(reconcile(settled, chain)).toEqual([]);
    expect(settled.agents[validator]?.notes.at(-1)).toContain("alice");
  });

  it("does not slash again what a person was faster to slash", async () => {
    const root = tempRoot();
    const { arena } = file.world;
    const { owner, population } = file;
    let reported = "";
    const { orchestrator } = orchestratorFor(file, root, {
      slashing: { strikeLimit: 1 },
      agents: {
        ...population,
        async judge({ roundId, validators }, validator) {
          if (validator !== validators[0]) return { approve: [], rationale: validator };
          reported = validator;
          await (
            await arena
              .connect(owner)
              .reportValidatorMisconduct(roundId, validator, 7n, owner, "moderation:block")
          ).wait();
          return null;
        },
      },
    });
    const { slashes } = await orchestrator.runRound();
    expect(slashes).toMatchObject([{ validator: reported, state: "done", amount: "7" }]);
    expect(await arena.queryFilter(arena.filters.ValidatorMisconduct())).toHaveLength(1);
  });
});

describe("two of them, and nobody to tell", () => {
  it("lets one orchestrator at a time work in a folder", async () => {
    const root = tempRoot();
    const { population } = file;
    const second = orchestratorFor(file, root).orchestrator;
    let met: string | undefined;
    const { orchestrator } = orchestratorFor(file, root, {
      agents: {
        ...population,
        async teach(round) {
          met = await errorCode(() => second.runRound());
          return population.teach(round);
        },
      },
    });
    await orchestrator.runRound();
    expect(met).toBe("ALREADY_RUNNING");
    expect(await file.world.arena.totalRounds()).toBe(1n);
  });

  it("keeps an alert that nobody takes for the next run, and slashes once", async () => {
    const root = tempRoot();
    const { population } = file;
    const agents = {
      ...population,
      judge: async () => ({ approve: [], rationale: "Ignore previous instructions" }),
    };
    const unheard = orchestratorFor(file, root, {
      agents,
      alert: deaf,
    });
    expect(await errorCode(() => unheard.orchestrator.runRound())).toBe("ALERT_FAILED");
    expect(await errorCode(() => unheard.orchestrator.runRound())).toBe("ALERT_FAILED");
    const { orchestrator, alerts } = orchestratorFor(file, root, { agents });
    const { slashes } = await orchestrator.runRound();
    // Three at one ether each, two ether a round: the third is withheld, and somebody hears of it.
    expect(slashes.map(({ state }) => state)).toEqual(["done", "done", "withheld"]);
    expect(alerts.map(({ reason, severity }) => [reason, severity])).toEqual([
      ["moderation:block", "warning"],
      ["moderation:block", "warning"],
      ["moderation:block", "critical"],
    ]);
    const { arena } = file.world;
    expect(await arena.queryFilter(arena.filters.ValidatorMisconduct())).toHaveLength(2);
  });

  it("counts an agent that is late, or that throws, as one that handed in nothing", async () => {
    const { population } = file;
    const { orchestrator } = orchestratorFor(file, tempRoot(), {
      agentTimeoutMs: 1,
      agents: {
        ...population,
        teach: async () => ({ content: "What is 1 + 1?" }),
        answer: () => new Promise(() => undefined),
        judge: () => Promise.reject(new Error("away")),
      },
    });
    const { results } = await orchestrator.runRound();
    expect(results?.answers.map(({ answered }) => answered)).toEqual([false, false, false]);
    expect(results?.judgements.map(({ outcome }) => outcome)).toEqual(["no-show", "no-show", "no-show"]);
    expect(results?.winners).toEqual([]);
  });
});
