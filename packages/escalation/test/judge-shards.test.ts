import { readFileSync } from "node:fs";
import { fileErrors, nodeTextFiles } from "@mvcrs/files";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { seeded } from "@mvcrs/test-kit/random";
import { type DecodedBatch, decodeJsonl } from "@mvcrs/verifiers/input";
import { expect, it } from "vitest";
import {
  artifactPaths,
  configSchema,
  judgeInput,
  judgeShards,
  type MvcrsConfig,
  type MvcrsEvent,
  openJudging,
  resolve,
  rowsOfBatches,
  type ShardReport,
  withSession,
} from "../src/index.ts";
import { MemoryShards } from "./support/shards.ts";

// A trust lock is one for all metrics: which of two engages it hangs on the order between metrics, which shards do not keep.
const config = configSchema.parse({
  soft_clear_after: 3,
  max_auto_trust_locks_per_day: 0,
  metrics: { "m1*": { target: 5, tolerance: 0.01 } },
});
const start = Date.parse("2026-11-01T00:00:00Z");
const metrics = Array.from({ length: 14 }, (_, i) => `m${i}`);

/** Rows of many metrics as senders write them: mostly calm, now and then not, witnessed or not, and some of no use. */
function input(seed: number, rounds: number): string {
  const random = seeded(seed);
  const lines: string[] = ["no signal at all"];
  for (let round = 0; round < rounds; round++)
    for (const metric of metrics) {
      const observedAt = new Date(start + round * 600_000).toISOString();
      const value = 5 + (random() < 0.04 ? 4 * random() : 0.01 * random());
      const witnesses = ["a", "b", "c"].map((source) => ({ source, value: random() < 0.02 ? 9 : value }));
      const source = random() < 0.3 ? "other" : "s";
      lines.push(
        JSON.stringify({ metric, source, value, observedAt, ...(random() < 0.6 ? { witnesses } : {}) }),
      );
    }
  return `${lines.join("\n")}\n`;
}

const clock = () => Date.parse("2026-11-22T00:00:00.000Z");
const decode = (text: string): AsyncGenerator<DecodedBatch> =>
  decodeJsonl([Buffer.from(text)], { now: clock, source: "s" });
const eventsIn = (root: string): MvcrsEvent[] =>
  readFileSync(artifactPaths(root).log, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).event);
const byId = (events: readonly MvcrsEvent[]) => new Map(events.map((event) => [event.id, event]));

async function judgedAlone(text: string): Promise<MvcrsEvent[]> {
  const root = tempRoot();
  const session = await openJudging({ paths: artifactPaths(root), files: nodeTextFiles, clock });
  await judgeInput(session, { config, batches: decode(text), clock });
  await session.close();
  return eventsIn(root);
}

async function submitted(shards: MemoryShards, text: string): Promise<void> {
  const rowsOf = rowsOfBatches({ sender: "test", clock });
  for await (const batch of decode(text)) shards.submit(rowsOf(batch));
}

/** Judges until nothing waits; the clock runs, so that everything that is done from time to time is done. */
async function judgedInShards(
  root: string,
  shards: MemoryShards,
  {
    declared = config,
    ...more
  }: { readonly declared?: MvcrsConfig; readonly onTrouble?: (thrown: unknown) => void } = {},
): Promise<ShardReport> {
  const ending = new AbortController();
  let now = clock();
  let empty = 0;
  shards.whenEmpty = () => {
    if (++empty > 3) ending.abort();
  };
  return judgeShards({
    root: { paths: artifactPaths(root), files: nodeTextFiles, clock },
    ...{ shards, config: declared, signal: ending.signal, ...more },
    clock,
    elapsed: () => (now += 50),
    wait: async () => {
      now += 1_000;
    },
  });
}

it.each([1, 2])(
  "records what one judge records (seed %i), whatever is cut and however it is taken",
  async (seed) => {
    const text = input(seed, 30);
    const alone = byId(await judgedAlone(text));
    expect(alone.size).toBeGreaterThan(20);
    const root = tempRoot();
    const shards = new MemoryShards();
    shards.most = 10 * seed;
    await submitted(shards, text);
    const report = await judgedInShards(root, shards);
    const events = eventsIn(root);
    expect(report.events).toBe(events.length);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const without = ({ at: _, ...event }: MvcrsEvent) => event;
    for (const event of events) expect(without(event)).toEqual(without(alone.get(event.id) as MvcrsEvent));
    expect(events.length).toBe(alone.size);
  },
);

