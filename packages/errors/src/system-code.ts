/** The `code` of a system error (`ENOENT`, `ENOSPC`, ...), if it has one. */
export function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;
}
