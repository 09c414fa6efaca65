import type { Level } from "./verdict.ts";

/** The deviations at which each level starts; ascending, above 0 (docs/verdicts.md). */
export interface Thresholds {
  readonly soft: number;
  readonly material: number;
  readonly critical: number;
}

export const defaultThresholds: Thresholds = { soft: 0.05, material: 0.15, critical: 0.3 };

export function levelOf(deviation: number, thresholds: Thresholds): Level {
  if (deviation < thresholds.soft) return "none";
  if (deviation < thresholds.material) return "soft";
  return deviation < thresholds.critical ? "material" : "critical";
}