it("judges every row once in effect, though commits fail and everything since the last one is judged again", async () => {
  const text = input(4, 25);
  const alone = [...byId(await judgedAlone(text)).keys()].sort();
  const root = tempRoot();
  const shards = new MemoryShards();
  shards.most = 9;
  await submitted(shards, text);
  shards.beforeCommit = (n) => {
    if (n % 3 === 0 && !shards.wasEmpty) throw fileErrors.create("FILE_FAILED", { path: "x", reason: "EIO" });
  };
  let troubles = 0;
  const onTrouble = () => {
    troubles++;
  };
  await judgedInShards(root, shards, { onTrouble });
  expect(troubles).toBeGreaterThan(3);
  expect(
    eventsIn(root)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(alone);
});

it("goes on where another left off, and adds nothing when everything is sent again", async () => {
  const text = input(5, 25);
  const lines = text.split("\n");
  const alone = [...byId(await judgedAlone(text)).keys()].sort();
  const root = tempRoot();
  const shards = new MemoryShards();
  const half = lines.length / 2;
  await submitted(shards, `${lines.slice(0, half).join("\n")}\n`);
  await judgedInShards(root, shards);
  shards.takeAway();
  await submitted(shards, lines.slice(half).join("\n"));
  await judgedInShards(root, shards);
  expect(
    eventsIn(root)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(alone);
  // As after a restart that knows of no id any more: each series knows how far it was judged.
  const again = new MemoryShards();
  for (const stored of await shards.load(shards.shards))
    await again.commit([{ ...stored, snapshot: stored.snapshot ?? "", numbers: [], told: [] }]);
  await submitted(again, text);
  expect((await judgedInShards(root, again)).levels.none).toBe(0);
  expect(eventsIn(root)).toHaveLength(alone.length);
});

it("decides again on what people did meanwhile", async () => {
  const root = tempRoot();
  const shards = new MemoryShards();
  const line = (i: number, value: number) =>
    `${JSON.stringify({ metric: "m1", source: "s", value, observedAt: new Date(start + i * 3_600_000).toISOString() })}\n`;
  await submitted(shards, [5, 5, 9, 9, 9].map((value, i) => line(i, value)).join(""));
  await judgedInShards(root, shards);
  const [raised] = eventsIn(root);
  const by = { actor: "alice", reason: "done", now: clock() };
  await withSession({ paths: artifactPaths(root), files: nodeTextFiles, clock }, async (session) => {
    const challenge = session.state.challenges.get(raised?.id ?? "");
    if (challenge !== undefined) await session.record([resolve(challenge, "remediated", by)]);
  });
  await submitted(shards, line(9, 9));
  await judgedInShards(root, shards);
  const types = eventsIn(root).map(({ type }) => type);
  expect(types.at(-1)).toBe("challenge.raised");
  expect(types.filter((type) => type === "challenge.raised")).toHaveLength(2);
});

it("notices silence by the clock once nothing waits, and locks for what is critical twice", async () => {
  const root = tempRoot();
  const shards = new MemoryShards();
  const declared = configSchema.parse({
    metrics: { quiet: { max_staleness_seconds: 3600 }, loud: { target: 5, tolerance: 0.01 } },
  });
  const line = (metric: string, i: number, value: number) => {
    const witnesses = ["a", "b", "c"].map((source) => ({ source, value }));
    const observedAt = new Date(clock() - 36_000_000 + i * 600_000).toISOString();
    return `${JSON.stringify({ metric, source: "s", value, observedAt, witnesses })}\n`;
  };
  const values = [...Array.from({ length: 24 }, (_, i) => 5 + 0.001 * (i % 7)), 50, 50, 50, 50];
  await submitted(
    shards,
    `${line("quiet", 0, 5)}${values.map((value, i) => line("loud", i, value)).join("")}`,
  );
  await judgedInShards(root, shards, { declared });
  const events = eventsIn(root);
  expect(events.find((event) => "pattern" in event && event.pattern === "silence")).toMatchObject({
    signal: { metric: "quiet" },
  });
  expect(events.filter(({ type }) => type === "trust_lock.engaged")).toHaveLength(1);
  // Once: another worker that takes over knows of what was said.
  shards.takeAway();
  await judgedInShards(root, shards, { declared });
  expect(eventsIn(root)).toHaveLength(events.length);
});

it("lets a challenge about a source end once its reports can be used again, in whichever shard they are", async () => {
  const root = tempRoot();
  const shards = new MemoryShards();
  const good = (i: number) =>
    `${JSON.stringify({ metric: `m${i}`, source: "s", value: 1, observedAt: new Date(start + i * 1000).toISOString() })}\n`;
  await submitted(shards, `${good(0)}{"metric":1,"source":"s"}\n`);
  await judgedInShards(root, shards);
  expect(eventsIn(root)).toMatchObject([{ type: "challenge.raised", pattern: "unusable-reports" }]);
  await submitted(shards, [1, 2, 3].map(good).join(""));
  await judgedInShards(root, shards);
  expect(eventsIn(root).at(-1)).toMatchObject({ type: "challenge.resolved", resolution: "cleared" });
});

it("counts against nobody in particular what no row can be made of, and starts a shard over that cannot be read", async () => {
  const root = tempRoot();
  const shards = new MemoryShards();
  const odd = { key: "m1", sender: "x", once: false } as const;
  shards.submit([
    { ...odd, id: "1", kind: "c", body: "{}" },
    { ...odd, id: "2", kind: "p", body: "[]" },
    { ...odd, id: "3", kind: "c", body: '{"time":"2026-11-05T00:00:00Z","a":1,"b":2}' },
  ]);
  await judgedInShards(root, shards);
  expect(eventsIn(root)).toMatchObject([{ signal: { metric: "reports.input" }, level: "soft" }, {}, {}]);
  const notices: string[] = [];
  for (const shard of shards.shards)
    await shards.commit([{ shard, numbers: [], snapshot: "nonsense", parts: new Map(), told: [] }]);
  shards.takeAway();
  const ending = new AbortController();
  shards.whenEmpty = () => ending.abort();
  const notice = (text: string) => notices.push(text);
  const rooted = { paths: artifactPaths(root), files: nodeTextFiles, clock, notice };
  const how = { shards, config, signal: ending.signal, clock, elapsed: clock, wait: async () => {} };
  await judgeShards({ root: rooted, ...how });
  expect(notices).toHaveLength(shards.shards.length);
});

it("lets one process judge in a root", async () => {
  const root = tempRoot();
  const options = {
    paths: artifactPaths(root),
    files: nodeTextFiles,
    clock,
    lockTimeoutMs: 0,
  };
  const session = await openJudging(options);
  const how = {
    shards: new MemoryShards(),
    config,
    signal: new AbortController().signal,
    clock,
    elapsed: clock,
    wait: async () => {},
  };
  expect(await errorCode(() => judgeShards({ root: options, ...how }))).toBe("JUDGING_ELSEWHERE");
  await session.close();
});

/** A program with a fault: judging what is declared as `broken` throws. */
function faulty(): { readonly declared: MvcrsConfig; readonly thrown: () => number } {
  let times = 0;
  const declared = configSchema.parse({ ...config, metrics: { ...config.metrics, broken: { target: 5 } } });
  Object.defineProperty(declared.metrics["broken"], "target", {
    enumerable: true,
    get() {
      times++;
      throw new TypeError("nobody foresaw this");
    },
  });
  return { declared, thrown: () => times };
}

it("puts a row aside at which judging fails, and judges all others as if it had never been sent", async () => {
  const text = input(6, 8);
  const alone = [...byId(await judgedAlone(text)).keys()].sort();
  const lines = text.split("\n");
  const broken = [1, 2].map((value) =>
    JSON.stringify({ metric: "broken", source: "s", value, observedAt: "2026-11-01T00:00:00Z" }),
  );
  lines.splice(60, 0, broken[0] ?? "");
  lines.splice(120, 0, broken[1] ?? "");
  const root = tempRoot();
  const shards = new MemoryShards(2);
  await submitted(shards, lines.join("\n"));
  // No entry can hold this time; another program put it there.
  const foreign = {
    code: "ROW_NOT_JSON",
    line: 1,
    reason: "r",
    source: "q",
    observedAt: "2026-11-20T00:00:00Z",
  };
  const id = "5f7b1c1e-52a4-5c0e-9d5e-0d7d3c1f3a11";
  shards.submit([
    { id, key: "reports.q", kind: "p", sender: "x", body: JSON.stringify(foreign), once: true },
  ]);
  const { declared, thrown } = faulty();
  const troubles: unknown[] = [];
  await judgedInShards(root, shards, { declared, onTrouble: (trouble) => troubles.push(trouble) });
  expect(thrown()).toBeGreaterThan(0);
  expect(shards.aside.map(({ row, problem }) => [row.key, problem]).sort()).toEqual([
    ["broken", "nobody foresaw this"],
    ["broken", "nobody foresaw this"],
    ["reports.q", expect.stringContaining("observedAt")],
  ]);
  expect(troubles.length).toBeGreaterThan(0);
  expect(
    eventsIn(root)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(alone);
});

it("ends where too much would stand aside: then it is the program that is at fault", async () => {
  const shards = new MemoryShards();
  shards.mostAside = 0;
  await submitted(shards, '{"metric":"broken","source":"s","value":1,"observedAt":"2026-11-01T00:00:00Z"}\n');
  const { declared } = faulty();
  await expect(judgedInShards(tempRoot(), shards, { declared })).rejects.toThrow("nobody foresaw this");
});
