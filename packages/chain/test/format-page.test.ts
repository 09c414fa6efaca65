import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { findingCodes, vaultFindingCodes } from "../src/index.ts";

const text = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

it("has a page on the format that explains every finding", () => {
  const format = text("../../../docs/formats/log.md");
  expect([...format.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code)).toEqual([
    ...findingCodes,
    ...vaultFindingCodes,
  ]);
});
