import type { Stage } from "../stage.ts";

/** A scripted incident: what goes wrong, who notices, what the operator does. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** For who has never seen the system. */
  readonly story: string;
  /** Plays it. Whatever is not noticed, or not as it should be, throws. */
  play(stage: Stage): Promise<void>;
}
