import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { type ScannedBlock, scanLines } from "@mvcrs/verifiers/scan";
import { expect, it } from "vitest";
import { bundledMain as main } from "../scripts/is-fresh.ts";
import { scanFileInThread } from "../src/scan-thread.ts";
import { mvcrs } from "./support/cli.ts";

const unreadable = (reason: string) => new Error(`unreadable: ${reason}`);
const line = (n: number, more: object = {}) =>
  JSON.stringify({
    metric: `m${n % 50}`,
    source: "s",
    value: n % 997 === 0 ? 1e6 : 100 + (n % 7),
    observedAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 50) * 60_000).toISOString(),
    witnesses: [{ source: "w1", value: 100 + (n % 7) }],
    ...more,
  });

/** Signals, and now and then a line of another kind; more than a dozen chunks of it. */
function mixed(): Buffer {
  const lines = Array.from({ length: 60_000 }, (_, n) => {
    if (n % 5_000 === 1) return "";
    if (n % 5_000 === 2) return "no JSON";
    if (n % 5_000 === 3) return line(n, { labels: { zone: "é" } });
    if (n % 5_000 === 4) return `{"ts":"2026-01-01T00:00:00Z","wide":${n}}`;
    return line(n);
  });
  lines[20_000] = `"${"x".repeat(1_200_000)}"`;
  return Buffer.concat([
    Buffer.from(lines.slice(0, 40_000).join("\n")),
    Buffer.from([10, 0xc3, 0x28, 10]),
    Buffer.from(lines.slice(40_000).join("\n")),
  ]);
}

it("gives the signals and lines that scanning here gives", async () => {
  const path = join(tempRoot(), "in.jsonl");
  const bytes = mixed();
  writeFileSync(path, bytes);
  for (const options of [{}, { unfinished: "drop", maxLineBytes: 2_000_000 } as const]) {
    const flat = async (blocks: AsyncIterable<ScannedBlock>) => {
      const signals: unknown[] = [];
      const odd: [number, number, string][] = [];
      let tooLong = 0;
      for await (const block of blocks) {
        for (const { before, lines, bytes: text } of block.odd)
          odd.push([signals.length + before, lines, createHash("sha256").update(text).digest("hex")]);
        signals.push(...block.signals);
        if (block.afterTooLong) tooLong += 1;
      }
      return { signals, odd, tooLong };
    };
    const here = await flat(scanLines([bytes], options));
    expect(here.signals.length).toBeGreaterThan(59_000);
    expect(await flat(scanFileInThread(path, options, unreadable))).toEqual(here);
  }
});

async function first(blocks: AsyncIterable<ScannedBlock>): Promise<ScannedBlock | undefined> {
  for await (const block of blocks) return block;
  return undefined;
}

it("says when the file cannot be read, and ends when it is left early", async () => {
  const root = tempRoot();
  mkdirSync(join(root, "folder"));
  for (const name of ["folder", "missing"])
    await expect(first(scanFileInThread(join(root, name), {}, unreadable))).rejects.toThrow("unreadable: E");
  const path = join(root, "in.jsonl");
  writeFileSync(path, mixed());
  const blocks = scanFileInThread(path, {}, unreadable);
  expect(await first(blocks)).toBeDefined();
  expect(await blocks.next()).toEqual({ done: true, value: undefined });
});

it("leaves the log that the same signals leave through a pipe", async () => {
  const root = tempRoot();
  const bytes = mixed();
  expect(bytes.length).toBeGreaterThan(8 * 1024 * 1024);
  const folders = ["file", "pipe"].map((name) => {
    mkdirSync(join(root, name));
    return join(root, name);
  });
  writeFileSync(join(root, "in.jsonl"), bytes);
  const stdin = (async function* () {
    yield bytes;
  })();
  const words = ["run", "--json", "--source", "same", "--now", "2026-11-22T00:00:00Z", "--signals"];
  const ran = [
    await mvcrs(folders[0] ?? "", [...words, "../in.jsonl"]),
    await mvcrs(folders[1] ?? "", [...words, "-", "--format", "jsonl"], { stdin }),
  ];
  const [file, pipe] = ran.map(({ exitCode, json }) => {
    const { changed: _, ...rest } = json();
    return { exitCode, ...rest };
  });
  expect(file).toMatchObject({
    exitCode: 0,
    unusable: { by_code: { ROW_NOT_JSON: 12, ROW_TOO_LONG: 1, ROW_NOT_UTF8: 1 } },
  });
  expect(file).toEqual(pipe);
  const state = folders.map((folder) =>
    readdirSync(join(folder, "state")).map((name) => [
      name,
      readFileSync(join(folder, "state", name), "latin1"),
    ]),
  );
  expect(state[0]).toEqual(state[1]);
  expect(String(state[0]?.find(([name]) => name === "challenge_events.jsonl")?.[1]).length).toBeGreaterThan(
    1_000,
  );
});

it("ends with the error, thread and all, where the log cannot be opened", () => {
  const root = tempRoot();
  writeFileSync(join(root, "in.jsonl"), mixed());
  mkdirSync(join(root, "state"));
  writeFileSync(join(root, "state/challenge_events.jsonl"), "not a log\n");
  // A process of its own, and no limit of time: one that hung would be the test's time-out.
  const ran = spawnSync(process.execPath, [main, "run", "--signals", "in.jsonl", "--json"], {
    cwd: root,
    encoding: "utf8",
  });
  expect([ran.status, JSON.parse(ran.stdout).error.code]).toEqual([1, "LOG_LINE_NOT_CANONICAL"]);
});
