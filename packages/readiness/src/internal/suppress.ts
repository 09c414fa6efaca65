import type { Baseline } from "../baseline.ts";
import type { Waiver } from "../config.ts";
import type { Finding } from "../report.ts";

export interface Suppressor {
  /** The finding as it counts: unchanged, or marked as waived or known. */
  apply(finding: Finding): Finding;
  /** Waivers whose last day has passed, those that nothing needed, and how many baseline entries nothing needed. */
  rest(): {
    readonly expired: readonly number[];
    readonly unused: readonly number[];
    readonly unusedBaseline: number;
  };
}

export function makeSuppressor(
  waivers: readonly Waiver[],
  baseline: Baseline | undefined,
  now: number,
): Suppressor {
  const today = new Date(now).toISOString().slice(0, 10);
  const used = new Set<number>();
  const left = new Map(baseline);
  const matches = (waiver: Waiver, finding: Finding): boolean =>
    waiver.rule === finding.rule &&
    (waiver.file === undefined || waiver.file === finding.file) &&
    (waiver.pointer === undefined || waiver.pointer === finding.pointer);
  return {
    apply(finding) {
      for (const [index, waiver] of waivers.entries()) {
        if (waiver.expires < today || !matches(waiver, finding)) continue;
        used.add(index);
        const { owner, reason, expires } = waiver;
        return { ...finding, suppressed: { by: "waiver", owner, reason, expires } };
      }
      const remaining = left.get(finding.fingerprint) ?? 0;
      if (remaining === 0) return finding;
      left.set(finding.fingerprint, remaining - 1);
      return { ...finding, suppressed: { by: "baseline" } };
    },
    rest() {
      const expired = waivers.flatMap(({ expires }, index) => (expires < today ? [index] : []));
      return {
        expired,
        unused: waivers.flatMap((_, index) => (used.has(index) || expired.includes(index) ? [] : [index])),
        unusedBaseline: [...left.values()].reduce((sum, count) => sum + count, 0),
      };
    },
  };
}
