import type { Rpc } from "../rpc/http-rpc.ts";
import type { TransactionSigner } from "../signer.ts";
import type { FailureErrors } from "./failures.ts";
import type { AttemptJournal } from "./journal.ts";
import type { Shown } from "./nonce-holder.ts";

/** What one transaction does. */
export interface Call {
  readonly to: string;
  readonly data: string;
  /** In words, for messages. */
  readonly text: string;
}

/** A transaction that waits where one of ours should go. */
export interface Held {
  readonly step: number;
  readonly nonce: number;
  readonly sender: string;
  /** As the node shows it; undefined where it does not show its pool. */
  readonly shown: Shown | undefined;
  /** It was signed here, for another operation. */
  readonly ours: boolean;
}

/** What sending needs; times in milliseconds. */
export interface Sending {
  readonly rpc: Rpc;
  /** One transaction each, in this order; their nonces follow each other. */
  readonly calls: readonly Call[];
  readonly sender: string;
  /** In decimal. */
  readonly chainId: string;
  /** The nonce of the first. */
  readonly firstNonce: number;
  /** A block that none of them can be in, nor before. */
  readonly since: bigint;
  readonly signer: TransactionSigner;
  readonly journal: AttemptJournal;
  /** For which operation a transaction was signed here; undefined for one that was not. */
  readonly signedFor: (hash: string) => string | undefined;
  /** A revert at a block, in words. */
  readonly explain: (index: number, block: bigint, revertData: string) => Promise<string>;
  readonly failures: FailureErrors;
  /** Upper bound of what is paid per gas, in wei. */
  readonly maxFeePerGas: bigint;
  /** Where the account cannot pay for the usual offer, what it holds is offered: for what has to go out by any means. */
  readonly offersWhatItHas?: boolean;
  /** The gas limit where a node cannot estimate for the account or the call: no call takes more. */
  readonly ampleGas: bigint;
  readonly confirmations: number;
  /** A transaction that waits longer is replaced by one with higher fees. */
  readonly bumpAfterMs: number;
  readonly giveUpAfterMs: number;
  readonly pollMs: number;
  /** Whether a transaction that waits may be replaced by ours. */
  readonly mayReplace: (held: Held) => Promise<boolean>;
  /** Throws where something else of the same account goes first. */
  readonly assertMayGoOn: () => Promise<void>;
  readonly now: () => number;
  readonly ticks: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (text: string) => void;
}

export const timeOf = (to: Sending): string => new Date(to.now()).toISOString();
export const nonceFor = ({ firstNonce }: Sending, index: number): number => firstNonce + index;
