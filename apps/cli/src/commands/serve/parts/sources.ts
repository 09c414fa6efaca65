import type { InputHealth, Intake, Part } from "@mvcrs/service";

/** Where signals come in: what is followed, and what is sent. */
export interface SourcesPart extends Part {
  readonly intake: Intake;
  inputs(): readonly InputHealth[];
}
