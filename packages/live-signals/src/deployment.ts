/** The contracts to watch; addresses as 0x and 40 hex digits. */
export interface Deployment {
  readonly arena: string;
  readonly stakeManager: string;
  readonly systemPause?: string | undefined;
  /** The first block to read events of; the block of the deployment. */
  readonly fromBlock: bigint;
}
