/** A JSON-RPC endpoint of an Ethereum node. `label` names it in witnesses and messages and holds no credentials. */
export interface Rpc {
  readonly label: string;
  request(method: string, params: readonly unknown[]): Promise<unknown>;
}
