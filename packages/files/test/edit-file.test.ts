import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { textFiles } from "../src/index.ts";
import { faultyFiles, memoryFiles } from "../src/testing.ts";

const path = "/table/rows.csv";

async function table(text: string) {
  const disk = memoryFiles();
  const files = textFiles(disk);
  await files.write(path, text);
  return { disk, files };
}

describe("a file that is edited", () => {
  it("is as if its text had been edited, wherever, and whatever the letters", async () => {
    const letters = ["a", "é", "\n", "日", "😀"];
    const text = letters.join("");
    const bytes = (to: number) => Buffer.byteLength(letters.slice(0, to).join(""));
    for (let from = 0; from <= letters.length; from++)
      for (let to = from; to <= letters.length; to++)
        for (let next = to; next <= letters.length; next++)
          for (const put of ["", "ü", "xyz"]) {
            const { files } = await table(text);
            const old = (a: number, b: number) => letters.slice(a, b).join("");
            const edits = [
              { at: bytes(from), old: old(from, to), text: put },
              { at: bytes(next), old: old(next, letters.length), text: "!" },
            ];
            expect(await files.edit(path, Buffer.byteLength(text), edits)).toBe(true);
            expect(await files.read(path)).toBe(`${old(0, from)}${put}${old(to, next)}!`);
          }
  });

  it("is copied in chunks where it is large", async () => {
    const line = `${"x".repeat(99)}\n`;
    const { files } = await table(line.repeat(30_000));
    const edits = [
      { at: 100, old: "x", text: "first" },
      { at: 2_999_900, old: line, text: "last\n" },
    ];
    expect(await files.edit(path, 3_000_000, edits)).toBe(true);
    const text = (await files.read(path)) ?? "";
    expect([text.length, text.slice(95, 110), text.slice(-8)]).toEqual([
      3_000_000 + 4 - 95,
      "xxxx\nfirstxxxxx",
      "xx\nlast\n",
    ]);
  });

  it.each([
    ["has another length", 8, []],
    ["has another text there", 7, [{ at: 2, old: "c", text: "x" }]],
    ["ends before", 7, [{ at: 6, old: "\ne", text: "x" }]],
  ])("stays as it is where it %s", async (_why, size, edits) => {
    const { files } = await table("a,b\nc,d");
    expect(await files.edit(path, size, edits)).toBe(false);
    expect(await files.read(path)).toBe("a,b\nc,d");
    expect(await files.edit("/table/none", 0, [])).toBe(false);
  });

  it("is the old or the new one at whatever step the disk fails, and nothing else is left", async () => {
    let failed = 0;
    for (const operation of ["open", "read", "write", "sync", "rename"] as const)
      for (let nth = 1; nth < 5; nth++) {
        const { disk, files } = await table("one\ntwo\n");
        const faulty = faultyFiles(disk, { operation, nth, written: 0.5 });
        const edits = [{ at: 4, old: "two", text: "three" }];
        const code = await errorCode(() => textFiles(faulty).edit(path, 8, edits));
        expect(code).toBe(faulty.struck() ? "FILE_FAILED" : undefined);
        expect(await files.list("/table")).toEqual(["rows.csv"]);
        // A folder that cannot be synced has the new name all the same.
        const texts = faulty.struck() ? ["one\ntwo\n", "one\nthree\n"] : ["one\nthree\n"];
        expect(texts).toContain(await files.read(path));
        if (faulty.struck()) failed += 1;
      }
    expect(failed).toBeGreaterThan(4);
  });
});
