export type { SelfPlayArena } from "./generated/contracts/SelfPlayArena.ts";
export type { StakeManager } from "./generated/contracts/StakeManager.ts";
export type { StakeToken } from "./generated/contracts/StakeToken.ts";
export type { SystemPause } from "./generated/contracts/SystemPause.ts";
export { SelfPlayArena__factory } from "./generated/factories/contracts/SelfPlayArena__factory.ts";
export { StakeManager__factory } from "./generated/factories/contracts/StakeManager__factory.ts";
export { StakeToken__factory } from "./generated/factories/contracts/StakeToken__factory.ts";
export { SystemPause__factory } from "./generated/factories/contracts/SystemPause__factory.ts";
export { sequenceProbeCode } from "./generated/sequence-probe.ts";
