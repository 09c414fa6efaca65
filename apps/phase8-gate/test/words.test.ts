import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { rules } from "@phase8/readiness";
import { describe, expect, it } from "vitest";
import { commands } from "../src/words/commands.ts";
import { gate } from "./support/cli.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

describe("a wrong word", () => {
  it.each([
    [["chek"], "no command `chek`", "`check`", "phase8-gate --help"],
    [["help", "lsit"], "no command `lsit`", "`list`", "phase8-gate --help"],
    [["explode"], "no command `explode`", "", "phase8-gate --help"],
    [["--basline", "x"], "check has no option --basline", "`--baseline`", "phase8-gate check --help"],
    [["orchestrate", "--chek"], "orchestrate has no option --chek", "`--check`", "orchestrate --help"],
    [["list", "--baseline", "x"], "list has no option --baseline", "`phase8-gate check`", "list --help"],
    [["-x"], "check has no option --x", "", "check --help"],
    [["list", "--format", "sarif"], "must be one of pretty, json", "", "list --help"],
    [["--format"], "--format needs a FORMAT", "", "check --help"],
    [["--root", "--verdict"], "--root needs a DIR", "", "check --help"],
    [["--output="], "--output needs a FILE", "", "check --help"],
    [["--verdict=yes"], "--verdict takes no value", "", "check --help"],
    [["list", "rules"], "list takes no `rules`", "", "list --help"],
    [["explain"], "explain needs a RULE", "", "explain --help"],
    [["explain", "a", "b"], "explain takes one RULE, not 2", "", "explain --help"],
    [["explain", "plan-hsh"], "no guardrail `plan-hsh`", "`plan-hash`", "phase8-gate list"],
  ])("of %j is named, with the one that was meant and where to look", async (argv, problem, meant, help) => {
    const { exitCode, stdout, stderr } = await gate(tempRoot(), argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    const [first = "", second = ""] = stderr.split("\n");
    expect(first).toContain(problem);
    expect(second).toContain(help);
    if (meant === "") expect(second).not.toContain("Did you mean");
    else expect(second).toContain(meant);
  });
});

describe("help", () => {
  const told = async (argv: readonly string[], columns?: number) => {
    const io = columns === undefined ? {} : { paintable: true, columns };
    const ran = await gate(tempRoot(), argv, io);
    expect([ran.exitCode, ran.stderr]).toEqual([0, ""]);
    return ran.stdout;
  };

  it("has every command, its options and examples, and fits the screen", async () => {
    const all = await told(["--help"]);
    expect(await told(["help"])).toBe(all);
    for (const { name, options, examples } of commands) {
      expect(all).toMatch(new RegExp(`^  ${name} `, "m"));
      for (const columns of [undefined, 60]) {
        const one = await told([name, "--help"], columns);
        expect(await told(["help", name], columns)).toBe(one);
        for (const option of options) expect(one).toContain(`  --${option}`);
        for (const [line] of examples) expect(one).toContain(line);
        const widths = [...all.split("\n"), ...one.split("\n")].map((line) => line.length);
        expect(Math.max(...one.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns ?? 80);
        expect(Math.max(...widths)).toBeLessThanOrEqual(80);
      }
    }
  });

  it("shows examples that work", async () => {
    const lines = commands.flatMap(({ examples }) => examples.map(([line]) => line.split(" ").slice(1)));
    // Another test plays those; they write, want a repository of git, or take long.
    const harmless = lines.filter(
      (argv) => !argv.includes("--rev") && !argv.includes("self-test") && argv.join() !== "orchestrate",
    );
    expect(harmless.length).toBeGreaterThan(6);
    for (const argv of harmless) {
      const report = argv.includes("--output") ? ["--output", `${tempRoot()}/report`] : [];
      const words = argv.filter((_, at) => argv[at] !== "--output" && argv[at - 1] !== "--output");
      expect([argv, (await gate(repository, [...words, ...report])).exitCode]).toEqual([argv, 0]);
    }
  });
});

it.each([
  [{}, false, false],
  [{}, true, true],
  [{ NO_COLOR: "1" }, true, false],
  [{ FORCE_COLOR: "1" }, false, true],
])("with %j and a terminal (%s) paints: %s", async (env, paintable, painted) => {
  const { stdout } = await gate(repository, [], { env, paintable, columns: 80 });
  expect(stdout.includes("\u001b[")).toBe(painted);
  const lines = stdout.split("\n").filter((line) => line.length > 110);
  expect(lines.length > 0).toBe(!paintable);
});

it("leads from SARIF to where each rule is explained", async () => {
  const links = async (...argv: string[]) => {
    const { stdout } = await gate(repository, ["--format", "sarif", ...argv]);
    const driver: { rules: { helpUri: string }[] } = JSON.parse(stdout).runs[0].tool.driver;
    return driver.rules.map(({ helpUri }) => helpUri);
  };
  expect(await links("--docs", "https://docs.example/GUARDRAILS.md")).toEqual(
    rules.map(({ id }) => `https://docs.example/GUARDRAILS.md#${id}`),
  );
  for (const link of await links()) expect(link).toMatch(/^(https:|pkg:npm\/phase8-gate@).*GUARDRAILS\.md/);
});
