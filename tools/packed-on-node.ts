// Packs every package, installs the tarballs as a user would, and runs them on the Node that is named: each entry point is
// loaded, and the programs do a day's work. `pnpm packed /usr/bin/node`; tests read sources on Node 24, this does not.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { type Manifest, readJson, readMembers } from "./workspace/members.ts";

const [given = process.execPath] = process.argv.slice(2);
const node = resolve(given);
const root = mkdtempSync(join(tmpdir(), "mvcrs-packed-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));
// The Node in question comes first for whatever starts "node": npm, and the programs' own first line.
const env = {
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`,
  NO_COLOR: "1",
};
const text = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

const shipped = readMembers().filter(({ manifest }) => manifest.private !== true);
const version = text(node, ["--version"], root).trim();
process.stdout.write(`${shipped.length} packages on Node ${version}\n`);

// The rehearsal's chain, which nobody else has to install.
const { devDependencies = {} } = readJson<Manifest>("packages/drill/package.json");
const dependencies: Record<string, string> = {
  "@foundry-rs/anvil": devDependencies["@foundry-rs/anvil"] ?? "latest",
};
for (const { folder, manifest } of shipped) {
  const tarball = join(root, `${folder.replaceAll("/", "-")}.tgz`);
  execFileSync("pnpm", ["pack", "--out", tarball], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  dependencies[manifest.name] = `file:${tarball}`;
}
writeFileSync(join(root, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
text("npm", ["install", "--engine-strict", "--no-audit", "--no-fund", "--loglevel=error"], root);

let failed = 0;
const say = (ok: boolean, what: string, why = ""): void => {
  if (!ok) failed += 1;
  process.stdout.write(`${ok ? "ok  " : "FAIL"} ${what}${ok ? "" : `\n${why}`}\n`);
};

const entries = shipped.flatMap(({ folder, manifest }) =>
  Object.keys(manifest.exports ?? {})
    .filter((path) => !path.endsWith(".json") && !folder.startsWith("apps/"))
    .map((path) => manifest.name + path.slice(1)),
);
for (const entry of entries) {
  const script = `await import(${JSON.stringify(entry)})`;
  const ran = spawnSync(node, ["--input-type=module", "--eval", script], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  say(ran.status === 0, `import ${entry}`, ran.stderr);
}

/** Runs a program of the packages and compares its exit code. */
function program(wanted: number, name: string, ...args: string[]): void {
  const manifest = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8"));
  const main = join(root, "node_modules", name, manifest.bin[name]);
  const ran = spawnSync(node, [main, ...args], { cwd: root, env, encoding: "utf8" });
  say(ran.status === wanted, `${name} ${args.join(" ")}`, `exit ${ran.status}\n${ran.stdout}${ran.stderr}`);
}
const mvcrs = (...args: string[]): void => program(0, "mvcrs", "--root", "ops", ...args);

cpSync("examples", join(root, "examples"), { recursive: true });
cpSync("demo", join(root, "demo"), { recursive: true });
mvcrs("init");
mvcrs("run", "--signals", "examples/governance-signals.jsonl");
mvcrs("challenges", "list");
mvcrs("chain", "keygen");
mvcrs("chain", "checkpoint", "--record");
mvcrs("chain", "prove", "0");
mvcrs("chain", "verify");
mvcrs("telemetry", "check");
mvcrs("telemetry", "plot", "--out", "month.svg");
mvcrs("rebuild", "--check");
mvcrs("escalate", "tick");
// The rehearsal runs the owner's commands, `owner watch` among them, against a chain of its own.
program(0, "mvcrs", "drill", "--root", "drill");
program(0, "phase8-gate", "orchestrate");
program(0, "phase8-gate");
program(0, "phase8-gate", "self-test");

process.stdout.write(failed === 0 ? `all of it runs on Node ${version}\n` : `${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
