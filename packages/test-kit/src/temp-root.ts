import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new empty folder for the running test; it is removed when the test has finished. */
export function tempRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "mvcrs-test-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}
