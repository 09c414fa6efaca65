import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { findingCodes } from "../src/index.ts";
import { install } from "./support/packed.ts";

const text = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");
const readme = text("../README.md");
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(readme)?.[1] ?? "";

it("has a quick start that runs against the package as packed, and prints what it says", () => {
  const root = tempRoot();
  install(root);
  const script = join(root, "quick-start.mts");
  writeFileSync(script, block("ts"));
  const said = execFileSync(process.execPath, [script], { cwd: root, encoding: "utf8" });
  expect(said).toBe(block("text"));
});

it("has a page on the format that explains every finding", () => {
  const format = text("../../../docs/formats/log.md");
  expect([...format.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code)).toEqual(findingCodes);
});
