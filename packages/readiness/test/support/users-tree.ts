import { readFileSync } from "node:fs";
import { exportFiles, layout } from "../../src/index.ts";
import { byHand, type Tree } from "./tree.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../fixtures/users/${path}`, import.meta.url), "utf8");

/**
 * A tree as users have it, who export by a program of their own: the page renders its cards by script, there are three
 * exports, and `.gitignore` hides every other.
 */
export function usersTree(): Tree {
  return new Map([
    [layout.manifest, byHand.manifest],
    [layout.readme, read("README.md")],
    [layout.page, read("index.html")],
    ["output/.gitignore", read("gitignore.txt")],
    [exportFiles.orchestrationReport, read(exportFiles.orchestrationReport)],
    [exportFiles.selfImprovementPlan, byHand.plan],
    [exportFiles.cycleReport, read(exportFiles.cycleReport)],
  ]);
}
