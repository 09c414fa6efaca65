/** The options that name a deployment, the same in every command. Addresses stay text: as numbers they would lose digits. */
export const deploymentOption = {
  arena: "Address of the SelfPlayArena",
  "stake-manager": "Address of the StakeManager",
  "system-pause": "Address of the SystemPause",
  "rpc-url": "JSON-RPC endpoint (default ETH_RPC_URL, else http://127.0.0.1:8545)",
} as const;

/** Where the chain is: as given, by the environment, or on this machine. */
export const rpcUrlOf = (
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string => given ?? env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545";
