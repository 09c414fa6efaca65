import type { Colours } from "./colours.ts";
import type { Painted } from "./table.ts";

/** A level in a table, in its colour. */
export const levelCell = (level: string, paint: Colours): Painted => ({
  text: level,
  paint: level === "soft" || level === "material" || level === "critical" ? paint[level] : paint.none,
});
