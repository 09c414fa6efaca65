import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { publint } from "publint";
import { expect, it } from "vitest";

const repo = fileURLToPath(new URL("../../../", import.meta.url));
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

const CONSUMER = `
import { evaluateReadiness, parseManifest, rules } from "@phase8/readiness";
import { readinessMetrics } from "@phase8/readiness/control-room";
import { checkExports } from "@phase8/readiness/export";
import { formatPretty } from "@phase8/readiness/formats";
import { folderSource } from "@phase8/readiness/sources";

const source = folderSource(process.argv[2]);
const report = await evaluateReadiness(source, { now: Date.now() });
const plan = await checkExports(source);
const text = plan.files.get("config/universal.value.manifest.json");
console.log(JSON.stringify({ ok: report.ok, rules: report.rules.length === rules.length, stale: plan.stale.length,
  flow: readinessMetrics(parseManifest(text).manifest).monthlyFlowUSD, pretty: formatPretty(report).includes("✅") }));
`;

it("is sound as packed: publint, and a consumer that uses every entry point", async () => {
  const root = tempRoot();
  const modules = join(root, "node_modules");
  const place = (name: "errors" | "terminal" | "readiness", as: string): string => {
    const folder = join(repo, "packages", name);
    run(process.execPath, [join(repo, "node_modules/typescript/bin/tsc"), "-b", folder], repo);
    const tarball = join(root, `${name}.tgz`);
    run("pnpm", ["pack", "--out", tarball], folder);
    mkdirSync(join(modules, as), { recursive: true });
    run("tar", ["xzf", tarball, "-C", join(modules, as), "--strip-components=1"], root);
    return tarball;
  };
  place("errors", "@mvcrs/errors");
  place("terminal", "@mvcrs/terminal");
  const tarball = place("readiness", "@phase8/readiness");
  const manifest = JSON.parse(readFileSync(join(modules, "@phase8/readiness/package.json"), "utf8"));
  const wanted = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  for (const name of wanted.filter((it) => !["@mvcrs/errors", "@mvcrs/terminal"].includes(it))) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(repo, "packages/readiness/node_modules", name), join(modules, name));
  }
  expect(readdirSync(join(modules, "@phase8/readiness")).sort()).toEqual([
    "LICENSE",
    "README.md",
    "dist",
    "package.json",
    "src",
  ]);

  const { messages } = await publint({
    pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
    strict: true,
  });
  expect(messages).toEqual([]);
  writeFileSync(join(root, "consumer.mjs"), CONSUMER);
  const said = run(process.execPath, [join(root, "consumer.mjs"), repo], root);
  expect(JSON.parse(said)).toEqual({ ok: true, rules: true, stale: 0, flow: 63e6, pretty: true });
});
