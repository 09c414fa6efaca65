import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { defaultFolder, rules } from "@phase8/readiness";
import { expect, it } from "vitest";
import { gate } from "./support/cli.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const { scripts } = JSON.parse(read("package.json"));

/** The command lines of every ```sh block, in order. */
const commands = (markdown: string): string[] =>
  [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) => (block ?? "").trim().split("\n"));

/** What the gate gets of a line: npm and pnpm pass on what stands behind the script, and the script's own options. */
function argvOf(line: string): string[] | undefined {
  const plain = line.replace(/\s+#.*$/, "").replace(/^DEBUG=\S+ /, "");
  const [, script, rest = ""] = /^npm run (demo:phase8:[a-z]+)(?: -- (.*))?$/.exec(plain) ?? [];
  if (script !== undefined) {
    const own = /^npx -y pnpm@12 --silent phase8-gate ?(.*)$/.exec(scripts[script]);
    return `${own?.[1] ?? "no such script"} ${rest}`.trim().split(" ").filter(Boolean);
  }
  return /^npx -y pnpm@12 --silent phase8-gate ?(.*)$/.exec(plain)?.[1]?.split(" ").filter(Boolean);
}

it.each(["docs/runbooks/phase8.md", `${defaultFolder}/README.md`, "apps/phase8-gate/README.md"])(
  "every command of %s works, in its order",
  async (document) => {
    const root = tempRoot();
    for (const part of ["config", "output", "assets", "index.html", "README.md"])
      cpSync(join(repository, defaultFolder, part), join(root, defaultFolder, part), { recursive: true });
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@t", ...args]);
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "tree");

    const lines = commands(read(document)).flatMap((line) => {
      const argv = argvOf(line);
      return argv === undefined ? [] : [{ line, argv }];
    });
    expect(lines.length).toBeGreaterThan(1);
    for (const { line, argv } of lines) {
      const ran = await gate(root, argv);
      expect([line, ran.exitCode, ran.stderr.includes("error:")]).toEqual([line, 0, false]);
    }
  },
);

it("names guardrails and findings that exist", async () => {
  const runbook = read("docs/runbooks/phase8.md");
  const named = [...runbook.matchAll(/^\| `[^|]+ \| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
    [...(cell ?? "").matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id),
  );
  expect(named.length).toBeGreaterThan(8);
  for (const id of named) expect(rules.map((rule) => rule.id)).toContain(id);
});

it("calls in CI what the runbook tells operators to call", () => {
  const workflow = read(".github/workflows/ci.yml");
  expect(workflow).toContain("name: ci (v2)");
  expect(workflow).toContain("name: Phase 8 readiness");
  for (const [, script] of workflow.matchAll(/npm run (\S+)/g))
    expect(Object.keys(scripts)).toContain(script);
  expect(read(".github/actions/phase8-gate/action.yml")).toContain("phase8-gate");
});
