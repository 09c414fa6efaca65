import { abiOf } from "./abi.ts";

// Three kinds: the field's (eight named modules), ours (a registry), and a plain switch with `pause()`.
export const systemInterface = abiOf([
  "function owner() view returns (address)",
  "function governance() view returns (address)",
  "function guardian() view returns (address)",
  "function paused() view returns (bool)",
  "function pause()",
  "function unpause()",
  "function pauseAll()",
  "function unpauseAll()",
  "function executeGovernanceCall(address target, bytes data) returns (bytes result)",
  "function modules() view returns (address[])",
  "function jobRegistry() view returns (address)",
  "function stakeManager() view returns (address)",
  "function validationModule() view returns (address)",
  "function disputeModule() view returns (address)",
  "function platformRegistry() view returns (address)",
  "function feePool() view returns (address)",
  "function reputationEngine() view returns (address)",
  "function arbitratorCommittee() view returns (address)",
  "event Paused(address account)",
  "event Unpaused(address account)",
  "event GovernanceUpdated(address indexed newGovernance)",
  "event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner)",
  "event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)",
  "event ModulesUpdated(address jobRegistry, address stakeManager, address validationModule, address disputeModule, address platformRegistry, address feePool, address reputationEngine, address arbitratorCommittee)",
  "event PausersUpdated(address indexed pauser)",
  "event GovernanceCallExecuted(address indexed target, bytes4 indexed selector, bytes result)",
  "event ModuleUpdated(address indexed module, bool registered)",
  "event GuardianUpdated(address indexed guardian)",
  "event PausedAll(address indexed by, uint256 changed)",
  "event ModuleFailed(address indexed module, bool pausing)",
  "event UnpausedAll(address indexed by, uint256 changed)",
]);

/** The getters of the field's eight modules, in the order its calls go through them. */
export const fieldModules = [
  "jobRegistry",
  "stakeManager",
  "validationModule",
  "disputeModule",
  "platformRegistry",
  "feePool",
  "reputationEngine",
  "arbitratorCommittee",
] as const;

/** What every module has, whatever else it is. */
export const moduleInterface = abiOf([
  "function owner() view returns (address)",
  "function pauser() view returns (address)",
  "function paused() view returns (bool)",
  "function pause()",
  "function unpause()",
  "event Paused(address account)",
  "event Unpaused(address account)",
]);

/** The getters by which a Safe is known. */
export const safeInterface = abiOf([
  "function getOwners() view returns (address[])",
  "function getThreshold() view returns (uint256)",
]);
