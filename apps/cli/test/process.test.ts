import { spawn as spawnChild, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { bundledMain as main } from "../scripts/is-fresh.ts";
import { mvcrs } from "./support/cli.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));

const spawn = (cwd: string, argv: readonly string[], input?: string) =>
  spawnSync(process.execPath, [main, ...argv], {
    cwd,
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
  });

it("is one program with stdout for results, stderr for notices, and an exit code", () => {
  const root = tempRoot();
  const ran = spawn(root, ["run", "--signals", example, "--json"]);
  expect(ran.status).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({ ok: true });
  expect(ran.stdout.trimEnd().split("\n")).toHaveLength(1);
  expect(ran.stderr).toContain("note: ");
  expect(spawn(root, ["chain", "verify"]).status).toBe(0);
  expect(spawn(root, ["nonsense"]).status).toBe(2);
  expect(spawn(root, ["--version"]).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  expect(spawn(root, ["run", "--help"]).stdout).toContain("--fail-on");
  expect(spawn(root, ["run", "--signals", "-", "--json"], readFileSync(example, "utf8")).status).toBe(0);
});

it("finds any change of one byte of the log, and names the entry", async () => {
  const root = tempRoot();
  await mvcrs(root, ["run", "--signals", example]);
  const path = join(root, "state/challenge_events.jsonl");
  const bytes = readFileSync(path);
  expect(bytes.length).toBeGreaterThan(1000);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ flip;
      writeFileSync(path, changed);
      const ran = await mvcrs(root, ["chain", "verify", "--json"]);
      expect(ran.exitCode).toBe(1);
      const report = ran.json();
      expect(report["ok"]).toBe(false);
      const entry = bytes.subarray(0, at).filter((byte) => byte === 10).length;
      const findings = report["findings"];
      const named = Array.isArray(findings) ? findings.map(({ seq }) => seq) : [];
      // A changed newline may show at the entry after it, a changed hash at the one that follows.
      expect(named.some((seq) => seq === entry || seq === entry + 1)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it.skipIf(!existsSync("/dev/full"))("says that standard output is full, with exit 4 and no trace", () => {
  // /dev/full is Linux; elsewhere a full disk cannot be had for the asking.
  const root = tempRoot();
  const full = openSync("/dev/full", "w");
  const run = ["run", "--signals", example];
  for (const argv of [
    [...run, "--fail-on", "material"],
    [...run, "--json"],
    ["challenges", "list"],
  ]) {
    const ran = spawnSync(process.execPath, [main, ...argv], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", full, "pipe"],
    });
    expect(ran.status).toBe(4);
    expect(ran.stderr).toMatch(/^error: cannot write standard output: .*ENOSPC/m);
    expect(ran.stderr).not.toMatch(/^ {4}at /m);
  }
  closeSync(full);
});

it("keeps its exit code where nobody reads what it says", async () => {
  const root = tempRoot();
  const child = spawnChild(process.execPath, [main, "run", "--signals", example, "--fail-on", "material"], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  child.stdout?.destroy();
  const code = await new Promise((done) => child.once("close", done));
  expect(code).toBe(spawn(tempRoot(), ["run", "--signals", example, "--fail-on", "material"]).status);
  expect(code).toBe(1);
});

it("loads for an owner command what belongs to it alone, and shows the same wherever the word stands", () => {
  const tell = `const fs = process.getBuiltinModule("node:fs"), read = fs.readFileSync;
    fs.readFileSync = (path, ...rest) => (process.stderr.write("read " + path + "\\n"), read(path, ...rest));`;
  const loaded = (...argv: string[]) =>
    spawnSync(
      process.execPath,
      ["--import", `data:text/javascript,${encodeURIComponent(tell)}`, main, ...argv],
      { encoding: "utf8", env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" } },
    );
  const first = loaded("owner", "--help");
  const later = loaded("--json", "owner", "--help");
  expect(first.stdout).toContain("mvcrs owner pause");
  expect(later.stdout).toBe(first.stdout);
  // By what is in the files, since the bundler names them.
  const code = ({ stderr }: { readonly stderr: string }) =>
    [...stderr.matchAll(/^read (.*\.js)$/gm)].map(([, path = ""]) => readFileSync(path, "utf8")).join("");
  const others = /"Judge governance signals|class Interface |configSchema = |mvcrsEventSchema = /;
  expect(code(later)).toMatch(others);
  expect(code(first)).toContain("Pause arena, stake manager and the system");
  expect(code(first)).not.toMatch(others);
});
