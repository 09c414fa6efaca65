import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import * as known from "../src/commands/all.ts";
import { programOf } from "../src/program.ts";
import { spokenOf } from "../src/words/catalogue.ts";
import { examples } from "../src/words/examples.ts";
import { jobs } from "../src/words/jobs.ts";
import { mvcrs } from "./support/cli.ts";

const spoken = spokenOf(known);

describe("a wrong word", () => {
  it.each([
    ["chalenges list", "`chalenges`", "`mvcrs challenges`", "`mvcrs --help`"],
    ["--root x chalenges list", "`chalenges`", "`mvcrs challenges`", "`mvcrs --help`"],
    ["ack 12", "`ack`", "`mvcrs challenges ack`", "`mvcrs --help`"],
    ["challenges lst", "`lst`", "`mvcrs challenges list`", "`mvcrs challenges --help`"],
    ["challenges lst --help", "`lst`", "`mvcrs challenges list`", "`mvcrs challenges --help`"],
    ["help challenges lst", "`lst`", "`mvcrs challenges list`", "`mvcrs challenges --help`"],
    ["owner puase", "`puase`", "`mvcrs owner pause`", "`mvcrs owner --help`"],
    ["owner pause --arenna 0x", "--arenna", "`--arena`", "`mvcrs owner pause --help`"],
    ["run --signal x", "--signal", "`--signals`", "`mvcrs run --help`"],
    ["run --signals x --no-folow", "--no-folow", "", "`mvcrs run --help`"],
    ["run --rpcUrll x", "--rpcUrll", "`--rpc-url`", "`mvcrs run --help`"],
    ["chain xyz", "`xyz`", "head, entries, verify", "`mvcrs chain --help`"],
    ["challenges", "needs a verb: list, show", "", "`mvcrs challenges --help`"],
    ["challenges show --json", "needs <id>", "", "`mvcrs challenges show --help`"],
    ["challenges show a b", "b", "", "`mvcrs challenges show --help`"],
    ["metrics mute m --until 1h", "needs --owner and --reason", "", "`mvcrs metrics mute --help`"],
    ["run --signals x --format xml", "xml", "", "`mvcrs run --help`"],
    ["", "needs a command", "", "`mvcrs --help`"],
  ])(
    "mvcrs %s: is named, with what was meant and the help that is its own",
    async (line, named, meant, help) => {
      const ran = await mvcrs(tempRoot(), ["--json", ...line.split(" ").filter((it) => it !== "")]);
      expect(ran.exitCode).toBe(2);
      const { error } = ran.json() as { error: { code: string; message: string; hint: string } };
      expect(error.code).toBe("USAGE");
      for (const part of [named, meant, help]) expect(`${error.message} ${error.hint}`).toContain(part);
    },
  );
});

describe("help", () => {
  it("has every command under one job", () => {
    const tops = [
      ...known.nouns.map(({ name }) => name),
      ...known.commands.map((it) => it.command.split(" ")[0]),
    ];
    expect(jobs.flatMap(([, names]) => names).toSorted()).toEqual(tops.toSorted());
  });

  it("fits 80 columns, and `help` is the same as `--help`", async () => {
    const root = tempRoot();
    const at80 = { columns: 80 };
    const { stdout } = await mvcrs(root, ["--help"], at80);
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    expect((await mvcrs(root, ["help"], at80)).stdout).toBe(stdout);
    expect((await mvcrs(root, ["help", "chain", "verify"], at80)).stdout).toBe(
      (await mvcrs(root, ["chain", "verify", "--help"], at80)).stdout,
    );
  });

  it("shows two examples of each command, and the program takes each", async () => {
    expect(Object.keys(examples).toSorted()).toEqual(spoken.map(({ words }) => words).toSorted());
    for (const [words, lines] of Object.entries(examples)) {
      expect(lines).toHaveLength(2);
      for (const [line] of lines) {
        expect(line.startsWith(`mvcrs ${words}`), line).toBe(true);
        let taken = 0;
        const program = programOf(known, {
          columns: 80,
          examples: {},
          refused: () => undefined,
          execute: async () => {
            taken += 1;
          },
        });
        await program.parseAsync(argvOf(line));
        expect(taken, line).toBe(1);
      }
    }
    const { stdout } = await mvcrs(tempRoot(), ["help", "chain", "redact"]);
    for (const [line] of examples["chain redact"] ?? []) expect(stdout).toContain(`  ${line}\n`);
  });

  /** A line of the examples as a shell would read it, without what it redirects. */
  const argvOf = (line: string): string[] =>
    [...line.replace(/ >.*$/, "").matchAll(/"([^"]*)"|(\S+)/g)]
      .slice(1)
      .map(([, quoted, bare]) => quoted ?? bare ?? "");
});

describe("completion", () => {
  // bash comes with Linux and macOS; Windows has none of its own.
  it.skipIf(process.platform === "win32")("completes in bash what may stand there", async () => {
    const root = tempRoot();
    const script = join(root, "mvcrs.bash");
    writeFileSync(script, (await mvcrs(root, ["completion", "bash"])).stdout);
    // Unquoted on purpose: one word a line.
    const answer = `. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mvcrs; printf '%s\\n' \${COMPREPLY[@]}`;
    const complete = (...words: string[]): string[] =>
      execFileSync("bash", ["-c", answer, script, "mvcrs", ...words], { encoding: "utf8" })
        .split("\n")
        .filter((it) => it !== "");
    expect(complete("chal")).toEqual(["challenges"]);
    expect(complete("challenges", "")).toEqual(["list", "show", "ack", "resolve"]);
    expect(complete("--root", "challenges", "chall")).toEqual(["challenges"]);
    expect(complete("challenges", "list", "--over")).toEqual(["--overdue"]);
    expect(complete("--root", "x", "challenges", "list", "--level", "")).toEqual([
      "soft",
      "material",
      "critical",
    ]);
    expect(complete("run", "--sig")).toEqual(["--signals"]);
    expect(complete("run", "")).toEqual([]);
  });

  it.each(["zsh", "fish"])("has every command for %s", async (shell) => {
    const { stdout, exitCode } = await mvcrs(tempRoot(), ["completion", shell]);
    expect(exitCode).toBe(0);
    for (const { words } of spoken) expect(stdout).toContain(words.split(" ").at(-1));
  });

  it("knows no other shell", async () => {
    expect((await mvcrs(tempRoot(), ["completion", "tcsh"])).exitCode).toBe(2);
  });
});

describe("the manual", () => {
  it("has every command, and no text that troff takes for a request", async () => {
    const { stdout } = await mvcrs(tempRoot(), ["man"]);
    for (const { words } of spoken) expect(stdout).toContain(`mvcrs ${words}`.replaceAll("-", "\\-"));
    for (const line of stdout.split("\n"))
      if (/^[.']/.test(line)) expect(line).toMatch(/^\.(TH|SH|TP|B|RS|RE|PP|br)\b/);
  });

  it("is a page of Markdown too", async () => {
    const { stdout } = await mvcrs(tempRoot(), ["man", "--markdown"]);
    for (const { words } of spoken) expect(stdout).toContain(`### \`mvcrs ${words}`);
  });
});

it("writes nothing for any of it", async () => {
  const root = join(tempRoot(), "empty");
  mkdirSync(root);
  for (const argv of [["--help"], ["man"], ["completion", "fish"], ["help", "run"]]) await mvcrs(root, argv);
  expect(existsSync(join(root, "state"))).toBe(false);
});
