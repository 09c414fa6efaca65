import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { verifyLog } from "@mvcrs/chain";
import { artifactPaths, defaultConfig, markFolder } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { tempRoot, unusedCodes } from "@mvcrs/test-kit";
import { defaultFolder, exportFiles, layout, rules } from "@phase8/readiness";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { gateErrors } from "../src/errors.ts";
import { gate } from "./support/cli.ts";

const addressSchema = z.object({ port: z.number() });
const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** A copy of the control room, to be broken. */
function copy(): {
  root: string;
  at: (path: string) => string;
  change: (path: string, from: string, to: string) => void;
} {
  const root = tempRoot();
  for (const part of ["config", "output", "assets", "index.html", "mermaid-frame.html", "README.md"])
    cpSync(join(repository, defaultFolder, part), join(root, defaultFolder, part), { recursive: true });
  const at = (path: string) => join(root, defaultFolder, path);
  return {
    root,
    at,
    change: (path, from, to) => {
      const text = readFileSync(at(path), "utf8");
      if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
      writeFileSync(at(path), text.replace(from, to));
    },
  };
}

describe("this repository", () => {
  it("passes its own gate, its exports are fresh, and the gate would notice", async () => {
    const ran = await gate(repository, []);
    expect(ran.stdout).toContain("✅ Phase 8 readiness");
    expect(ran.exitCode).toBe(0);
    expect((await gate(repository, ["orchestrate", "--check"])).exitCode).toBe(0);
    const mutants = await gate(repository, ["self-test", "--json"]);
    expect(JSON.parse(mutants.stdout)).toMatchObject({ ok: true });
    expect(mutants.exitCode).toBe(0);
  });
});

