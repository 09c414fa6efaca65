import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorCode, readsTypeScript, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { executePlan, formatPlan, planParams } from "../src/index.ts";
import { openJournal } from "../src/internal/execute/journal.ts";
import { accounts, anvilWith, keys } from "./support/anvil.ts";
import { operator } from "./support/operator.ts";
import { ownWorld } from "./support/worlds.ts";

const file = anvilWith(ownWorld);
const script = fileURLToPath(new URL("support/killed-operator.ts", import.meta.url));
const nonce = async () =>
  Number(await file.anvil.rpc.request("eth_getTransactionCount", [accounts[0], "latest"]));

/** The signal that ended it, or null when it got through. */
async function runUntil(
  effect: number,
  planPath: string,
  folder: string,
  compiled: string,
): Promise<string | null> {
  const child = spawn(process.execPath, [script, file.anvil.url, planPath, folder, String(effect)], {
    // Started once for every effect, so what the first one has compiled serves the others.
    env: { ...process.env, TEST_KEY: keys[0], NODE_COMPILE_CACHE: compiled },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [, signal] = await once(child, "exit");
  return typeof signal === "string" ? signal : null;
}

// The process that is killed is a TypeScript file.
it.skipIf(!readsTypeScript)(
  "goes on after kill -9 at each effect of each step, and sends nothing twice",
  async () => {
    const { arena, stakes, at } = file.world;
    const compiled = tempRoot();
    let kills = 0;
    for (let effect = 1; ; effect++) {
      const folder = tempRoot();
      const planPath = join(folder, "plan.json");
      const snapshot = await file.anvil.rpc.request("evm_snapshot", []);
      const before = await nonce();
      const plan = await planParams(
        { ...at, teacherReward: 7n, feePct: 4n },
        { rpc: file.anvil.rpc, now: () => 0 },
      );
      writeFileSync(planPath, formatPlan(plan));
      const signal = await runUntil(effect, planPath, folder, compiled);
      if (signal === null) break;
      expect(signal).toBe("SIGKILL");
      kills++;
      // The lock of the dead process does not stand in the way of the next run.
      const { options, events } = operator(file.anvil.rpc, { journalFolder: folder });
      const { verification } = await executePlan(plan, options);
      expect(verification.ok).toBe(true);
      expect(await nonce()).toBe(before + plan.steps.length);
      expect([await arena.baseTeacherReward(), await stakes.feePct()]).toEqual([7n, 4n]);
      // Whatever was recorded twice has the same id, so that the log shows one intent and one execution.
      const recorded = [...linesOf(join(folder, "events")), ...events.map(({ type, id }) => `${type} ${id}`)];
      expect(new Set(recorded).size).toBe(2);
      await file.anvil.rpc.request("evm_revert", [snapshot]);
    }
    expect(kills).toBeGreaterThan(15);
  },
);

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n").slice(0, -1);
  } catch {
    return [];
  }
}

it("cuts a torn last line off its journal, and refuses one that is damaged before that", async () => {
  const folder = tempRoot();
  const journal = await openJournal(folder, "a");
  await journal.append({ type: "intended", at: "t", seq: 1 });
  await journal.append({ type: "executed", at: "t", seq: 2 });
  await journal.close();
  const whole = readFileSync(journal.path, "utf8");
  const firstLine = whole.indexOf("\n") + 1;
  for (let length = firstLine; length < whole.length; length++) {
    writeFileSync(journal.path, whole.slice(0, length));
    const again = await openJournal(folder, "a");
    expect(again.entries()).toHaveLength(1);
    await again.append({ type: "executed", at: "t", seq: 2 });
    await again.close();
    expect(readFileSync(journal.path, "utf8")).toBe(whole);
  }
  truncateSync(journal.path, firstLine - 5);
  appendFileSync(journal.path, "}\n");
  expect(await errorCode(() => openJournal(folder, "a"))).toBe("JOURNAL_UNREADABLE");
});
