import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { openLog, verifyLog } from "../src/index.ts";
import { bundleScript } from "./support/bundle-script.ts";
import { collect } from "./support/collect.ts";

const ROUNDS = 200;

/** A process that has loaded everything and waits for its turn, so that the rounds do not wait for start-up. */
function prepare(script: string, path: string, round: number): ChildProcess {
  const style = round % 2 === 0 ? "batch" : "single";
  return spawn(process.execPath, [script, path, style], { stdio: ["pipe", "pipe", "inherit"] });
}

it(`loses nothing acknowledged in ${ROUNDS} rounds of SIGKILL, and verifies clean after each`, async () => {
  const root = tempRoot();
  const path = join(root, "events.jsonl");
  const script = await bundleScript("appender.ts", root);
  const acknowledged = new Map<number, string>();
  // A fixed sequence of moments, so that a failure can be looked at again: some acknowledgements, then some bytes more.
  let seed = 20261122;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  const waiting = [prepare(script, path, 0), prepare(script, path, 1)];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const child = waiting.shift();
      if (child?.stdout === null || child?.stdout === undefined) throw new Error("no process to kill");
      waiting.push(prepare(script, path, round + 2));
      const acks = random(12);
      const spins = random(4_000);
      let heard = "";
      const exited = once(child, "exit");
      child.stdout.on("data", (chunk: Buffer) => {
        heard += chunk.toString();
        if (heard.split("\n").length - 2 < acks) return;
        let spin = 0;
        while (spin < spins * 100) spin++;
        child.kill("SIGKILL");
      });
      child.stdin?.write("go\n");
      await Promise.all([exited, once(child.stdout, "close")]);
      // The last line may have been cut in the pipe, which acknowledges nothing.
      for (const line of heard.split("\n").slice(0, -1)) {
        const [word, seq, hash = ""] = line.split(" ");
        if (word !== "ack") continue;
        expect(acknowledged.has(Number(seq)), `number ${seq} was given out twice`).toBe(false);
        acknowledged.set(Number(seq), hash);
      }
      const log = await openLog({ path });
      for (const [seq, hash] of acknowledged)
        if (seq >= log.head().count) expect.fail(`${seq} ${hash} is missing`);
      await log.close();
      const report = await verifyLog({ path });
      expect(report.findings).toEqual([]);
    }
  } finally {
    for (const child of waiting) child.kill("SIGKILL");
  }
  await using log = await openLog({ path, create: false });
  const entries = await collect(log.entries());
  for (const [seq, hash] of acknowledged) expect(entries[seq]?.leafHash).toBe(hash);
  expect(acknowledged.size).toBeGreaterThan(ROUNDS);
});
