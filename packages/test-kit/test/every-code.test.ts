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

const isMet = (code: string): boolean => new RegExp(`\\b${code}\\b`).test(tests);

const codesOf = (path: string): string[] =>
  [...read(path).matchAll(/^ {2}([A-Z][A-Z0-9_]+): (?:\{$|[a-z])/gm)].map(([, code = ""]) => code);

it("finds the catalogues and their codes", () => {
  expect(catalogues.length).toBeGreaterThan(12);
  expect(catalogues.flatMap(codesOf).length).toBeGreaterThan(200);
});

it.each(catalogues)("a test meets each code of %s", (path) => {
  expect(codesOf(path).filter((code) => !isMet(code))).toEqual([]);
});

// Problems, findings and warnings are data, not errors; they have codes all the same.
it.each([
  ["a row", "packages/verifiers/src/input/row-problem.ts", / {2}\| "([A-Z0-9_]+)"/g, 16],
  ["a log", "packages/chain/src/log/finding.ts", /^ {2}([A-Z0-9_]+): \{/gm, 16],
])("a test meets each code of what can be wrong with %s", (_what, path, pattern, count) => {
  const codes = [...read(path).matchAll(pattern)].map(([, code = ""]) => code);
  expect(codes).toHaveLength(count);
  expect(codes.filter((code) => !isMet(code))).toEqual([]);
});

it("a test meets each warning of an owner's plan", () => {
  const codes = filesOf("src")
    .filter((path) => path.startsWith("packages/owner-ops/src/"))
    .flatMap((path) => [...read(path).matchAll(/^ +code: "([A-Z_]+)",$/gm)].map(([, code = ""]) => code));
  expect(codes.length).toBeGreaterThan(4);
  expect(codes.filter((code) => !isMet(code))).toEqual([]);
});
