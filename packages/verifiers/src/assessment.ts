import type { Pattern } from "./pattern.ts";
import type { Signal } from "./signal.ts";
import type { Level, Verdicts, VerifierName } from "./verdict.ts";

/** What the panel says about one signal. */
export interface Assessment {
  readonly signal: Signal;
  readonly verdicts: Verdicts;
  /** The triangulated deviation, 0 to `deviationCap`. */
  readonly deviation: number;
  readonly level: Level;
  /** Null exactly where the level is none. */
  readonly pattern: Pattern | null;
  /** The verifier that alone sees a material deviation. */
  readonly dissent: VerifierName | null;
  /** For how many observations of this series in a row it has done so; 0 without a dissenter. */
  readonly dissentRun: number;
  /** What to do first; empty where the level is none. */
  readonly advice: string;
  /** One line for people. */
  readonly reason: string;
}
