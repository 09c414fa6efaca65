import { describe, expect, it } from "vitest";
import { addressProblems } from "../../../tools/workspace/addresses.ts";
import { arrowProblems, escapes, realArrows } from "../../../tools/workspace/arrows.ts";
import { fileCircles } from "../../../tools/workspace/file-circles.ts";
import type { Member } from "../../../tools/workspace/members.ts";
import { peerProblems } from "../../../tools/workspace/peers.ts";
import { brokenRules } from "../../../tools/workspace/source-rules.ts";
import { importsOf } from "../../../tools/workspace/sources.ts";
import { throwsProblems } from "../../../tools/workspace/throws.ts";

/** The checks of the house, tried on houses that break them. */
const problems = (
  imports: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, string[]>>,
) => {
  const members: Member[] = Object.keys(imports).map((name) => ({
    folder: name,
    manifest: {
      name,
      dependencies: Object.fromEntries((declared[name] ?? []).map((it) => [it, "workspace:^"])),
    },
    references: [],
  }));
  const filesOf = (name: string) => [{ path: `${name}/src/a.ts`, text: imports[name] ?? "" }];
  return arrowProblems(members, realArrows(members, filesOf));
};
const uses = (name: string) => `import { a } from "${name}";\n`;

describe("arrows", () => {
  it("may point down where they are declared", () => {
    const found = problems(
      { "@mvcrs/errors": "", "@mvcrs/chain": uses("@mvcrs/errors") },
      { "@mvcrs/chain": ["@mvcrs/errors"] },
    );
    expect(found).toEqual([]);
  });

  it.each([
    ["up", "@mvcrs/chain", "@mvcrs/escalation", "arrows point down only"],
    ["sideways", "@mvcrs/escalation", "@selfplay/owner-ops", "arrows point down only"],
    ["from an app to an app", "mvcrs", "phase8-gate", "arrows point down only"],
  ])("may not point %s", (_where, from, to, why) => {
    expect(problems({ [from]: uses(to), [to]: "" }, { [from]: [to] })).toEqual([
      expect.stringContaining(why),
    ]);
  });

  it("are declared, and needed", () => {
    const house = { "@mvcrs/errors": "", "@mvcrs/chain": uses("@mvcrs/errors"), "@mvcrs/files": "" };
    expect(problems(house, { "@mvcrs/chain": ["@mvcrs/files"] })).toEqual([
      expect.stringContaining("@mvcrs/errors is imported and not declared"),
      expect.stringContaining("declares @mvcrs/files and never imports it"),
    ]);
  });

  it("make no circle", () => {
    const [a, b] = ["@mvcrs/chain", "@mvcrs/escalation"];
    const found = problems({ [a]: uses(b), [b]: uses(a) }, { [a]: [b], [b]: [a] });
    expect(found).toContainEqual(expect.stringContaining(`circle: ${a} -> ${b} -> ${a}`));
  });

  it("are those of every form of import, and of no comment", () => {
    const text = `import a, {\n  b,\n} from "one";\nexport * from "two";\nimport "three";\nawait import("four");
import type { C } from "five";\nimport.meta.resolve("six");\n// import d from "seven";\n * import e from "eight";`;
    expect(importsOf(text)).toEqual(["one", "two", "three", "four", "five", "six"]);
  });

  it("go by name, not by path", () => {
    const file = {
      path: "packages/a/src/b/c.ts",
      text: 'import "../d.ts";\nimport "../../../e/src/f.ts";\n',
    };
    expect(escapes("packages/a", file)).toEqual([expect.stringContaining("../../../e/src/f.ts")]);
  });
});

describe("files", () => {
  const circlesOf = (texts: Readonly<Record<string, string>>) =>
    fileCircles(Object.entries(texts).map(([path, text]) => ({ path, text })));

  it("may import each other one way", () => {
    const files = { "p/src/a.ts": uses("./in/b.ts") + uses("./c.ts"), "p/src/in/b.ts": uses("../c.ts") };
    expect(circlesOf({ ...files, "p/src/c.ts": uses("elsewhere") })).toEqual([]);
  });

  it("make no circle, by a type neither", () => {
    const files = {
      "p/src/a.ts": uses("./in/b.ts"),
      "p/src/in/b.ts": uses("../c.ts"),
      "p/src/c.ts": 'import type { A } from "./a.ts";\n',
    };
    expect(circlesOf(files)).toEqual([
      expect.stringContaining("circle: p/src/a.ts -> p/src/in/b.ts -> p/src/c.ts -> p/src/a.ts"),
    ]);
  });
});

