import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { firstHour } from "../../../tools/release/first-hour.ts";
import { disallowed, installedIn } from "../../../tools/release/licences.ts";
import { noticed, noticesOf } from "../../../tools/release/notices.ts";
import { refusals } from "../../../tools/release/refusals.ts";
import { overBudget } from "../../../tools/release/sizes.ts";
import { unannounced } from "../../../tools/release/unannounced.ts";

/** What decides about a release, tried on what must not be released. The rest is `pnpm release:check`. */

it("nothing is published without a public repository, with changesets left over, or without a tarball", () => {
  const ready = { repository: "https://git.example/us/it", changesets: [], missing: [] };
  expect(refusals(ready)).toEqual([]);
  expect(refusals({ ...ready, repository: "" })).toEqual([expect.stringContaining("repository.ts")]);
  expect(refusals({ ...ready, changesets: ["a.md"] })).toEqual([
    expect.stringContaining("changeset version"),
  ]);
  expect(refusals({ ...ready, missing: ["mvcrs@1.0.0"] })).toEqual([expect.stringContaining("mvcrs@1.0.0")]);
});

describe("a changeset", () => {
  const members = [
    { folder: "p/chain", manifest: { name: "chain" }, references: [] },
    { folder: "p/chain-s3", manifest: { name: "chain-s3" }, references: [] },
    { folder: "p/kit", manifest: { name: "kit", private: true }, references: [] },
  ];
  it.each([
    [["p/chain/src/a.ts"], [], ["chain"]],
    [["p/chain/test/a.ts", "a.md", "p/kit/src/a.ts"], [], []],
    [["p/chain/src/a.ts", ".changeset/a.md"], [".changeset/a.md"], []],
    // Somebody else's, changed or removed, announces nothing of this.
    [["p/chain/src/a.ts", ".changeset/a.md"], [], ["chain"]],
  ])("for %j with %j new is missing of %j", (changed, added, names) => {
    expect(unannounced(changed, added, members)).toEqual(names);
  });
});

describe("licences", () => {
  const place = (folder: string, manifest: object, terms?: string) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    if (terms !== undefined) writeFileSync(join(folder, "LICENSE"), terms);
  };

  it("of all that is installed are known, nested copies among it", () => {
    const root = tempRoot();
    const modules = join(root, "node_modules");
    place(join(modules, "ours"), { name: "ours", version: "1.0.0", license: "MIT" });
    place(join(modules, "@a/b"), { name: "@a/b", version: "1.0.0", license: "ISC" });
    place(join(modules, "@a/b/node_modules/c"), { name: "c", version: "2.0.0", license: "GPL-3.0" });
    place(join(modules, "d"), { name: "d", version: "1.0.0" });
    const found = installedIn(root, new Set(["ours"]));
    expect(found.map(({ name }) => name).sort()).toEqual(["@a/b@1.0.0", "c@2.0.0", "d@1.0.0"]);
    expect(
      disallowed(found)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["c@2.0.0", "d@1.0.0"]);
  });

  it.each([
    ["(MIT OR GPL-2.0)", true],
    ["MIT AND ISC", true],
    ["MIT AND GPL-2.0", false],
    ["GPL-2.0-only", false],
    ["SEE LICENSE IN x", false],
  ])("%s: %s", (license, fine) => {
    expect(disallowed([{ name: "a@1", license }]).length === 0).toBe(fine);
  });

  it("go with what is bundled, in the words of each package", () => {
    const folder = join(tempRoot(), "node_modules/a");
    place(folder, { name: "a", version: "1.2.3", license: "MIT" }, "Copyright Ada\n");
    place(join(folder, "esm"), { type: "module" });
    const text = noticesOf([
      join(folder, "esm/index.js"),
      join(folder, "esm/b.js"),
      "/src/ours.ts",
      "\0made-up",
    ]);
    expect(text).toBe("== a 1.2.3 (MIT)\n\nCopyright Ada\n");
    expect(noticed(text)).toEqual([{ name: "a@1.2.3", license: "MIT" }]);
    place(folder, { name: "a", version: "1.2.3" });
    expect(() => noticesOf([join(folder, "b.js")])).toThrow("a@1.2.3 says no licence");
  });
});

it("a package has a size that it may not go beyond", () => {
  const of = (name: string, kibibytes: number) =>
    overBudget({ manifest: { name }, bytes: new Uint8Array(kibibytes * 1024) });
  expect(of("mvcrs", 100)).toBeUndefined();
  expect(of("mvcrs", 10_000)).toContain("mvcrs has 10000 KiB, and may have");
  expect(of("new-one", 1)).toContain("has no budget");
});

it("the README's first hour is what mvcrs is told in its section", () => {
  const readme =
    "# A\n\n```sh\nmvcrs early\n```\n\n## Your first hour\n\n```sh\nalias mvcrs='x'\nmvcrs init\nmvcrs run --json\n```\n\n## Then\n\n```sh\nmvcrs late\n```\n";
  expect(firstHour(readme)).toEqual([["init"], ["run", "--json"]]);
});
