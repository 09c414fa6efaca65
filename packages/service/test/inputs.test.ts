import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { describe, expect, it } from "vitest";
import { type Input, Inputs } from "../src/index.ts";

const empty: DecodedBatch = { signals: [], problems: [], rows: 0, bytes: 0 };
const time = Date.parse("2026-11-22T00:00:00Z");
const batch = (metric: string, value: number): DecodedBatch => ({
  ...empty,
  signals: [{ metric, source: "s", value, time, observedAt: "2026-11-22T00:00:00.000Z" }],
  rows: 1,
});
const hanging = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
const world = {
  clock: () => time,
  wait: async (_milliseconds: number, signal: AbortSignal) => {
    if (!signal.aborted) await new Promise((turn) => setImmediate(turn));
  },
  failed: () => undefined,
};

function input(
  name: string,
  batches: (opened: number, signal: AbortSignal) => AsyncGenerator<DecodedBatch>,
): Input {
  let opened = 0;
  return { name, open: async (signal) => batches(++opened, signal) };
}

/** What came until `enough` says so; `idle` for an empty batch. */
async function taken(inputs: Inputs, enough: (seen: readonly string[]) => boolean): Promise<string[]> {
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const { signals } of inputs.batches(stop.signal)) {
    seen.push(signals.map(({ metric, value }) => `${metric}${value}`).join() || "idle");
    if (enough(seen)) stop.abort();
  }
  return seen;
}

describe("several inputs as one", () => {
  it("yields all of each in its order, and an empty batch only once none has more", async () => {
    const of = (name: string, count: number) =>
      input(name, async function* (_opened, signal) {
        for (let value = 0; value < count; value++) yield batch(name, value);
        yield empty;
        await hanging(signal);
      });
    const inputs = new Inputs({ ...world, inputs: [of("a", 3), of("b", 5)] });
    const seen = await taken(inputs, (so) => so.at(-1) === "idle");
    expect(seen.filter((one) => one.startsWith("a"))).toEqual(["a0", "a1", "a2"]);
    expect(seen.filter((one) => one.startsWith("b"))).toEqual(["b0", "b1", "b2", "b3", "b4"]);
    expect(seen.indexOf("idle")).toBe(8);
    await inputs.close();
  });

  it("asks an input for its next batch only once the one before was worked off, and goes on where it was left", async () => {
    let asked = 0;
    const inputs = new Inputs({
      ...world,
      inputs: [
        input("a", async function* () {
          for (;;) yield batch("a", asked++);
        }),
      ],
    });
    expect(await taken(inputs, (so) => so.length === 2)).toEqual(["a0", "a1"]);
    expect(await taken(inputs, (so) => so.length === 2)).toEqual(["a2", "a3"]);
    await inputs.close();
    expect(asked).toBeLessThanOrEqual(5);
  });

  it("opens one that fails again, holds up none of the others, and shows it until it works", async () => {
    const problems: string[] = [];
    const inputs = new Inputs({
      ...world,
      failed: (name, problem) => problems.push(`${name}: ${problem}`),
      inputs: [
        input("bad", async function* (opened, signal) {
          if (opened < 3) throw new TypeError(`no ${opened}`);
          yield batch("bad", opened);
          await hanging(signal);
        }),
        input("good", async function* (_opened, signal) {
          yield batch("good", 1);
          yield empty;
          await hanging(signal);
        }),
      ],
    });
    const seen = await taken(inputs, (so) => so.includes("bad3"));
    expect(seen).toContain("good1");
    expect(problems).toEqual(["bad: no 1", "bad: no 2"]);
    expect(inputs.health()).toMatchObject([
      { name: "bad", state: "open", problem: null, signals: 1 },
      { name: "good", state: "open", signals: 1, lastSignal: time },
    ]);
    await inputs.close();
  });

  it("ends with the signal while its inputs have endless more", async () => {
    let closed = false;
    const inputs = new Inputs({
      ...world,
      inputs: [
        input("a", async function* () {
          try {
            for (let value = 0; ; value++) yield batch("a", value);
          } finally {
            closed = true;
          }
        }),
      ],
    });
    await taken(inputs, (so) => so.length === 50);
    await inputs.close();
    expect(closed).toBe(true);
  });
});
