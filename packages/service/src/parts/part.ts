/** What a part tells while it works. */
export interface Pulse {
  /**
   * It has looked to its work once more; `detail` is what there is to show of it. `problem` says why the work is not done all
   * the same, in words for an operator.
   */
  beat(detail?: PartDetail, problem?: string | null): void;
}

/** Shown as it is: names in snake_case, times in RFC 3339. */
export type PartDetail = Readonly<Record<string, string | number | boolean | null>>;

/** A part of a service: a loop that works until it is told to stop. */
export interface Part {
  readonly name: string;
  /** It promises to beat at least this often, in milliseconds. */
  readonly everyMs: number;
  /** Works until `signal` is aborted. Ending before that, or throwing, is a failure: it is started again. */
  run(signal: AbortSignal, pulse: Pulse): Promise<void>;
}

/** How a part does. */
export interface PartHealth {
  readonly name: string;
  readonly ok: boolean;
  /** It has shown no sign of life for too long: only a restart of the process helps. */
  readonly hangs: boolean;
  /** Why it does not do its job, in words for an operator; `null` where it does. */
  readonly problem: string | null;
  /** Milliseconds since it last did its work; `null` before the first time. */
  readonly ageMs: number | null;
  readonly everyMs: number;
  /** How often it was started again. */
  readonly restarts: number;
  readonly detail: PartDetail;
}