describe("peers", () => {
  const devDependencies = { ethers: "catalog:" };
  const evm = { name: "evm", peerDependencies: { ethers: "catalog:peers" }, devDependencies };
  const found = (user: object) =>
    peerProblems(
      [evm, { name: "user", ...user }].map((manifest) => ({ folder: "f", manifest, references: [] })),
    );

  it.each([
    ["a pin of what users bring", { dependencies: { ethers: "catalog:" } }, 'must be in "peerDependencies"'],
    ["a peer kept back", { dependencies: { evm: "workspace:^" } }, "must pass on the peer ethers"],
    [
      "a range of its own",
      { peerDependencies: { ethers: "^6" }, devDependencies },
      'must be "catalog:peers"',
    ],
    ["an untested peer", { peerDependencies: evm.peerDependencies }, "to be tested with"],
  ])("are not %s", (_what, user, why) => {
    expect(found(user)).toEqual([expect.stringContaining(why)]);
  });

  it("are passed on by libraries, and carried by programs", () => {
    const dependencies = { evm: "workspace:^" };
    expect(found({ ...evm, name: "user", dependencies })).toEqual([]);
    expect(found({ dependencies, bin: { user: "./bundle/user.mjs" } })).toEqual([]);
  });
});

describe("addresses of the sources", () => {
  const said = {
    homepage: "https://git.example/us/it/tree/main/p#readme",
    bugs: "https://git.example/us/it/issues",
    repository: { type: "git", url: "git+https://git.example/us/it.git", directory: "p" },
  };
  const found = (repository: string, manifest: object) =>
    addressProblems(
      [{ folder: "p", manifest: { name: "a", ...manifest }, references: [] }],
      repository,
      false,
    );

  it("stand in every package once they are known, and not before", () => {
    expect(found("https://git.example/us/it", said)).toEqual([]);
    expect(found("https://git.example/us/it", {})).toEqual([expect.stringContaining("--write")]);
    expect(found("", said)).toEqual([expect.stringContaining("--write")]);
    expect(found("", {})).toEqual([]);
    expect(found("git@git.example:us/it", said)).toEqual([expect.stringContaining("is not like https://")]);
  });
});

describe("sources", () => {
  const broken = (name: string, text: string) => brokenRules(name, { path: "a.ts", text }).length;

  it.each([
    ["mvcrs", 'throw new Error("x")'],
    ["@mvcrs/chain", "Math.random()"],
    ["@mvcrs/chain", "const at = new Date();"],
    ["@selfplay/owner-ops", "process.exit(1)"],
    ["@mvcrs/verifiers", 'import { readFile } from "node:fs/promises";'],
    ["@mvcrs/verifiers", "const { clock = Date.now } = options;"],
    ["@mvcrs/telemetry", "fetch(url)"],
  ])("of %s may not have: %s", (name, text) => {
    expect(broken(name, text)).toBe(1);
  });

  it.each([
    ["@mvcrs/chain", "// throw new Error(x) would be wrong"],
    ["@mvcrs/chain", "// off the rule: caught below.\nthrow new Error(x)"],
    ["@mvcrs/chain", "const { clock = Date.now } = options;"],
    ["mvcrs", "Math.random()"],
    ["@mvcrs/verifiers", "options.fetch(url)"],
  ])("of %s may have: %s", (name, text) => {
    expect(broken(name, text)).toBe(0);
  });
});

describe("comments on what is thrown", () => {
  const source = `export const errors = defineErrors({\n  FILE_FAILED: {},\n  LOCK_HELD: {},\n});\nfunction open() {}\n`;
  const problems = (comment: string) => throwsProblems([{ path: "a.ts", text: `${source}${comment}\n` }]);

  it.each([
    "/** @throws FILE_FAILED */",
    "/** Opens it. @throws FILE_FAILED, LOCK_HELD where another has it */",
    "/**\n * Opens it.\n *\n * @throws LOCK_HELD (after a while),\n * FILE_FAILED, what `open` throws\n *\n * @example\n */",
    "/** @throws one of `damageCodes`; nothing was written */",
    "/** @throws RangeError where it is zero */",
  ])("may say: %s", (comment) => {
    expect(problems(comment)).toEqual([]);
  });

  it.each([
    "/** Reads it. Throws FILE_FAILED. */",
    "/** @throws `FILE_FAILED` */",
    "/** @throws FILE_FAILED and LOCK_HELD */",
    "/** @throws FILE_FAILED, and what `open` throws */",
    "/** @throws the FILE_* codes */",
    "/** @throws FILE_GONE */",
    "/** @throws what `close` throws */",
  ])("may not say: %s", (comment) => {
    expect(problems(comment)).toHaveLength(1);
  });
});
