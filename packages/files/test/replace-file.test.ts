import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { type FileLayer, nodeFiles, readWhole, replaceFile, sweepFolder, withCodes } from "../src/index.ts";
import { faultyFiles, type MemoryFiles, memoryFiles } from "../src/testing.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (files: MemoryFiles, path: string) => new TextDecoder().decode(files.contents(path));

async function withOld(): Promise<MemoryFiles> {
  const files = memoryFiles();
  await replaceFile(files, "/state/a", bytes("old"));
  return files;
}

describe("replaceFile", () => {
  it("is durable once it has resolved, whatever part of the unsynced survives a power failure", async () => {
    const files = await withOld();
    await replaceFile(files, "/state/a", bytes("new one"));
    files.losePower(
      () => 0,
      () => 0,
    );
    expect([files.names(), textOf(files, "/state/a")]).toEqual([["/state/a"], "new one"]);
  });

  it("without the sync of its name leaves old or new, whole", async () => {
    for (const names of [0, 1, 2, 3]) {
      const files = await withOld();
      await replaceFile(files, "/state/a", bytes("new one"), { syncName: false });
      files.losePower(
        () => 0,
        () => names,
      );
      expect(["old", "new one"]).toContain(textOf(files, "/state/a"));
    }
  });

  it.each(["open", "write", "sync", "rename"] as const)(
    "that fails at %s leaves the old bytes and no temporary file",
    async (operation) => {
      const files = await withOld();
      const faulty = faultyFiles(files, { operation, nth: 1, code: "ENOSPC", written: 0.5 });
      const replace = () => withCodes("/state/a", () => replaceFile(faulty, "/state/a", bytes("new")));
      expect(await errorCode(replace)).toBe("FILE_FAILED");
      expect([faulty.struck(), files.names(), textOf(files, "/state/a")]).toEqual([
        true,
        ["/state/a"],
        "old",
      ]);
    },
  );

  it("writes again what somebody swept away in between", async () => {
    const files = await withOld();
    let sweeps = 0;
    const swept: FileLayer = {
      ...files,
      async rename(from, to) {
        if (sweeps++ < 3) await sweepFolder(files, "/state");
        return files.rename(from, to);
      },
    };
    await replaceFile(swept, "/state/a", bytes("new"));
    expect([sweeps, files.names(), textOf(files, "/state/a")]).toEqual([4, ["/state/a"], "new"]);
  });

  it("gives up where everything is swept away, and says so", async () => {
    const files = await withOld();
    const swept: FileLayer = {
      ...files,
      async rename(from, to) {
        await sweepFolder(files, "/state");
        return files.rename(from, to);
      },
    };
    await expect(replaceFile(swept, "/state/a", bytes("new"))).rejects.toMatchObject({ code: "ENOENT" });
    expect([files.names(), textOf(files, "/state/a")]).toEqual([["/state/a"], "old"]);
  });

  it("of many at once on the disk leaves one whole file and nothing beside it", async () => {
    const root = tempRoot();
    const path = join(root, "a");
    const texts = Array.from({ length: 20 }, (_, n) => `${n}`.repeat(1_000));
    await Promise.all(texts.map((text) => replaceFile(nodeFiles, path, bytes(text))));
    expect(texts).toContain(readFileSync(path, "utf8"));
    expect(readdirSync(root)).toEqual(["a"]);
  });

  it.skipIf(process.platform === "win32")(
    "makes a file for its owner alone where that is asked",
    async () => {
      const root = tempRoot();
      await replaceFile(nodeFiles, join(root, "secret"), bytes("s"), { permissions: 0o600 });
      expect(statSync(join(root, "secret")).mode & 0o777).toBe(0o600);
    },
  );
});

describe("sweepFolder", () => {
  it("removes temporary files and nothing that looks like one", async () => {
    const root = tempRoot();
    const uuid = "0f9d1c9e-3c8b-4a57-9a39-6d9f1f3b2a10";
    for (const name of [`a.${uuid}.tmp`, `${uuid}.tmp`, "a.tmp", `a.${uuid}.tmp.old`, "a.7.tmp"])
      writeFileSync(join(root, name), "");
    await sweepFolder(nodeFiles, root);
    expect(readdirSync(root)).toEqual([`${uuid}.tmp`, `a.${uuid}.tmp.old`, "a.7.tmp", "a.tmp"].sort());
  });
});

describe("readWhole", () => {
  it("gives nothing for a file that is not there, and refuses a folder", async () => {
    const root = tempRoot();
    expect(await readWhole(nodeFiles, join(root, "none"))).toBe(undefined);
    mkdirSync(join(root, "folder"));
    expect(await errorCode(() => readWhole(nodeFiles, join(root, "folder")))).toBe("NOT_A_FILE");
  });
});