describe("check", () => {
  it("exits 1 for findings, 0 with a baseline of them, and 2 when it cannot run", async () => {
    const { root, change } = copy();
    change(layout.readme, "## 🧭 Why this demo matters", "## Why");
    const red = await gate(root, ["check", "--root", "."]);
    expect([red.exitCode, red.stdout]).toEqual([
      1,
      expect.stringContaining("README missing required heading"),
    ]);
    expect((await gate(root, ["--write-baseline", "known.json"])).exitCode).toBe(0);
    expect((await gate(root, ["--baseline", "known.json"])).exitCode).toBe(0);
    const unreadable = await gate(root, ["--baseline", "missing.json", "--format", "json"]);
    expect(JSON.parse(unreadable.stdout)).toMatchObject({ ok: false, error: { code: "FILE_UNREADABLE" } });
    const broken = [
      ["--baseline", "missing.json"],
      ["--root", "nowhere"],
      ["--format", "xml"],
      ["--colour"],
      ["explode"],
      ["toString"],
      ["explain"],
      ["explain", "no-such-rule"],
      ["--rev", "HEAD", "--zip", "a.zip"],
      ["--fail-on", "never"],
      ["--folder", "elsewhere"],
      ["orchestrate", "--rev", "HEAD"],
    ];
    for (const argv of broken) {
      const { exitCode, stdout, stderr } = await gate(root, argv);
      expect([argv, exitCode, stdout]).toEqual([argv, 2, ""]);
      expect(stderr).toMatch(/^error: .+\n {2}\S/);
    }
  });

  it("can fail for warnings too", async () => {
    const { root, change } = copy();
    change(layout.page, 'data-test-id="playbook-card"', "");
    expect((await gate(root, [])).exitCode).toBe(0);
    expect((await gate(root, ["--fail-on", "warning"])).exitCode).toBe(1);
  });

  it("prints one JSON document, also when it cannot run", async () => {
    const { root } = copy();
    expect(JSON.parse((await gate(root, ["--format", "json"])).stdout)).toMatchObject({
      version: 1,
      ok: true,
    });
    const failed = await gate(root, ["--json", "--root", "nowhere"]);
    expect(JSON.parse(failed.stdout)).toMatchObject({ ok: false, error: { code: "FOLDER_NOT_FOUND" } });
  });

  it("leaves a summary, a verdict and a report where it is told", async () => {
    const { root, at } = copy();
    const argv = ["--format", "github", "--verdict", "--output", "r.txt"];
    const ran = await gate(root, argv, { env: { GITHUB_STEP_SUMMARY: "summary.md" } });
    expect([ran.exitCode, ran.stdout]).toEqual([0, ""]);
    expect(readFileSync(join(root, "summary.md"), "utf8")).toContain("| guardrail | verdict | looked at |");
    expect(JSON.parse(readFileSync(at("verdict/last.json"), "utf8"))).toMatchObject({
      at: "2026-11-22T00:00:00.000Z",
      ok: true,
    });
    expect(readFileSync(join(root, "r.txt"), "utf8")).toContain("Phase 8 readiness");
    rmSync(at("verdict"), { recursive: true });
    writeFileSync(at("verdict"), "in the way");
    const noted = await gate(root, ["--verdict"]);
    expect([noted.exitCode, noted.stderr]).toEqual([0, expect.stringMatching(/^note: /)]);
    expect((await gate(root, ["--output", join("r.txt", "below")])).exitCode).toBe(2);
  });

  it("reads its configuration from the root, or from where it is told", async () => {
    const { root, change } = copy();
    change(layout.page, 'data-test-id="playbook-card"', "");
    writeFileSync(join(root, "phase8-gate.config.json"), '{"rules":{"ui-hooks":"error"}}');
    expect((await gate(root, [])).exitCode).toBe(1);
    writeFileSync(join(root, "other.json"), '{"rules":{"ui-hooks":"off"}}');
    expect((await gate(root, ["--config", "other.json"])).exitCode).toBe(0);
    writeFileSync(join(root, "phase8-gate.config.json"), '{"rules":{"ui-hook":"off"}}');
    expect((await gate(root, [])).exitCode).toBe(2);
  });

  it("records its verdict in the MV-CRS log when it is told to", async () => {
    const { root, change } = copy();
    // A folder that is no root takes no verdict, and makes none.
    expect((await gate(root, ["--log", "ops"])).exitCode).toBe(2);
    expect(existsSync(join(root, "ops"))).toBe(false);
    const paths = artifactPaths(join(root, "ops"));
    const begun = { paths, files: nodeTextFiles, clock: Date.now, notice: () => undefined };
    await markFolder(begun, defaultConfig());
    expect((await gate(root, ["--log", "ops"])).exitCode).toBe(0);
    change(layout.readme, "## 🧭 Why this demo matters", "## Why");
    expect((await gate(root, ["--log", "ops"])).exitCode).toBe(1);
    const path = join(root, "ops/state/challenge_events.jsonl");
    const events = readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).event);
    expect(events).toMatchObject([
      { type: "gate.evaluated", ok: true, broken: [] },
      { type: "gate.evaluated", ok: false, broken: ["readme-headings"] },
    ]);
    expect(await verifyLog({ path })).toMatchObject({ ok: true, count: 2 });
  });

  it("tells nobody of a verdict that the log does not take", async () => {
    const { root, at } = copy();
    const paths = artifactPaths(join(root, "ops"));
    await markFolder(
      { paths, files: nodeTextFiles, clock: Date.now, notice: () => undefined },
      defaultConfig(),
    );
    mkdirSync(join(root, "ops/state/challenge_events.index"));
    // Nor is the report of an earlier run left to speak for this one.
    writeFileSync(join(root, "report"), "green");
    const { exitCode, stdout } = await gate(root, ["--log", "ops", "--verdict", "--output", "report"]);
    expect([exitCode > 1, stdout]).toEqual([true, ""]);
    expect([existsSync(join(root, "report")), existsSync(at("verdict"))]).toEqual([false, false]);
  });

  it("takes the password of a shared log from the file that mvcrs takes it from", async () => {
    const { root } = copy();
    let given = "";
    const server = createServer((socket) => {
      // A client says hello, is asked for its password in the clear, and says it.
      socket.once("data", () => {
        socket.write(Uint8Array.of(0x52, 0, 0, 0, 8, 0, 0, 0, 3));
        socket.once("data", (said: Buffer) => {
          given = said.subarray(5, -1).toString();
          socket.destroy();
        });
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `postgres://u@127.0.0.1:${addressSchema.parse(server.address()).port}/log`;
    mkdirSync(join(root, "ops/state"), { recursive: true });
    writeFileSync(
      join(root, "ops/state/store.json"),
      JSON.stringify({ version: 1, url, origin: "mvcrs.local/log" }),
    );
    writeFileSync(join(root, "password"), "rotated\n");
    const env = { MVCRS_STORE_PASSWORD_FILE: "password" };
    expect((await gate(root, ["--log", "ops"], { env })).exitCode).toBeGreaterThan(1);
    expect(given).toBe("rotated");
    server.close();
  });

  it.each(["pretty", "json", "github", "gitlab", "junit", "sarif", "markdown"])(
    "speaks %s",
    async (format) => {
      const { root } = copy();
      const { exitCode, stdout } = await gate(root, [`--format=${format}`]);
      expect([exitCode, stdout.endsWith("\n")]).toEqual([0, true]);
    },
  );
});

describe("a tree that was changed by hand", () => {
  const after = async (change: (tree: ReturnType<typeof copy>) => void, argv: readonly string[] = []) => {
    const tree = copy();
    change(tree);
    const { exitCode, stdout } = await gate(tree.root, ["--json", ...argv]);
    const rules: { id: string; findings: { pointer?: string; message: string }[] }[] =
      JSON.parse(stdout).rules;
    const broken = rules.flatMap(({ id, findings }) => findings.map((it) => ({ rule: id, ...it })));
    return { exitCode, errors: broken.filter(({ rule }) => rule !== "domain-coverage") };
  };
  const heading = "## 🧭 Why this demo matters";

  it("is red with a required heading in an HTML block", async () => {
    const found = await after(({ change }) => change(layout.readme, heading, `<pre>\n${heading}\n</pre>`));
    expect(found).toMatchObject({ exitCode: 1, errors: [{ rule: "readme-headings" }] });
  });

  it("is green with the start of a comment in a code span", async () => {
    const said = "A gate keeps the two together.";
    const found = await after(({ change }) =>
      change(layout.readme, said, `${said} Write \`<!--\` to hide a part.`),
    );
    expect(found).toEqual({ exitCode: 0, errors: [] });
  });

  it("is red with half a surrogate pair in a slug, in every format", async () => {
    const change = (tree: ReturnType<typeof copy>) =>
      tree.change(layout.manifest, '"slug": "arena-rewards"', '"slug": "x\\ud83d"');
    const found = await after(change);
    expect(found.exitCode).toBe(1);
    expect(found.errors).toContainEqual(expect.objectContaining({ pointer: "/domains/0/slug" }));
    const tree = copy();
    change(tree);
    for (const format of ["junit", "sarif", "github", "markdown", "pretty"]) {
      const { exitCode, stdout } = await gate(tree.root, ["--format", format]);
      expect([format, exitCode, stdout]).toEqual([format, 1, expect.stringContaining("domains/0/slug")]);
    }
  });

  it("is red without its error panel, which its own script asks for", async () => {
    const found = await after(({ change }) => change(layout.page, 'data-test-id="error-panel"', ""));
    expect(found).toMatchObject({ exitCode: 1, errors: [{ rule: "ui-markers" }] });
    const { stdout } = await gate(repository, ["explain", "ui-markers"]);
    for (const id of ["stat-card", "sentinel-card", "stream-card", "runbook-step", "error-panel"])
      expect(stdout).toContain(`data-test-id="${id}"`);
    for (const word of ["phase8-orchestration-report.txt", "mermaid"]) expect(stdout).toContain(word);
  });

  it("has git's own reason where a revision cannot be read", async () => {
    const { exitCode, stderr } = await gate(copy().root, ["--rev", "HEAD"]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("not a git repository")]);
  });
});

it("lists and explains every rule", async () => {
  const { stdout } = await gate(repository, ["list"]);
  expect(stdout.trim().split("\n")).toHaveLength(rules.length);
  for (const { id, why } of rules) expect((await gate(repository, ["explain", id])).stdout).toContain(why);
  expect((await gate(repository, ["--help"])).stdout).toContain("self-test");
  expect((await gate(repository, ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe("orchestrate", () => {
  it("makes a broken export whole again, byte for byte, and says what was stale", async () => {
    const { root, at } = copy();
    const before = Object.values(exportFiles).map((path) => readFileSync(at(path), "utf8"));
    rmSync(at("output"), { recursive: true });
    const checked = await gate(root, ["orchestrate", "--check"]);
    expect([checked.exitCode, checked.stdout]).toEqual([1, expect.stringContaining("is missing")]);
    expect(existsSync(at("output"))).toBe(false);
    expect((await gate(root, ["orchestrate"])).exitCode).toBe(0);
    expect(Object.values(exportFiles).map((path) => readFileSync(at(path), "utf8"))).toEqual(before);
    expect(existsSync(at("vendor/mermaid.js"))).toBe(true);
    expect((await gate(root, [])).exitCode).toBe(0);
    expect((await gate(root, ["orchestrate"])).stdout).toContain("(0 written)");
  });

  it("fixes what a changed manifest leaves red", async () => {
    const { root, change } = copy();
    change(layout.manifest, '"cadenceSeconds": 10800', '"cadenceSeconds": 10801');
    const red = await gate(root, []);
    expect(red.stdout).toContain("Manifest cadenceSeconds does not match exported plan JSON");
    expect(red.stdout).toContain("npm run demo:phase8:orchestrate");
    const ran = await gate(root, ["orchestrate", "--json"]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ ok: true, derived: true });
    expect((await gate(root, [])).exitCode).toBe(0);
  });

  it("keeps to what the tree ships, and puts nothing beside a page that is not ours", async () => {
    const { root, at } = copy();
    rmSync(at("mermaid-frame.html"));
    rmSync(at(exportFiles.telemetryReport));
    writeFileSync(join(root, ".gitignore"), "phase8-telemetry-report.md\n");
    const ran = await gate(root, ["orchestrate"]);
    expect([ran.exitCode, ran.stderr]).toEqual([0, expect.stringContaining("hidden by .gitignore")]);
    expect(existsSync(at(exportFiles.telemetryReport))).toBe(false);
    expect(existsSync(at("vendor"))).toBe(false);
    expect((await gate(root, [])).exitCode).toBe(0);
    expect((await gate(root, ["orchestrate", "--check"])).exitCode).toBe(0);
  });

  it("writes nothing for a manifest that it cannot export", async () => {
    const { root, change, at } = copy();
    change(layout.manifest, '"0xba57ec802441c37d0b2b2b7a22f7b65de018bedc"', '"0x8a"');
    const before = readFileSync(at(exportFiles.checksums), "utf8");
    const ran = await gate(root, ["orchestrate"]);
    expect([ran.exitCode, ran.stderr]).toEqual([2, expect.stringContaining("/global/treasury")]);
    expect(readFileSync(at(exportFiles.checksums), "utf8")).toBe(before);
  });
});

it("is one program that needs no build step of the page, with its exit code", () => {
  const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const ran = spawnSync(process.execPath, [main, "--format", "json"], { cwd: repository, encoding: "utf8" });
  expect(ran.status).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({ ok: true });
  expect(spawnSync(process.execPath, [main, "nonsense"], { cwd: repository }).status).toBe(2);
  const debug = spawnSync(process.execPath, [main], {
    cwd: repository,
    encoding: "utf8",
    env: { DEBUG: "phase8" },
  });
  expect(debug.stderr).toMatch(/^phase8: node v\d+/m);
});

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(gateErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});
