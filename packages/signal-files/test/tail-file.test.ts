import { appendFileSync, copyFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { tailFile } from "../src/tail-file.ts";

/** A followed file, whose reader is asked look by look. */
function followed(start: string) {
  const path = join(tempRoot(), "s.jsonl");
  writeFileSync(path, start);
  const stop = new AbortController();
  const notices: string[] = [];
  const chunks = tailFile(path, "s.jsonl", {
    stop: stop.signal,
    everyMs: 1,
    notice: (text) => notices.push(text),
  });
  let text = "";
  return {
    path,
    notices,
    /** Reads until nothing more comes. */
    async look(): Promise<string> {
      for (;;) {
        const { done, value } = await chunks.next();
        if (done === true || value.length === 0) return text;
        text += Buffer.from(value).toString();
      }
    },
    async end(): Promise<string> {
      stop.abort();
      for await (const chunk of chunks) text += Buffer.from(chunk).toString();
      return text;
    },
  };
}

it("reads the old file to its end and then the new one, where another takes its name", async () => {
  const file = followed("1\n2\n");
  expect(await file.look()).toBe("1\n2\n");
  appendFileSync(file.path, "3\n");
  renameSync(file.path, `${file.path}.1`);
  appendFileSync(`${file.path}.1`, "4");
  writeFileSync(file.path, "\ufeff5\n");
  expect(await file.look()).toBe("1\n2\n3\n4\n5\n");
  // The old writer goes on for a while, and the new file too.
  appendFileSync(`${file.path}.1`, "\n6\n7");
  appendFileSync(file.path, "8\n");
  expect(await file.end()).toBe("1\n2\n3\n4\n5\n8\n\n6\n");
  expect(file.notices).toHaveLength(1);
});

it("reads what came and went between two looks", async () => {
  const file = followed("1\n");
  writeFileSync(`${file.path}.9`, "old\n");
  await file.look();
  renameSync(file.path, `${file.path}.2`);
  writeFileSync(`${file.path}.1`, "2\n");
  writeFileSync(file.path, "3\n");
  const all = await file.end();
  expect(all.endsWith("2\n3\n")).toBe(true);
});

it("waits where the name is gone, and goes on with the next file of it", async () => {
  const file = followed("1\n");
  await file.look();
  renameSync(file.path, `${file.path}.1`);
  expect(await file.look()).toBe("1\n");
  expect(await file.look()).toBe("1\n");
  expect(file.notices).toHaveLength(1);
  writeFileSync(file.path, "2\n");
  expect(await file.end()).toBe("1\n2\n");
});

it.each([
  ["shorter", "4\n"],
  ["of the same length", "4\n5\n"],
  ["longer again before the next look", "4\n5\n6\n7\n8\n9\n"],
  ["after a hole of zeros, by a writer who kept its place", `${"\0".repeat(9)}4\n`],
])("reads the rest from the copy where the file was copied and truncated, now %s", async (_name, next) => {
  const file = followed("1\n2\n");
  await file.look();
  appendFileSync(file.path, "3\n");
  copyFileSync(file.path, `${file.path}.1`);
  truncateSync(file.path);
  appendFileSync(file.path, next);
  expect(await file.end()).toBe(`1\n2\n3\n${next.replaceAll("\0", "")}`);
});

it.each([
  ["no copy", (path: string) => rmSync(path, { force: true })],
  ["a copy of something else", (path: string) => writeFileSync(path, "9\n9\n9\n")],
  ["a packed copy", (path: string) => renameSync(path, `${path}.gz`)],
])("ends where lines may be lost: truncated, and %s", async (_name, spoil) => {
  const file = followed("1\n2\n");
  await file.look();
  copyFileSync(file.path, `${file.path}.1`);
  spoil(`${file.path}.1`);
  truncateSync(file.path);
  appendFileSync(file.path, "4\n5\n6\n7\n8\n");
  expect(await errorCode(() => file.look())).toBe("INPUT_SHRANK");
});
