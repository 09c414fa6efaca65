/**
 * Something that a person should be notified of. `id` is the same for every attempt, so that the receiver (the durable
 * outbox behind the MV-CRS log) can drop a repetition.
 */
export interface OrchestratorAlert {
  /** UUIDv5 over what the alert is about. */
  readonly id: string;
  /** `moderation:…`, `auto-slash:…`, `freeze:…` or `round:cancelled`. */
  readonly reason: string;
  /** RFC 3339 UTC with milliseconds. */
  readonly at: string;
  readonly severity: "warning" | "critical";
  /** One sentence. */
  readonly text: string;
  readonly arena: string;
  readonly chainId: string;
  readonly run: string | null;
  readonly roundId: string | null;
  readonly participant: string | null;
  /** In the stake token's smallest unit; `null` where nothing was taken. */
  readonly amount: string | null;
  readonly transaction: string | null;
  /** What the runbook's section 3 wants at hand: parameters as the run saw them. */
  readonly context: Readonly<Record<string, string>> | null;
}

/** Submits an alert; resolves once it cannot be lost. */
export type SendAlert = (alert: OrchestratorAlert) => Promise<void>;
