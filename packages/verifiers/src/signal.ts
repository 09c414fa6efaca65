/** A second party's report of the same quantity at (about) the same time. */
export interface Witness {
  /** Who reports, for example `evm:31337`. */
  readonly source: string;
  readonly value: number;
  /** Relative weight, above 0. Default 1. */
  readonly weight?: number;
  /** RFC 3339 UTC; the signal's own time if absent. */
  readonly observedAt?: string;
  /** Who runs the witness; witnesses with one operator count once. */
  readonly operator?: string;
  /** The signing key of the witness; witnesses that share one are not independent. */
  readonly key?: string;
  /** The machine of the witness; witnesses that share one are not independent. */
  readonly host?: string;
  /** Shown, but not counted. */
  readonly advisory?: boolean;
}

/** One observation of one metric by one source: what the verifiers judge. */
export interface Signal {
  /** `[A-Za-z0-9][A-Za-z0-9._:-]*`, 200 characters at most. */
  readonly metric: string;
  /** Printable ASCII without spaces, 200 characters at most. */
  readonly source: string;
  /** Finite. */
  readonly value: number;
  /** RFC 3339 UTC with milliseconds. */
  readonly observedAt: string;
  /** `observedAt` in milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  readonly unit?: string;
  readonly witnesses?: readonly Witness[];
  readonly labels?: Readonly<Record<string, string>>;
}

export const metricPattern: RegExp = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;
export const sourcePattern: RegExp = /^[\x21-\x7e]{1,200}$/;

/** True for a name that is safe in a file name, a CSV cell and a terminal. */
export function isMetricName(name: string): boolean {
  return metricPattern.test(name);
}

/** True for a name of a source or a witness. */
export function isSourceName(name: string): boolean {
  return sourcePattern.test(name);
}
