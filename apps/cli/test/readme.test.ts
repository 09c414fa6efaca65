import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { z } from "zod";
import { mvcrs } from "./support/cli.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const readme = readFileSync(join(repository, "README.md"), "utf8");

/** The command lines of every ```sh block, in order. */
function commands(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
    (block ?? "").trim().split("\n"),
  );
}

it("walks through the first hour as the README tells it", async () => {
  const root = tempRoot();
  const hour = commands(readme).filter((line) => line.startsWith("./mvcrs "));
  expect(hour.length).toBeGreaterThan(4);
  const said: [string, number][] = [];
  for (const line of hour) {
    const ran = await mvcrs(repository, [...line.split(" ").slice(1), "--root", root, "--json"]);
    said.push([line, ran.exitCode]);
    const answer = z.object({ judged: z.number(), rows: z.number() }).safeParse(ran.json());
    // A newcomer who sees that nothing was judged learns nothing.
    if (line.startsWith("./mvcrs run"))
      expect([line, answer.data]).toEqual([line, { judged: 1680, rows: 1680 }]);
  }
  expect(said).toEqual(hour.map((line) => [line, 0]));
  for (const [, path] of readme.matchAll(/^\| `((?:state|observatory)\/[^`<]+)` \|/gm))
    expect(existsSync(join(root, path ?? "")), path).toBe(true);
});

it("does what the README of the program shows", async () => {
  const root = tempRoot();
  const lines = commands(readFileSync(join(repository, "apps/cli/README.md"), "utf8"));
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    const ran = await mvcrs(repository, [...line.split(" ").slice(1), "--root", root]);
    expect([line, ran.exitCode]).toEqual([line, 0]);
    if (line.endsWith(" --json")) expect(() => ran.json()).not.toThrow();
  }
});

it("names only scripts and files that exist", () => {
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const named = [...readme.matchAll(/npx -y pnpm@12 (?:--silent )?([a-z:]+)/g)].map(([, name]) => name ?? "");
  expect(named.length).toBeGreaterThan(2);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
  for (const [, link] of readme.matchAll(/\]\(([^)#:]+)\)/g))
    expect(existsSync(join(repository, link ?? "")), link).toBe(true);
});
