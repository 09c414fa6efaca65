import { nodeTextFiles as files } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import {
  orchestratorPaths,
  readReceipt,
  readScoreboard,
  rebuildScoreboard,
  reconcile,
  simulatedPopulation,
} from "../src/index.ts";
import { mortal } from "./support/mortal.ts";
import { deployment, orchestratorFor, tallyOf } from "./support/world.ts";

// Run 1 of this seed slashes somebody: the effects of a slash are among those that the process dies at.
const file = deployment(simulatedPopulation({ seed: 1, honest: 1, abusive: 4, students: 1 }));

it.each(["before", "after"] as const)(
  "killed %s any effect, it goes on: no round, slash or alert twice",
  async (when) => {
    let kills = 0;
    for (let last = 1; ; last++) {
      const snapshot = await file.anvil.provider.send("evm_snapshot", []);
      const root = tempRoot();
      const paths = orchestratorPaths(root);
      const world = await mortal(file.anvil.url, last, when);
      const doomed = orchestratorFor(file, root, world.options);
      await doomed.orchestrator.runRound().catch(() => undefined);
      world.close();

      const { orchestrator, alerts } = orchestratorFor(file, root);
      if (world.died) await orchestrator.runRound();
      const board = await readScoreboard(files, paths);
      // A death after the very last write leaves nothing to finish, and the call above runs the second round.
      const rounds = board.lastRun;
      expect(await file.world.arena.totalRounds()).toBe(BigInt(rounds));
      const misconduct = await file.world.arena.queryFilter(file.world.arena.filters.ValidatorMisconduct());
      const receipts = [];
      for (let run = 1; run <= rounds; run++) receipts.push(await readReceipt(files, paths, run));
      const known = receipts.flatMap((receipt) => receipt ?? []);
      const slashes = known.flatMap(({ slashes }) => slashes);
      expect(slashes.length).toBeGreaterThan(0);
      expect(misconduct.map(({ transactionHash }) => transactionHash)).toEqual(
        slashes.flatMap(({ state, transaction }) => (state === "done" ? [transaction] : [])),
      );
      const unpaid = known.flatMap((receipt) => receipt.unpaid.filter(({ alert }) => alert === "done"));
      expect(new Set([...world.alerted, ...alerts.map(({ id }) => id)]).size).toBe(
        slashes.length + unpaid.length,
      );
      const chain = await tallyOf(file);
      expect(reconcile(board, chain)).toEqual([]);
      expect(rebuildScoreboard(board, known, board.updatedAt).agents).toMatchObject(
        Object.fromEntries(
          Object.entries(board.agents).map(([key, { wins, losses, slashes }]) => [
            key,
            { wins, losses, slashes },
          ]),
        ),
      );
      await file.anvil.provider.send("evm_revert", [snapshot]);
      if (!world.died) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(25);
  },
);
