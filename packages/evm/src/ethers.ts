// For those who work through ethers' contract classes: its providers over our endpoints, and our endpoint over its provider.

export { endpointOf, openProvider } from "./ethers/provider.ts";
export { ethersSigner } from "./ethers/signer.ts";
