/** What another party says the same quantity was at the same time. */
export interface Witness {
  readonly source: string;
  readonly value: number;
  /** Relative weight of its vote; 1 unless said. */
  readonly weight?: number;
  /** RFC 3339 UTC; the signal's own time unless said. */
  readonly observedAt?: string;
  readonly operator?: string;
  readonly key?: string;
  readonly host?: string;
  /** Shown, never counted. */
  readonly advisory?: boolean;
}

/** One observation of one metric by one source (design 3.2). */
export interface Signal {
  readonly metric: string;
  readonly source: string;
  readonly value: number;
  /** RFC 3339 UTC. */
  readonly observedAt: string;
  /** `observedAt` in milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  readonly unit?: string;
  readonly witnesses?: readonly Witness[];
  readonly labels?: Readonly<Record<string, string>>;
}
