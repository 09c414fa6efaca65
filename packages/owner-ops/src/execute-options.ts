import type { Held, Rpc, TransactionSigner } from "@mvcrs/evm";
import type { AssertUnlocked, Caller } from "./guard.ts";
import type { ChainClaim } from "./internal/execute/chain-claim.ts";
import type { OwnerRecorder } from "./record.ts";
import type { Simulation } from "./simulate.ts";

/** What execution needs; times in milliseconds, fees in wei per gas. */
export interface ExecuteOptions {
  readonly rpc: Rpc;
  /** Drift and simulation are looked at through both, and any difference refuses. */
  readonly secondRpc?: Rpc;
  readonly signer: TransactionSigner;
  readonly caller: Caller;
  readonly assertUnlocked: AssertUnlocked;
  readonly recorder: OwnerRecorder;
  /** Journals and locks; one folder for all operations of a checkout. */
  readonly journalFolder: string;
  readonly maxFeePerGas: bigint;
  readonly confirmations?: number;
  readonly bumpAfterMs?: number;
  readonly giveUpAfterMs?: number;
  readonly pollMs?: number;
  /** The caller named the chain, so that contracts known from another one are no reason to refuse. */
  readonly chainIsNamed?: boolean;
  /** Whether to sign for a chain that only the one node vouches for; pauses alone by default. */
  readonly confirmChain?: (claim: ChainClaim) => Promise<boolean>;
  /**
   * Where the caller has made and simulated this very plan itself: at which block. Drift and simulation are looked at
   * again only if another block has come since.
   */
  readonly checked?: { readonly blockHash: string; readonly simulation: Simulation } | undefined;
  /** Whether a transaction of the account that waits in the pool may be replaced by the plan's; no by default. */
  readonly mayReplace?: (held: Held) => Promise<boolean>;
  /** Milliseconds since 1970, for what is recorded. */
  readonly now: () => number;
  /** Milliseconds that pass, for waiting; `now` by default, where that does not stand still. */
  readonly ticks?: (() => number) | undefined;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onProgress?: (text: string) => void;
}
