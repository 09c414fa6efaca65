import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { appendText, nodeFiles, nodeTextFiles, textFiles } from "../src/index.ts";
import { faultyFiles, memoryFiles } from "../src/testing.ts";

const uuid = "0f9d1c9e-3c8b-4a57-9a39-6d9f1f3b2a10";

describe("files of text", () => {
  it("read what they wrote, also a byte order mark, and nothing where there is nothing", async () => {
    const root = tempRoot();
    const path = join(root, "a/b/c.json");
    expect([await nodeTextFiles.read(path), await nodeTextFiles.list(join(root, "a"))]).toEqual([null, []]);
    await nodeTextFiles.write(path, "\ufeffé\u{1f600}\n");
    expect(await nodeTextFiles.read(path)).toBe("\ufeffé\u{1f600}\n");
    expect(readFileSync(path, "utf8")).toBe("\ufeffé\u{1f600}\n");
    await nodeTextFiles.remove(path);
    await nodeTextFiles.remove(path);
    await nodeTextFiles.remove(join(root, "none/of/it"));
    expect(readdirSync(join(root, "a/b"))).toEqual([]);
  });

  it("lose nothing that was written or removed when the power fails", async () => {
    const disk = memoryFiles();
    const files = textFiles(disk);
    await files.write("/state/a", "1");
    await files.write("/state/b", "2");
    await files.write("/state/a", "3");
    await files.remove("/state/b");
    disk.losePower(
      () => 0,
      () => 0,
    );
    expect([await files.list("/state"), await files.read("/state/a")]).toEqual([["a"], "3"]);
  });

  it("sweep what killed processes left, in each folder before the first write into it", async () => {
    const root = tempRoot();
    for (const folder of ["one", "two"]) {
      mkdirSync(join(root, folder));
      writeFileSync(join(root, folder, `a.json.${uuid}.tmp`), "half");
    }
    const files = textFiles(nodeFiles);
    await files.write(join(root, "one/b.json"), "{}");
    expect([readdirSync(join(root, "one")), readdirSync(join(root, "two"))]).toEqual([
      ["b.json"],
      [`a.json.${uuid}.tmp`],
    ]);
  });

  it.skipIf(process.platform === "win32")("refuse what is no file, and wait for nobody", async () => {
    const root = tempRoot();
    const pipe = join(root, "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(await errorCode(() => nodeTextFiles.read(pipe))).toBe("NOT_A_FILE");
    expect(await errorCode(() => nodeTextFiles.read(root))).toBe("NOT_A_FILE");
    expect(await errorCode(() => nodeTextFiles.write(join(pipe, "below"), ""))).toBe("FILE_FAILED");
    expect(await errorCode(() => nodeTextFiles.list(pipe))).toBe("FILE_FAILED");
  });

  it.each(["open", "write", "sync", "rename"] as const)(
    "say so when the disk refuses to %s",
    async (operation) => {
      const disk = memoryFiles();
      await textFiles(disk).write("/state/a", "old");
      const files = textFiles(faultyFiles(disk, { operation, nth: 1, code: "ENOSPC", lasting: true }));
      expect(await errorCode(() => files.write("/state/a", "new"))).toBe("FILE_FAILED");
      expect([await textFiles(disk).read("/state/a"), disk.names()]).toEqual(["old", ["/state/a"]]);
    },
  );
});

describe("appendText", () => {
  it("adds behind what is there, makes the file, and says so where it cannot", async () => {
    const path = join(tempRoot(), "summary.md");
    await appendText(path, "one\n");
    await appendText(path, "two\n");
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
    expect(await errorCode(() => appendText(join(path, "below"), "x"))).toBe("FILE_FAILED");
  });
});
