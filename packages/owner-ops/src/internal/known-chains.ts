interface KnownChain {
  readonly name: string;
  /** Hash of its block 0. */
  readonly genesis?: string;
}

// Chain ids by EIP-155's registry (chainid.network), so that a person sees a name beside a number.
const known: Readonly<Record<string, KnownChain>> = {
  "1": { name: "Ethereum", genesis: "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3" },
  "10": { name: "OP Mainnet" },
  "56": {
    name: "BNB Smart Chain",
    genesis: "0x0d21840abff46b96c84b2ac9e10e4f5cdaeb5693cb665db62a2f3b02d2d57b5b",
  },
  "100": { name: "Gnosis", genesis: "0x4f1dd23188aab3a76b463e4af801b52b1248ef073c648cbdc4c9333d3da79756" },
  "137": { name: "Polygon" },
  "324": { name: "ZKsync Era" },
  "8453": { name: "Base", genesis: "0xf712aa9241cc24369b143cf6dce85f0902a9731e70d66818a3a5845b296c73dd" },
  "17000": { name: "Holesky", genesis: "0xb5f7f912443c940f21fd611f12828d75b534364ed9e95ca4e307729a4661bde4" },
  "42161": { name: "Arbitrum One" },
  "43114": { name: "Avalanche C-Chain" },
  "59144": { name: "Linea" },
  "84532": { name: "Base Sepolia" },
  "421614": { name: "Arbitrum Sepolia" },
  "534352": { name: "Scroll" },
  "560048": { name: "Hoodi" },
  "11155111": {
    name: "Sepolia",
    genesis: "0x25a5cc106eea7138acab33231d7160d69cb777ee0c2c553fcddf5138993e6dd9",
  },
  "11155420": { name: "OP Sepolia" },
};

// Anvil's and Hardhat's, Ganache's and geth's --dev: what is signed for them is worth nothing on a chain of the world.
const development = new Set(["31337", "1337"]);

export const isDevelopmentChain = (chainId: string): boolean => development.has(chainId);

export const genesisOf = (chainId: string): string | undefined => known[chainId]?.genesis;

/** `chain 1 (Ethereum)`; the number alone where it has no well-known name. */
export function describeChain(chainId: string): string {
  const name = known[chainId]?.name;
  return name === undefined ? `chain ${chainId}` : `chain ${chainId} (${name})`;
}
