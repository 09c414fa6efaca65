// The log against what the machine does without it: ratios measured in one run.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLog, verifyLog } from "../packages/chain/dist/index.js";

const MILLION = 1_000_000;
const chain = fileURLToPath(new URL("../packages/chain/dist/index.js", import.meta.url));
const say = (text: string) => process.stdout.write(`${text}\n`);
const limit = (what: string, value: number, bound: number, unit: string) =>
  say(`${value <= bound ? "ok  " : "MISS"} ${what}: ${value.toFixed(2)}${unit} (at most ${bound}${unit})`);
const floor = (what: string, value: number, bound: number) =>
  say(`${value >= bound ? "ok  " : "MISS"} ${what}: ${value.toFixed(2)} (at least ${bound})`);

/** An event that makes an entry of some 300 bytes. */
const event = (n: number) => ({
  actor: "mvcrs",
  at: "2026-11-22T00:00:00.000Z",
  deviation: 0.0712345 + n / 1e9,
  id: `3f2b8c1e-0d2c-4a57-9a55-${String(n).padStart(12, "0")}`,
  level: "soft",
  metric: "arena.validatorStake",
  type: "challenge.raised",
});

function* events(count: number) {
  for (let n = 0; n < count; n++) yield event(n);
}

async function seconds(action: () => unknown): Promise<number> {
  const started = performance.now();
  await action();
  return (performance.now() - started) / 1000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Rounds in turn, so that a busy neighbour slows both sides; the medians are compared. */
async function compare(rounds: number, ours: () => Promise<unknown>, theirs: () => Promise<unknown>) {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    times[1].push(await seconds(theirs));
    times[0].push(await seconds(ours));
  }
  return { ours: median(times[0]), theirs: median(times[1]) };
}

async function fill(path: string, count: number): Promise<void> {
  await using log = await openLog({ path });
  await log.appendAll(events(count));
}

async function verification(path: string): Promise<void> {
  const { ours, theirs } = await compare(
    5,
    () => verifyLog({ path }),
    async () => execFileSync("sha256sum", [path]),
  );
  limit("verify 1 M entries / sha256sum", ours / theirs, 3, "x");
  say(`     verify ${ours.toFixed(2)} s, sha256sum ${theirs.toFixed(2)} s`);
}

/** The peak memory of a process that does nothing but verify. */
function memory(path: string, what: string): void {
  const script = `import { verifyLog } from ${JSON.stringify(chain)};
    const { ok, count } = await verifyLog({ path: ${JSON.stringify(path)} });
    console.log(JSON.stringify({ ok, count, mb: process.resourceUsage().maxRSS / 1024 }));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  const { ok, mb } = JSON.parse(stdout);
  limit(`peak memory, verify ${what}${ok ? "" : " (NOT OK)"}`, mb, 200, " MB");
}

async function batches(root: string): Promise<void> {
  const groups = Array.from({ length: 200 }, (_, group) =>
    Array.from({ length: 1_000 }, (_, n) => event(group * 1_000 + n)),
  );
  // The same lines, as a plain writer has them: made from the events, one write each, one sync a batch.
  const lines = (group: readonly object[]) =>
    group.map((one, seq) => Buffer.from(`${JSON.stringify({ event: one, prev: "0".repeat(64), seq })}\n`));
  const plain = await open(join(root, "plain"), "w");
  const whole = await open(join(root, "whole"), "w");
  const made = await open(join(root, "made"), "w");
  await using log = await openLog({ path: join(root, "batches.jsonl") });
  const times: Record<"log" | "line" | "whole" | "made", number[]> = {
    log: [],
    line: [],
    whole: [],
    made: [],
  };
  for (const group of groups) {
    times.line.push(
      await seconds(async () => {
        for (const line of lines(group)) await plain.write(line);
        await plain.datasync();
      }),
    );
    times.whole.push(
      await seconds(async () => {
        await whole.write(Buffer.concat(lines(group)));
        await whole.datasync();
      }),
    );
    const bytes = Buffer.concat(lines(group));
    times.made.push(
      await seconds(async () => {
        await made.write(bytes);
        await made.datasync();
      }),
    );
    times.log.push(await seconds(() => log.appendAll(group)));
  }
  await Promise.all([plain.close(), whole.close(), made.close()]);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  // All the batches, with what the log does between them (its meta file and index), against all of theirs.
  for (const [name, what] of [
    ["line", "one plain write a line"],
    ["whole", "one write of the joined lines"],
  ] as const)
    floor(`batches of 1000, bytes/s against ${what} + fdatasync`, sum(times[name]) / sum(times.log), 0.5);
  // Nothing but the disk: the bytes were made before.
  const bare = sum(times.made) / sum(times.log);
  floor("batches of 1000, bytes/s against one write of bytes made before + fdatasync (goal)", bare, 0.35);
}

async function single(root: string): Promise<void> {
  const plain = await open(join(root, "single"), "w");
  const line = Buffer.alloc(300, 0x61);
  await using log = await openLog({ path: join(root, "single.jsonl") });
  let n = 0;
  const { ours, theirs } = await compare(
    2_000,
    () => log.append(event(n++)),
    async () => {
      await plain.write(line);
      await plain.datasync();
    },
  );
  await plain.close();
  limit("one durable append / one write + fdatasync", ours / theirs, 1.5, "x");
  say(`     append ${(ours * 1e6).toFixed(0)} us, write + fdatasync ${(theirs * 1e6).toFixed(0)} us`);
}

async function opening(small: string, large: string): Promise<void> {
  const openOnce = async (path: string) => (await openLog({ path })).close();
  const { ours, theirs } = await compare(
    60,
    () => openOnce(large),
    () => openOnce(small),
  );
  limit("open + close at 1 M entries / at 1 k entries", ours / theirs, 1.5, "x");
}

/** Proofs in a process of their own, the first one cold: not what the garbage of this one costs. */
function proofs(path: string): void {
  const script = `import { openLog } from ${JSON.stringify(chain)};
    await using log = await openLog({ path: ${JSON.stringify(path)} });
    const times = [];
    for (let i = 0; i < 50; i++) {
      const started = performance.now();
      await log.proveInclusion((i * 19_997) % ${MILLION});
      times.push(performance.now() - started);
    }
    console.log(JSON.stringify(times));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  const times: number[] = JSON.parse(stdout);
  limit("an inclusion proof at 1 M entries (median of 50)", median(times), 5, " ms");
  limit("the slowest of 50, the first and cold one among them", Math.max(...times), 5, " ms");
}

const root = mkdtempSync(join(tmpdir(), "chain-bench-"));
try {
  const [small, large, huge] = ["1k.jsonl", "1m.jsonl", "5m.jsonl"].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await fill(small, 1_000);
  const filled = await seconds(() => fill(large, MILLION));
  say(`     filled 1 M entries in ${filled.toFixed(1)} s`);
  await verification(large);
  memory(large, "1 M entries");
  await opening(small, large);
  proofs(large);
  await single(root);
  await batches(root);
  await fill(huge, 5 * MILLION);
  memory(huge, "5 M entries");
} finally {
  rmSync(root, { recursive: true, force: true });
}
