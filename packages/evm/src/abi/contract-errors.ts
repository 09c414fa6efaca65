import { Interface } from "ethers/abi";

// Every custom error that owner calls can meet, of the field's contracts and of ours. Several share a name and differ
// in arguments, and so in selector.
const errors = [
  "error Error(string message)",
  "error Panic(uint256 code)",
  "error EnforcedPause()",
  "error ExpectedPause()",
  "error OwnableUnauthorizedAccount(address account)",
  "error OwnableInvalidOwner(address owner)",
  "error NotAuthorised()",
  "error NotAuthorised(address account)",
  "error NotGovernance()",
  "error NotGovernanceOrPauser()",
  "error NotGovernanceOrPauserManager()",
  "error NotOwnerOrPauser()",
  "error NotOwnerOrPauser(address account)",
  "error NotOwnerOrPauserManager(address account)",
  "error NotOwnerOrGuardian(address account)",
  "error RenounceDisabled()",
  "error Unauthorized()",
  "error Unauthorized(address account)",
  "error ZeroAddress()",
  "error ZeroValue()",
  "error ZeroValue(bytes32 name)",
  "error ValueTooLarge(bytes32 name, uint256 value, uint256 maximum)",
  "error InvalidSplit()",
  "error InvalidSplit(uint256 sum)",
  "error InvalidAmount()",
  "error InvalidValidator(address account)",
  "error RoundNotFound(uint256 roundId)",
  "error StakeManagerNotConfigured()",
  "error InsufficientStake()",
  "error InsufficientStake(address user, uint256 available, uint256 needed)",
  "error InvalidTreasury()",
  "error InvalidPercentage()",
  "error InvalidPercentage(uint256 sum)",
  "error InvalidRecipient()",
  "error InvalidRecipient(address recipient)",
  "error RoundIsCancelled(uint256 roundId)",
  "error ReportTooLate(uint256 roundId, uint64 deadline)",
  "error ReportTooLarge(address validator, uint256 left, uint256 amount)",
  "error NotEnoughGas(uint256 left, uint256 needed)",
  "error InvalidUser()",
  "error InvalidRole()",
  "error InvalidRole(uint8 role)",
  "error InvalidModule()",
  "error InvalidModule(address account)",
  "error TokenNotBurnable()",
  "error SafeERC20FailedOperation(address token)",
  "error EtherNotAccepted()",
  "error ReentrancyGuardReentrantCall()",
  "error ModuleNotOwned(address module, address owner)",
  "error InvalidPauser(address pauser)",
  "error PauserManagerNotDelegated(address module)",
  "error UnknownGovernanceTarget(address target)",
  "error GovernanceCallFailed(address target, bytes data)",
  "error MissingSelector()",
];

let made: Interface | undefined;

/** The errors as ethers takes them; made when the first call fails, for which few commands wait. */
export function errorInterface(): Interface {
  made ??= new Interface(errors);
  return made;
}
