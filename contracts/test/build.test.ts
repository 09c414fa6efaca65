import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import * as contracts from "../src/index.ts";
import * as testing from "../src/testing.ts";
import { render, storageLayouts } from "../tools/generate.ts";
import { home } from "../tools/hre.ts";

const generated = fileURLToPath(new URL("../src/generated/", import.meta.url));
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );

describe("what is generated from the Solidity sources", () => {
  it("is what the sources ask for (else: pnpm --filter @selfplay/contracts run generate)", async () => {
    const wanted = await render();
    expect(filesBelow(generated).sort()).toEqual([...wanted.keys()].sort());
    for (const [path, text] of wanted) expect(readFileSync(join(generated, path), "utf8"), path).toBe(text);
  });

  it("keeps the storage layout, which an upgrade or a fork would trip over", async () => {
    const layouts = Object.entries(await storageLayouts()).map(
      ([name, variables]) => `${name}\n${variables.map((variable) => `  ${variable}\n`).join("")}`,
    );
    await expect(layouts.join("\n")).toMatchFileSnapshot("./storage-layout.txt");
  });

  it("exports this and nothing else", () => {
    expect(Object.keys(contracts).sort()).toMatchInlineSnapshot(`
      [
        "SelfPlayArena__factory",
        "StakeManager__factory",
        "StakeToken__factory",
        "SystemPause__factory",
        "sequenceProbeCode",
      ]
    `);
    expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
      [
        "FieldArena",
        "FieldModule",
        "FieldStakeManager",
        "FieldSystemPause",
        "SimplePause",
      ]
    `);
  });
});

// In this file because two Hardhat builds at once would write the same cache.
describe("the Solidity tests", () => {
  it("pass, at the gas of the snapshot (a wanted change: pnpm --filter @selfplay/contracts run gas)", async () => {
    const hardhat = join(home, "node_modules/hardhat/dist/src/cli.js");
    const outcome = await promisify(execFile)(
      process.execPath,
      [hardhat, "test", "solidity", "--snapshot-check"],
      {
        cwd: home,
      },
    ).then(
      ({ stdout }) => stdout,
      (failure: { stdout?: string; stderr?: string }) =>
        `failing: ${failure.stdout ?? ""}${failure.stderr ?? ""}`,
    );
    expect(outcome).not.toContain("failing");
    expect(outcome).toMatch(/^ {2}\d+ passing/m);
  });
});
