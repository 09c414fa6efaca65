import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isCodedError } from "@mvcrs/errors";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { defaultFolder, evaluateReadiness, layout, type ReadinessSource } from "../src/index.ts";
import { folderSource, gitSource, memorySource, zipSource } from "../src/sources.ts";
import { now, validTree } from "./support/tree.ts";

const files = (): Map<string, string> =>
  new Map([...validTree()].map(([path, text]) => [`${defaultFolder}/${path}`, text]));

function write(root: string): void {
  for (const [path, text] of files()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const git = (root: string, ...args: string[]): string =>
  execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
    encoding: "utf8",
  });

function commit(root: string): void {
  write(root);
  git(root, "init", "-q", "-b", "main");
  git(root, "add", "-A");
  git(root, "commit", "-qm", "tree");
}

const zip = (prefix = ""): Uint8Array =>
  zipSync(
    Object.fromEntries([...files()].map(([path, text]) => [prefix + path, new TextEncoder().encode(text)])),
  );

const makers: Readonly<Record<string, () => Promise<ReadinessSource>>> = {
  folder: async () => {
    const root = tempRoot();
    write(root);
    return folderSource(root);
  },
  git: async () => {
    const root = tempRoot();
    commit(root);
    // The working tree is not what is judged.
    writeFileSync(join(root, defaultFolder, layout.manifest), "spoilt");
    return await gitSource(root, "HEAD");
  },
  zip: () => zipSource(zip()),
  "zip with a folder around it": () => zipSource(zip("repository-main/")),
  memory: async () => memorySource(files()),
};

describe.each(Object.entries(makers))("%s", (_name, make) => {
  it("gives the same verdict", async () => {
    const report = await evaluateReadiness(await make(), { now });
    expect(report).toMatchObject({ ok: true, folder: defaultFolder });
  });

  it("knows sizes, absence and nothing outside", async () => {
    const source = await make();
    const path = `${defaultFolder}/${layout.manifest}`;
    expect(await source.size(path)).toBe((await source.read(path))?.length);
    expect(await source.size("no/such/file")).toBeUndefined();
    expect(await source.read("no/such/file")).toBeUndefined();
    expect(await source.size(defaultFolder)).toBeUndefined();
    for (const outside of ["../secret", "/etc/passwd", "a/../../b", "a\0b"])
      expect(await errorCode(() => source.read(outside))).toBe("SOURCE_PATH");
  });
});

it("refuses links that lead out of the folder", async () => {
  const root = tempRoot();
  const other = tempRoot();
  writeFileSync(join(other, "secret"), "x");
  symlinkSync(join(other, "secret"), join(root, "README.md"));
  expect(await errorCode(() => folderSource(root).read("README.md"))).toBe("SOURCE_PATH");
});

it("says which revision or archive it cannot use", async () => {
  const root = tempRoot();
  commit(root);
  expect(await errorCode(() => gitSource(root, "no-such-branch"))).toBe("SOURCE_UNREADABLE");
  expect(await errorCode(() => gitSource(root, "--help"))).toBe("SOURCE_UNREADABLE");
  expect(await errorCode(() => gitSource(tempRoot(), "HEAD"))).toBe("SOURCE_UNREADABLE");
  expect(await errorCode(() => zipSource(Uint8Array.of(1, 2, 3)))).toBe("ARCHIVE_INVALID");
});

describe("git's own reason", () => {
  const reason = async (root: string, revision = "HEAD"): Promise<string> => {
    try {
      await gitSource(root, revision);
      return "none";
    } catch (thrown) {
      if (!isCodedError(thrown) || thrown.code !== "SOURCE_UNREADABLE") throw thrown;
      return thrown.message;
    }
  };
  const withEnv = async (env: Readonly<Record<string, string>>, run: () => Promise<void>): Promise<void> => {
    const before = { ...process.env };
    Object.assign(process.env, env);
    try {
      await run();
    } finally {
      process.env = before;
    }
  };

  it("is given where there is no such revision", async () => {
    const root = tempRoot();
    commit(root);
    expect(await reason(root, "no-such-branch")).toContain("git knows no such revision here");
  });

  it("is given where git refuses the folder of another user", async () => {
    const root = tempRoot();
    commit(root);
    await withEnv({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", GIT_CONFIG_GLOBAL: "/dev/null" }, async () => {
      expect(await reason(root)).toMatch(/dubious ownership.*safe\.directory/s);
    });
  });

  it("is given where it is no repository, and where git is not installed", async () => {
    const root = tempRoot();
    expect(await reason(root)).toMatch(/not a git repository/);
    expect(await reason(join(root, "nowhere"))).toMatch(/nowhere/);
    await withEnv({ PATH: root }, async () => expect(await reason(root)).toMatch(/git is not installed/));
  });
});

it("does not unpack what is too large", async () => {
  const bomb = zipSync({
    [layout.manifest]: new Uint8Array(9 * 1024 * 1024),
    [layout.page]: Uint8Array.of(60),
  });
  const source = await zipSource(bomb);
  expect(await source.size(layout.manifest)).toBe(9 * 1024 * 1024);
  expect(await source.read(layout.manifest)).toBeUndefined();
  const many = Object.fromEntries(
    Array.from({ length: 10 }, (_, n) => [`${n}`, new Uint8Array(8 * 1024 * 1024)]),
  );
  expect(await errorCode(() => zipSource(zipSync(many)))).toBe("ARCHIVE_INVALID");
});
