// Packs every package, installs the tarballs as a user would, and runs them on the Node that is named: each entry point is
// loaded, and the programs do a day's work. `pnpm packed /usr/bin/node`; tests read sources on Node 24, this does not.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { nodeAt } from "./release/nodes.ts";
import { entriesOf, packAll } from "./release/packed.ts";
import { Project } from "./release/project.ts";
import { failed, say } from "./release/say.ts";
import { type Manifest, readJson } from "./workspace/members.ts";

const [given = process.execPath] = process.argv.slice(2);
const node = nodeAt(resolve(given));
const root = mkdtempSync(join(tmpdir(), "mvcrs-packed-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));

const packages = packAll(root);
const project = new Project(root, node);
// The rehearsal's chain, which nobody else has to install.
const { devDependencies = {} } = readJson<Manifest>("packages/drill/package.json");
const installed = project.install({
  "@foundry-rs/anvil": devDependencies["@foundry-rs/anvil"] ?? "latest",
  ...Object.fromEntries(packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`])),
});
say(installed.ok, `${packages.length} packages on Node ${node.version}`, installed.text);

const libraries = packages.filter(({ manifest }) => manifest.bin === undefined);
for (const entry of libraries.flatMap(entriesOf)) {
  const script = `await import(${JSON.stringify(entry)})`;
  const { ok, text } = project.run(node.path, "--input-type=module", "--eval", script);
  say(ok, `import ${entry}`, text);
}

/** Runs a program of the packages, which has to end well. */
function program(name: string, ...args: string[]): void {
  const bin = packages.find(({ manifest }) => manifest.name === name)?.manifest.bin ?? {};
  const main = join("node_modules", name, bin[name] ?? "");
  const { ok, text } = project.run(node.path, main, ...args);
  say(ok, `${name} ${args.join(" ")}`, text);
}
const mvcrs = (...args: string[]): void => program("mvcrs", "--root", "ops", ...args);

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
program("mvcrs", "drill", "--root", "drill");
program("phase8-gate", "orchestrate");
program("phase8-gate");
program("phase8-gate", "self-test");

process.stdout.write(failed() === 0 ? `all of it runs on Node ${node.version}\n` : `${failed()} failed\n`);
process.exitCode = failed() === 0 ? 0 : 1;
