/**
 * The `code` of a system error (`ENOENT`, `ENOSPC`, ...), if it has one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readFile } from "node:fs/promises";
 * import { systemCode } from "@mvcrs/errors";
 *
 * const thrown = await readFile("no-such-file").catch((reason: unknown) => reason);
 * assert.equal(systemCode(thrown), "ENOENT");
 * ```
 */
export function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;
}
