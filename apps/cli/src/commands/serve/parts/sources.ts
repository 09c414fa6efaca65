import type { InputHealth, Intake, Part } from "@mvcrs/service";

/** Where signals come in: what is followed, and what is sent. */
export interface SourcesPart extends Part {
  readonly intake: Intake;
  inputs(): readonly InputHealth[];
}

/** Where signals come in, and what works on them. */
export interface OpenSources {
  readonly part: SourcesPart;
  /** Where the log is in a database: keeps this host's copy fresh, and judges this host's share. */
  readonly mirror?: Part;
  readonly worker?: Part;
  close(): Promise<void>;
}
