/** What can go wrong on the way of a transaction, and what is known of it then. Amounts are wei in decimal. */
interface Failures {
  readonly FEE_ABOVE_CAP: { readonly who: string; readonly needed: string; readonly cap: string };
  readonly FUNDS_TOO_LOW: { readonly sender: string; readonly balance: string; readonly needed: string };
  readonly WRONG_CHAIN: { readonly wanted: string; readonly found: string };
  readonly SIGNER_MISSING: { readonly sender: string };
  /** `step` counts from 1, here and below. */
  readonly STEP_WOULD_REVERT: { readonly step: number; readonly call: string; readonly explanation: string };
  readonly STEP_FAILED: {
    readonly step: number;
    readonly call: string;
    readonly hash: string;
    readonly explanation: string;
  };
  readonly NODE_REFUSES: {
    readonly step: number;
    readonly call: string;
    readonly text: string;
    /** The fees of the last attempt, in words. */
    readonly offered: string;
  };
  readonly NONCE_HELD: Nonce & { readonly what: string };
  readonly NONCE_TAKEN: Nonce & { readonly by: string };
  readonly NONCE_UNCLEAR: Nonce;
  readonly SUPERSEDED: Nonce & { readonly by: string; readonly plan: string };
  readonly NOT_MINED: {
    readonly step: number;
    readonly hashes: readonly string[];
    readonly waitedMs: number;
  };
}

interface Nonce {
  readonly step: number;
  readonly nonce: number;
  readonly sender: string;
}

/** Make the errors to throw: each sender has its own advice on what to do next. */
export type FailureErrors = { readonly [Code in keyof Failures]: (details: Failures[Code]) => Error };
