import type { Rpc, TransactionSigner } from "@mvcrs/evm";
import type { Plan } from "../../plan.ts";
import type { Journal } from "./journal.ts";
import type { Shown } from "./nonce-holder.ts";

/** A transaction that waits where one of a plan should go. */
export interface Held {
  readonly step: number;
  readonly nonce: number;
  readonly sender: string;
  /** As the node shows it; undefined where it does not show its pool. */
  readonly shown: Shown | undefined;
  /** It was signed here, for another plan. */
  readonly ours: boolean;
}

/** What sending needs; times in milliseconds. */
export interface Sending {
  readonly rpc: Rpc;
  readonly plan: Plan;
  readonly signer: TransactionSigner;
  readonly journal: Journal;
  readonly journalFolder: string;
  /** Upper bound of what is paid per gas, in wei. */
  readonly maxFeePerGas: bigint;
  readonly confirmations: number;
  /** A transaction that waits longer is replaced by one with higher fees. */
  readonly bumpAfterMs: number;
  readonly giveUpAfterMs: number;
  readonly pollMs: number;
  /** Whether a transaction that waits may be replaced by the plan's. */
  readonly mayReplace: (held: Held) => Promise<boolean>;
  /** Throws where a pause of the same account has begun: it goes first. */
  readonly assertMayGoOn: () => Promise<void>;
  readonly now: () => number;
  readonly ticks: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (text: string) => void;
}

export const timeOf = (to: Sending): string => new Date(to.now()).toISOString();
export const nonceFor = ({ plan }: Sending, index: number): number => plan.nonce + index;
