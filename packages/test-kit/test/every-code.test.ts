import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const repo = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string): string => readFileSync(repo + path, "utf8");
const members = ["packages", "apps"].flatMap((group) =>
  readdirSync(repo + group).map((name) => `${group}/${name}`),
);
/** The TypeScript files of a folder of every member. */
const filesOf = (folder: "src" | "test"): string[] =>
  members.flatMap((member) => {
    const inside = readdirSync(`${repo}${member}`).includes(folder);
    const names = inside ? readdirSync(`${repo}${member}/${folder}`, { recursive: true }) : [];
    return names.map((name) => `${member}/${folder}/${name}`).filter((path) => path.endsWith(".ts"));
  });

const catalogues = filesOf("src").filter(
  (path) => /\/errors(?:\/[^/]+)?\.ts$/.test(path) && /\bkind: "/.test(read(path)),
);

// Which package's test meets a code does not matter: some can only be met from the command line.
const tests = filesOf("test")
  .filter((path) => path.endsWith(".test.ts") && !/\/(?:inventory|every-code)\.test\.ts$/.test(path))
  .map(read)
  .join("\n");

const codesOf = (path: string): string[] =>
  [...read(path).matchAll(/^ {2}([A-Z][A-Z0-9_]+): (?:\{$|[a-z])/gm)].map(([, code = ""]) => code);

it("finds the catalogues and their codes", () => {
  expect(catalogues.length).toBeGreaterThan(12);
  expect(catalogues.flatMap(codesOf).length).toBeGreaterThan(200);
});

it.each(catalogues)("a test meets each code of %s", (path) => {
  expect(codesOf(path).filter((code) => !new RegExp(`\\b${code}\\b`).test(tests))).toEqual([]);
});
