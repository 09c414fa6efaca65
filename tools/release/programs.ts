import { cpSync, existsSync, readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { firstHour } from "./first-hour.ts";
import { installedIn, type Licensed } from "./licences.ts";
import type { Node } from "./nodes.ts";
import { noticed } from "./notices.ts";
import { type Packed, readPacked } from "./packed.ts";
import { Project, type Ran } from "./project.ts";
import { note, say } from "./say.ts";
import { kibibytes, overInstalled } from "./sizes.ts";

/** The longest that an installed program may take to say its version. */
const mostMs = 1_000;

/** Installs one program into an empty project, alone, and runs what its readers are told to run first. */
export function tryProgram(folder: string, node: Node, packed: Packed): void {
  const { manifest, tarball } = packed;
  const { name, version = "" } = manifest;
  const project = new Project(folder, node);
  const installed = project.install({ [name]: `file:${tarball}` });
  say(installed.ok, `npm installs ${name} in ${Math.round(installed.ms)} ms`, installed.text);
  const besides = installedIn(folder, new Set([name])).map((it) => it.name);
  say(besides.length === 0, `nothing else is installed with ${name}`, besides.join("\n"));
  const bytes = project.installedBytes();
  const over = overInstalled(name, bytes);
  say(over === undefined, `an installed ${name} has ${kibibytes(bytes)} KiB`, over);

  const asked = [1, 2, 3, 4, 5].map(() => project.run("npx", "--no-install", name, "--version"));
  const says = asked.every(({ ok, text }) => ok && text.includes(version));
  say(says, `npx ${name} --version says ${version}`, asked[0]?.text);
  sayHowFast(asked);

  cpSync("examples", join(folder, "examples"), { recursive: true });
  cpSync("demo", join(folder, "demo"), { recursive: true });
  const commands = name === "mvcrs" ? rooted() : [[], ["list"], ["self-test"], ["orchestrate", "--check"]];
  for (const words of commands) {
    const { ok, text } = project.run("npx", "--no-install", name, ...words);
    say(ok, [name, ...words].join(" "), text);
  }
  if (name === "phase8-gate" && process.platform !== "win32") tryAction(project, tarball);
  if (name === "mvcrs") say(existsSync(join(folder, "hour/state/challenge_events.jsonl")), "it left a log");
}

/** The action as another repository has it: fetched, with a package that is not in the workspace. */
function tryAction(project: Project, tarball: string): void {
  const action = resolve(".github/actions/phase8-gate");
  const inputs = { GATE_ROOT: ".", GATE_BASELINE: "", GATE_FAIL_ON: "error", GATE_SARIF: "phase8.sarif" };
  const env = { ...inputs, GATE_ACTION: action, GATE_PACKAGE: tarball, GITHUB_WORKSPACE: project.folder };
  const { ok, text } = project.runWith(env, "bash", join(action, "run.sh"));
  const report = join(project.folder, "phase8.sarif");
  say(ok && existsSync(report), "the action judges another repository, and leaves a SARIF report", text);
}

/** The fastest counts. A machine whose cores are all wanted by others says how busy it is, and nothing of the program. */
function sayHowFast(asked: readonly Ran[]): void {
  const fastest = Math.round(Math.min(...asked.map(({ ms }) => ms)));
  const [wanting = 0] = loadavg();
  const what = `it takes ${fastest} ms, npx and all`;
  if (fastest < mostMs || wanting < availableParallelism())
    say(fastest < mostMs, what, `it may take ${mostMs}`);
  else
    note(
      `${what}; not judged against ${mostMs}, since ${wanting.toFixed(1)} processes share ${availableParallelism()} cores`,
    );
}

const rooted = (): readonly (readonly string[])[] => {
  const commands = firstHour(readFileSync("README.md", "utf8"));
  const why = "It is read from the section with that heading; has that changed?";
  say(commands.length >= 5, `the README's first hour has ${commands.length} commands`, why);
  return commands.map((words) => ["--root", "hour", ...words]);
};

/** What a program carries in itself, whose terms its package holds. */
export const carriedBy = (packed: Packed): readonly Licensed[] =>
  noticed(readPacked(packed, "bundle/licenses.txt"));
