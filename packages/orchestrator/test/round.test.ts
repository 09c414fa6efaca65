import { nodeTextFiles as files } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { orchestratorPaths, readReceipt, readScoreboard, reconcile } from "../src/index.ts";
import { deployment, orchestratorFor, tallyOf } from "./support/world.ts";

const file = deployment();

it("runs rounds from start to payment, slashes what moderation blocks, and agrees with the chain", async () => {
  const root = tempRoot();
  const paths = orchestratorPaths(root);
  const { orchestrator, alerts } = orchestratorFor(file, root, { slashing: { strikeLimit: 2 } });
  const receipts = [];
  for (let round = 0; round < 12; round++) receipts.push(await orchestrator.runRound());

  expect(await file.world.arena.totalRounds()).toBe(12n);
  for (const receipt of receipts) {
    expect(receipt.status).toMatchObject({ state: "completed", phase: "done", failureCount: 0 });
    expect(await readReceipt(files, paths, receipt.run)).toEqual(receipt);
    const { finalised, winners } = await file.world.arena.getRound(BigInt(receipt.round?.id ?? 0));
    expect(finalised).toBe(true);
    expect([...winners]).toEqual(receipt.results?.winners);
    expect(receipt.timings.scoreboard?.parameters?.validatorStake).toBe("1000000000000000000");
  }
  const lines = receipts.flatMap(({ status }) => status.logs);
  expect(lines.some((line) => line.startsWith("validator slashed: moderation:block"))).toBe(true);
  expect(lines.some((line) => /^validator slashed: auto-slash:/.test(line))).toBe(true);
  const slashes = receipts.flatMap(({ slashes }) => slashes);
  const about = alerts.map(({ reason, participant }) => `${reason} ${participant}`);
  const unpaid = receipts.flatMap((receipt) => receipt.unpaid.filter(({ alert }) => alert === "done"));
  expect(about.sort()).toEqual(
    [
      ...slashes.map(({ reason, validator }) => `${reason} ${validator}`),
      ...unpaid.map(({ reason, account }) => `${reason} ${account}`),
    ].sort(),
  );
  // Misconduct does not pay, and neither does work that never came.
  for (const { payments, slashes: taken, unpaid: without } of receipts) {
    const paid = new Set(payments.map(({ account }) => account));
    for (const { validator, state } of taken) if (state === "done") expect(paid.has(validator)).toBe(false);
    for (const { account } of without) expect(paid.has(account)).toBe(false);
  }
  expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);

  const board = await readScoreboard(files, paths);
  expect(board).toMatchObject({ lastRun: 12, rounds: 12, open: null, frozen: null });
  const chain = await tallyOf(file);
  expect(reconcile(board, chain)).toEqual([]);
  const paid = receipts.flatMap(({ payments }) => payments);
  expect(paid.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(await file.world.arena.totalOwed());
});
