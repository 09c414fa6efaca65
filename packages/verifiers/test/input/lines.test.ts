import fc from "fast-check";
import { expect, it } from "vitest";
import { readLines } from "../../src/input/lines.ts";
import { chunked } from "./collect.ts";

async function read(bytes: string | Uint8Array, size: number, cap?: number) {
  const lines: (string | undefined)[] = [];
  const problems: [string, number][] = [];
  for await (const block of readLines(chunked(bytes, size), cap)) {
    expect(block.firstLine).toBe(lines.length + 1);
    lines.push(...block.lines);
    problems.push(...block.problems.map(({ code, line }): [string, number] => [code, line]));
  }
  return { lines, problems };
}

it("gives the same lines however the bytes are cut", async () => {
  const line = fc
    .string({ unit: "grapheme", maxLength: 12 })
    .map((text) => text.replaceAll(/[\r\n\ufeff]/g, ""));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      async (texts, size) => {
        const { lines, problems } = await read(`${texts.join("\n")}\n`, size);
        expect(lines).toEqual(texts);
        expect(problems).toEqual([]);
      },
    ),
  );
});

it("drops carriage returns and a byte-order mark, and keeps a last line without newline", async () => {
  expect((await read("\ufeffa\r\nb\r\nc", 1000)).lines).toEqual(["a", "b", "c"]);
});

it.each([1, 3, 64])("names the line that is not UTF-8 and keeps the others (chunks of %i)", async (size) => {
  const bytes = new Uint8Array([...Buffer.from("one\ntw"), 0xff, ...Buffer.from("o\nthree\n")]);
  const { lines, problems } = await read(bytes, size);
  expect(lines).toEqual(["one", undefined, "three"]);
  expect(problems).toEqual([["ROW_NOT_UTF8", 2]]);
});

it.each([1, 5, 16, 1000])(
  "refuses a line beyond the cap and keeps the others (chunks of %i)",
  async (size) => {
    const { lines, problems } = await read(`ok\n${"x".repeat(40)}\nfine\n${"y".repeat(11)}`, size, 10);
    expect(lines).toEqual(["ok", undefined, "fine", undefined]);
    expect(problems).toEqual([
      ["ROW_TOO_LONG", 2],
      ["ROW_TOO_LONG", 4],
    ]);
  },
);

it("holds no more than the cap of a line that never ends", async () => {
  const chunk = new Uint8Array(1 << 20).fill(120);
  function* endless() {
    for (let i = 0; i < 1024; i++) yield chunk;
  }
  const before = process.memoryUsage().arrayBuffers;
  let problems = 0;
  for await (const block of readLines(endless())) problems += block.problems.length;
  expect(problems).toBe(1);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
});
