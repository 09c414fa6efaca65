import { nodeTextFiles as files } from "@mvcrs/files";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { orchestratorPaths, readReceipt, readScoreboard } from "../src/index.ts";
import { deployment, orchestratorFor } from "./support/world.ts";

const file = deployment();

describe("freeze", () => {
  it.each(["arena", "stakes", "system"] as const)(
    "freezes itself while the %s is paused, until a person resumes",
    async (part) => {
      const root = tempRoot();
      const paths = orchestratorPaths(root);
      const { orchestrator, alerts } = orchestratorFor(file, root);
      await orchestrator.runRound();
      const { world, owner } = file;
      if (part === "system") await (await world.system.connect(owner).pauseAll()).wait();
      else await (await world[part].connect(owner).pause()).wait();

      expect(await errorCode(() => orchestrator.runRound())).toBe("FROZEN");
      expect(await errorCode(() => orchestrator.runRound())).toBe("FROZEN");
      expect(alerts.map(({ reason }) => reason)).toEqual(["freeze:paused"]);
      expect((await readScoreboard(files, paths)).frozen).toMatchObject({
        by: "orchestrator",
        refusedRounds: 2,
      });
      expect(await errorCode(() => orchestrator.resume("on-call"))).toBe("NOT_CLEAR");

      if (part === "system") await (await world.system.connect(owner).unpauseAll()).wait();
      else await (await world[part].connect(owner).unpause()).wait();
      // The end of a pause is not a word from a person.
      expect(await errorCode(() => orchestrator.runRound())).toBe("FROZEN");
      expect(await world.arena.totalRounds()).toBe(1n);
      await orchestrator.resume("on-call");
      expect((await orchestrator.runRound()).run).toBe(2);
      expect(await readScoreboard(files, paths)).toMatchObject({ frozen: null, lastRun: 2 });
    },
  );

  it("freezes while a trust lock is on", async () => {
    let locked = true;
    const { orchestrator, alerts } = orchestratorFor(file, tempRoot(), { isTrustLocked: async () => locked });
    expect(await errorCode(() => orchestrator.runRound())).toBe("FROZEN");
    expect(await errorCode(() => orchestrator.resume("on-call"))).toBe("NOT_CLEAR");
    locked = false;
    await orchestrator.resume("on-call");
    await orchestrator.runRound();
    expect(alerts.map(({ reason }) => reason)).toEqual(["freeze:trust-lock"]);
  });

  it("stops in the middle of a round for a person's freeze, and finishes that round afterwards", async () => {
    const root = tempRoot();
    const { population } = file;
    const { orchestrator } = orchestratorFor(file, root, {
      agents: {
        ...population,
        async teach(round) {
          await orchestrator.freeze("looking into it", "alice");
          return population.teach(round);
        },
      },
    });
    expect(await errorCode(() => orchestrator.runRound())).toBe("FROZEN");
    const { arena } = file.world;
    expect((await arena.getRound(1n)).finalised).toBe(false);
    expect(await orchestrator.frozen()).toMatchObject({ by: "alice", reasons: ["looking into it"] });
    expect(await readScoreboard(files, orchestratorPaths(root))).toMatchObject({
      open: { run: "run-000001", failures: 1, last: { code: "FROZEN" } },
    });
    const after = orchestratorFor(file, root).orchestrator;
    await after.resume("alice");
    expect(await after.runRound()).toMatchObject({ run: 1, status: { state: "completed", failureCount: 1 } });
    expect(await arena.totalRounds()).toBe(1n);
    expect((await arena.getRound(1n)).finalised).toBe(true);
  });

  it("refuses to start without the role, and starts once it is granted again", async () => {
    const root = tempRoot();
    const { orchestrator } = orchestratorFor(file, root);
    const { arena } = file.world;
    const { owner } = file;
    const account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    await (await arena.connect(owner).setOrchestrator(account, false)).wait();
    expect(await errorCode(() => orchestrator.runRound())).toBe("NOT_AN_ORCHESTRATOR");
    expect(await errorCode(() => orchestrator.runRound())).toBe("NOT_AN_ORCHESTRATOR");
    await (await arena.connect(owner).setOrchestrator(account, true)).wait();
    const receipt = await orchestrator.runRound();
    expect(receipt).toMatchObject({ run: 1, status: { failureCount: 2 } });
    expect(await readReceipt(files, orchestratorPaths(root), 1)).toEqual(receipt);
  });
});
