import type { Io } from "../io.ts";

const codes = {
  ok: 32,
  warning: 33,
  problem: 31,
  soft: 36,
  material: 33,
  critical: 31,
} as const;
type Colour = keyof typeof codes;

/**
 * Paints text by what it says. NO_COLOR wins where it holds anything (no-color.org); FORCE_COLOR paints where nobody
 * watches, but for 0 and false; else a terminal decides.
 */
export function colours(
  io: Pick<Io, "env" | "paintable">,
): Readonly<Record<Colour, (text: string) => string>> {
  const on = isColourful(io.env, io.paintable === true);
  const paint = (code: number) => (text: string) =>
    on && text !== "" ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    ok: paint(codes.ok),
    warning: paint(codes.warning),
    problem: paint(codes.problem),
    soft: paint(codes.soft),
    material: paint(codes.material),
    critical: paint(codes.critical),
  };
}

/** Whether to paint, by the environment and whether a terminal reads. */
export function isColourful(env: Io["env"], terminal: boolean): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return terminal && env["TERM"] !== "dumb";
}
