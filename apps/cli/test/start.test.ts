import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { bundleFolder } from "../scripts/is-fresh.ts";
import { keepCompiled, readCompiled } from "../src/start/compiled.ts";

describe("compiled code that is kept", () => {
  const code = new Map([
    ["a.js", Buffer.from("first")],
    ["b.js", Buffer.from([0, 10, 255])],
  ]);

  it("is read as it was written", () => {
    const path = join(tempRoot(), "deep", "kept");
    keepCompiled(path, { code, runs: ["--json 0", " 1"] });
    const read = readCompiled(path);
    expect([...read.code]).toEqual([...code]);
    expect(read.runs).toEqual(["--json 0", " 1"]);
    expect(readdirSync(join(path, ".."))).toEqual(["kept"]);
  });

  it("is nothing where any byte of it has changed, where it is cut off, and where it is not there", () => {
    const path = join(tempRoot(), "kept");
    keepCompiled(path, { code, runs: [] });
    const bytes = readFileSync(path);
    const isNothing = () => readCompiled(path).code.size === 0;
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(path, changed);
      expect(isNothing(), `byte ${at}`).toBe(true);
      writeFileSync(path, bytes.subarray(0, at));
      expect(isNothing(), `the first ${at} bytes`).toBe(true);
    }
    writeFileSync(path, bytes);
    expect(isNothing()).toBe(false);
    expect(readCompiled(`${path}.gone`).code.size).toBe(0);
    expect(readCompiled(tempRoot()).code.size).toBe(0);
  });

  it("does not grow without end", () => {
    const folder = tempRoot();
    for (let n = 0; n < 60; n++) keepCompiled(join(folder, String(n)), { code, runs: [] });
    expect(readdirSync(folder).length).toBeLessThanOrEqual(40);
    expect(existsSync(join(folder, "59"))).toBe(true);
  });
});

describe("the program", () => {
  /** A copy of it, so that what it keeps is its own. */
  function installed() {
    const folder = tempRoot();
    cpSync(bundleFolder, join(folder, "bundle"), { recursive: true });
    copyFileSync(join(bundleFolder, "../package.json"), join(folder, "package.json"));
    const kept = join(folder, "node_modules/.cache/mvcrs");
    const run = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => {
      const cwd = tempRoot();
      const ran = spawnSync(process.execPath, [join(folder, "bundle/mvcrs.mjs"), ...argv], {
        cwd,
        encoding: "utf8",
        // A run that measures coverage turns the cache off for all that it starts.
        env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: "", NODE_V8_COVERAGE: "", ...env },
      });
      return {
        status: ran.status,
        stdout: ran.stdout.replaceAll(cwd, "."),
        stderr: ran.stderr.replaceAll(cwd, "."),
      };
    };
    const names = () => (existsSync(kept) ? readdirSync(kept) : []);
    return { run, kept, names };
  }

  it("says the same with what it compiled before, without it, and where that is damaged", () => {
    const { run, kept, names } = installed();
    const first = run(["challenges", "list"]);
    expect(first.status).toBe(0);
    const [name = ""] = names();
    expect(name).toMatch(/^challenges-list\./);
    const path = join(kept, name);
    const bytes = readFileSync(path);
    expect(run(["challenges", "list"])).toEqual(first);
    // All that it needed was in it, so it was left alone.
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const middle = bytes.length >> 1;
    const damaged = Buffer.from(bytes);
    damaged[middle] = (damaged[middle] ?? 0) ^ 255;
    writeFileSync(path, damaged);
    expect(run(["challenges", "list"])).toEqual(first);
    expect(readCompiled(path).code.size).toBeGreaterThan(0);
  });

  it("adds what another outcome went through", () => {
    const { run, kept, names } = installed();
    run(["challenges", "list"]);
    run(["challenges", "list", "--json"]);
    expect(run(["challenges", "list", "--nonsense"]).status).toBe(2);
    const [name = "", ...others] = names();
    expect(others).toEqual([]);
    expect(readCompiled(join(kept, name)).runs).toEqual([" 0", "--json 0", "--nonsense 2"]);
  });

  it("keeps nothing where it may not, or is told not to", () => {
    const { run, kept, names } = installed();
    const plain = run(["challenges", "list"], { NODE_DISABLE_COMPILE_CACHE: "1" });
    expect(plain.status).toBe(0);
    expect(names()).toEqual([]);
    mkdirSync(join(kept, ".."), { recursive: true });
    writeFileSync(kept, "a file stands where the folder would be");
    expect(run(["challenges", "list"])).toEqual(plain);
  });
});
