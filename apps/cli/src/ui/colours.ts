import { isColourful } from "@mvcrs/terminal";
import type { Io } from "../io.ts";

const codes = {
  ok: 32,
  warning: 33,
  problem: 31,
  none: 39,
  soft: 36,
  material: 33,
  critical: 31,
  strong: 1,
  faint: 90,
} as const;
export type Colour = keyof typeof codes;
export type Colours = Readonly<Record<Colour, (text: string) => string>>;

/**
 * Paints text by what it says; the one place where this program makes colours. NO_COLOR wins where it holds anything
 * (no-color.org); FORCE_COLOR paints where nobody watches, but for 0 and false; else a terminal decides.
 */
export function colours(
  io: Pick<Io, "env" | "paintable" | "interactive">,
  stream: "stdout" | "stderr" = "stdout",
): Colours {
  const on = isColourful(io.env, stream === "stdout" ? io.paintable === true : io.interactive);
  const paint = (name: Colour) => (text: string) =>
    on && text !== "" ? `\u001b[${codes[name]}m${text}\u001b[0m` : text;
  return {
    ok: paint("ok"),
    warning: paint("warning"),
    problem: paint("problem"),
    none: (text) => text,
    soft: paint("soft"),
    material: paint("material"),
    critical: paint("critical"),
    strong: paint("strong"),
    faint: paint("faint"),
  };
}
