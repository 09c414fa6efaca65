/** What one node alone says of the chain that is to be signed for. */
export interface ChainClaim {
  readonly chainId: string;
  /** The same with its name. */
  readonly chain: string;
  readonly endpoint: string;
  /** What else the node says that does not go with it. */
  readonly doubts: readonly string[];
  readonly pauses: boolean;
}
