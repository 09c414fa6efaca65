/** `mvcrs serve` as the rehearsal sees it. */
export interface DrillService {
  /** Where its portal is. */
  readonly url: string;
  /** Resolves once everybody was told of all that is in the log, and what follows incidents is archived. */
  settled(): Promise<void>;
}

/** Starts `mvcrs serve` in a root, by a clock and with variables of its own; the program is passed in. */
export type ServeRoot = (options: {
  readonly root: string;
  readonly clock: () => number;
  readonly env: Readonly<Record<string, string>>;
}) => Promise<DrillService>;
