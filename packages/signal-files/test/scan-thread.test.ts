import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { type ScannedBlock, scanLines } from "@mvcrs/verifiers/scan";
import { expect, it } from "vitest";
import { scanFileInThread } from "../src/internal/scan-thread.ts";
import { mixed } from "./support/mixed.ts";

const unreadable = (reason: string) => new Error(`unreadable: ${reason}`);

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
