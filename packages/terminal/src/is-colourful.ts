/**
 * Whether to paint. NO_COLOR wins where it holds anything (no-color.org); FORCE_COLOR paints where nobody watches, but for 0
 * and false; else it takes a `terminal` that is not dumb.
 */
export function isColourful(env: Readonly<Record<string, string | undefined>>, terminal: boolean): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return terminal && env["TERM"] !== "dumb";
}
