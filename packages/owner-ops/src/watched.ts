/** Something an owner role did on chain. */
export interface OwnerRoleEvent {
  readonly contract: string;
  readonly emitter: string;
  readonly event: string;
  readonly args: readonly string[];
  readonly blockNumber: string;
  readonly transactionHash: string;
  readonly logIndex: number;
  /** RFC 3339, from the block. */
  readonly at: string;
}

/** Contracts to watch; addresses in EIP-55 form. */
export interface WatchedContracts {
  readonly arena?: string | undefined;
  readonly stakeManager?: string | undefined;
  readonly systemPause?: string | undefined;
  readonly modules?: readonly string[];
}
