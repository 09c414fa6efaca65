import type { Confirmation } from "./levels.ts";
import type { Pattern } from "./pattern.ts";
import type { Signal } from "./signal.ts";
import type { Level, Verdicts, VerifierName } from "./verdict.ts";

/** What the panel says about one signal, or about one thing beside its value. */
export interface Assessment {
  readonly signal: Signal;
  readonly verdicts: Verdicts;
  /** Of the verifier that decides the level, 0 to `deviationCap`. */
  readonly deviation: number;
  readonly level: Level;
  /** Null exactly where the level is none. */
  readonly pattern: Pattern | null;
  /** What is known of the value that policy and forecast judged. */
  readonly confirmation: Confirmation;
  /** That value: the witnesses' where they confirm one, else the reported one. */
  readonly value: number;
  /** The verifier that alone sees a material deviation. */
  readonly dissent: VerifierName | null;
  /** In how many of the last eight observations the evidence was there that decided; 0 where the level is none. */
  readonly count: number;
  /** What to do first; empty where the level is none. */
  readonly advice: string;
  /** What happened, in a line for people. */
  readonly reason: string;
  /** What is wrong beside the value: with a witness, with coverage, with a clock. Empty for most. */
  readonly findings: readonly Assessment[];
}
