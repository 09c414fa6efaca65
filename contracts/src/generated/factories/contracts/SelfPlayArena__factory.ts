// Written by tools/generate.ts.
// @ts-nocheck
/* tslint:disable */
/* eslint-disable */
import type { Addressable } from "ethers";
import { Contract, ContractFactory, ContractTransactionResponse, Interface } from "ethers"
import type { Signer, AddressLike, ContractDeployTransaction, ContractRunner } from "ethers"
import type { NonPayableOverrides } from "../../common.js"
  import type { SelfPlayArena, SelfPlayArenaInterface } from "../../contracts/SelfPlayArena.js";

  const _abi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "initialOwner",
        "type": "address"
      },
      {
        "internalType": "contract IERC20",
        "name": "rewardToken_",
        "type": "address"
      },
      {
        "internalType": "contract IStakeManager",
        "name": "stakeManager_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "AlreadyRegistered",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "AlreadyReported",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "name",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "left",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "CapExceeded",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "present",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "CommitteeIncomplete",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "EnforcedPause",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ExpectedPause",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "available",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "InsufficientRewards",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidAmount",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "InvalidModule",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "recipient",
        "type": "address"
      }
    ],
    "name": "InvalidRecipient",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "sum",
        "type": "uint256"
      }
    ],
    "name": "InvalidSplit",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "InvalidStudent",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "InvalidUnpaid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "InvalidValidator",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "NotAuthorised",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "NotOwnerOrPauser",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "NotOwnerOrPauserManager",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "NothingOwed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "OwnableInvalidOwner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "OwnableUnauthorizedAccount",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ReentrancyGuardReentrantCall",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "RenounceDisabled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "left",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "ReportTooLarge",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "deadline",
        "type": "uint64"
      }
    ],
    "name": "ReportTooLate",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "RoundIsCancelled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "RoundNotFound",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "SafeERC20FailedOperation",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "name",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maximum",
        "type": "uint256"
      }
    ],
    "name": "ValueTooLarge",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "bool",
        "name": "closed",
        "type": "bool"
      },
      {
        "internalType": "bool",
        "name": "finalised",
        "type": "bool"
      }
    ],
    "name": "WrongRoundState",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ZeroAddress",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "name",
        "type": "bytes32"
      }
    ],
    "name": "ZeroValue",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "committeeSize",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "validatorStake",
        "type": "uint256"
      }
    ],
    "name": "CommitteeParametersUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "previousFeePool",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "newFeePool",
        "type": "address"
      }
    ],
    "name": "FeePoolUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "slashPerRound",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "slashPerDay",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "rewardsPerDay",
        "type": "uint256"
      }
    ],
    "name": "OrchestratorCapsUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "orchestrator",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "allowed",
        "type": "bool"
      }
    ],
    "name": "OrchestratorUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "previousOwner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "newOwner",
        "type": "address"
      }
    ],
    "name": "OwnershipTransferStarted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "previousOwner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "newOwner",
        "type": "address"
      }
    ],
    "name": "OwnershipTransferred",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "teacherReward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "studentReward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "validatorReward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "committeeSize",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "validatorStake",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "targetSuccessRateBps",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "teacherSplitBps",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "studentSplitBps",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "validatorSplitBps",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "feePool",
        "type": "address"
      }
    ],
    "name": "ParametersUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "Paused",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "pauserManager",
        "type": "address"
      }
    ],
    "name": "PauserManagerUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "pauser",
        "type": "address"
      }
    ],
    "name": "PauserUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "RewardClaimed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "RewardCredited",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "RewardRevoked",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "teacherSplitBps",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "studentSplitBps",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "validatorSplitBps",
        "type": "uint16"
      }
    ],
    "name": "RewardSplitsUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "RewardWithheld",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "teacherReward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "studentReward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "validatorReward",
        "type": "uint256"
      }
    ],
    "name": "RewardsUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      }
    ],
    "name": "RoundCancelled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "closedAt",
        "type": "uint64"
      }
    ],
    "name": "RoundClosed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "address[]",
        "name": "winners",
        "type": "address[]"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "teacherReward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "studentReward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "validatorReward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "int32",
        "name": "difficultyDelta",
        "type": "int32"
      }
    ],
    "name": "RoundFinalised",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "teacher",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "difficulty",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "teacherJobId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "pot",
        "type": "uint256"
      }
    ],
    "name": "RoundStarted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "recipient",
        "type": "address"
      }
    ],
    "name": "SlashRecipientUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "previousManager",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "newManager",
        "type": "address"
      }
    ],
    "name": "StakeManagerUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "student",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "jobId",
        "type": "uint256"
      }
    ],
    "name": "StudentRegistered",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "feePool",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "SurplusSwept",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "targetSuccessRateBps",
        "type": "uint256"
      }
    ],
    "name": "TargetSuccessRateUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "Unpaused",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "validator",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "recipient",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "reason",
        "type": "string"
      }
    ],
    "name": "ValidatorMisconduct",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "validator",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "jobId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "lockedStake",
        "type": "uint256"
      }
    ],
    "name": "ValidatorRegistered",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "BPS",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "MAX_COMMITTEE",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "MAX_REWARD",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "MAX_STUDENTS",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "ROUND_TIMEOUT",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "acceptOwnership",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "baseStudentReward",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "baseTeacherReward",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "baseValidatorReward",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "cancelRound",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "cancelledAt",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "claim",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "closeRound",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "committeeSize",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "creditPerValidator",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "day",
        "type": "uint256"
      }
    ],
    "name": "creditedOn",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "feePool",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "address[]",
        "name": "winners",
        "type": "address[]"
      },
      {
        "internalType": "address[]",
        "name": "unpaid",
        "type": "address[]"
      }
    ],
    "name": "finaliseRound",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "getRound",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "id",
            "type": "uint256"
          },
          {
            "internalType": "uint32",
            "name": "difficulty",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "startedAt",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "closedAt",
            "type": "uint64"
          },
          {
            "internalType": "bool",
            "name": "finalised",
            "type": "bool"
          },
          {
            "internalType": "uint256",
            "name": "teacherJobId",
            "type": "uint256"
          },
          {
            "internalType": "address",
            "name": "teacher",
            "type": "address"
          },
          {
            "internalType": "uint256[]",
            "name": "studentJobIds",
            "type": "uint256[]"
          },
          {
            "internalType": "address[]",
            "name": "students",
            "type": "address[]"
          },
          {
            "internalType": "uint256[]",
            "name": "validatorJobIds",
            "type": "uint256[]"
          },
          {
            "internalType": "address[]",
            "name": "validators",
            "type": "address[]"
          },
          {
            "internalType": "address[]",
            "name": "winners",
            "type": "address[]"
          },
          {
            "internalType": "int32",
            "name": "difficultyDelta",
            "type": "int32"
          }
        ],
        "internalType": "struct RoundBooks.Round",
        "name": "viewRound",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "liableUntil",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "orchestratorRecipient",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "orchestrator",
        "type": "address"
      }
    ],
    "name": "orchestrators",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "owedTo",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "owner",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "ownerMayReportWhilePaused",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "pause",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "paused",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "pauser",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "pauserManager",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "pendingOwner",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "student",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "jobId",
        "type": "uint256"
      }
    ],
    "name": "registerStudent",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "jobId",
        "type": "uint256"
      }
    ],
    "name": "registerValidator",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "renounceOwnership",
    "outputs": [],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "recipient",
        "type": "address"
      },
      {
        "internalType": "string",
        "name": "reason",
        "type": "string"
      }
    ],
    "name": "reportValidatorMisconduct",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "reportableByOrchestrator",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "reportableOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "rewardCapPerDay",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "rewardToken",
    "outputs": [
      {
        "internalType": "contract IERC20",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "committeeSize_",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "validatorStake_",
        "type": "uint256"
      }
    ],
    "name": "setCommitteeParameters",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "newFeePool",
        "type": "address"
      }
    ],
    "name": "setFeePool",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "orchestrator",
        "type": "address"
      },
      {
        "internalType": "bool",
        "name": "allowed",
        "type": "bool"
      }
    ],
    "name": "setOrchestrator",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "slashPerRound",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "slashPerDay",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "rewardsPerDay",
        "type": "uint256"
      }
    ],
    "name": "setOrchestratorCaps",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "newPauser",
        "type": "address"
      }
    ],
    "name": "setPauser",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "newPauserManager",
        "type": "address"
      }
    ],
    "name": "setPauserManager",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "teacherSplitBps",
        "type": "uint16"
      },
      {
        "internalType": "uint16",
        "name": "studentSplitBps",
        "type": "uint16"
      },
      {
        "internalType": "uint16",
        "name": "validatorSplitBps",
        "type": "uint16"
      }
    ],
    "name": "setRewardSplits",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "teacherReward",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "studentReward",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "validatorReward",
        "type": "uint256"
      }
    ],
    "name": "setRewards",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "newRecipient",
        "type": "address"
      }
    ],
    "name": "setSlashRecipient",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "contract IStakeManager",
        "name": "newManager",
        "type": "address"
      }
    ],
    "name": "setStakeManager",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "targetSuccessRateBps_",
        "type": "uint256"
      }
    ],
    "name": "setTargetSuccessRateBps",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "slashCapPerDay",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "slashCapPerRound",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "slashRecipient",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "stakeManager",
    "outputs": [
      {
        "internalType": "contract IStakeManager",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "teacher",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "teacherJobId",
        "type": "uint256"
      },
      {
        "internalType": "uint32",
        "name": "difficulty",
        "type": "uint32"
      }
    ],
    "name": "startRound",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "studentRewardSplitBps",
    "outputs": [
      {
        "internalType": "uint16",
        "name": "",
        "type": "uint16"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "sweepSurplus",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "takenInRound",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "day",
        "type": "uint256"
      }
    ],
    "name": "takenOn",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "targetSuccessRateBps",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "teacherRewardSplitBps",
    "outputs": [
      {
        "internalType": "uint16",
        "name": "",
        "type": "uint16"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundId",
        "type": "uint256"
      }
    ],
    "name": "termsOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "pot",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "committeeSize",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "validatorStake",
            "type": "uint256"
          },
          {
            "internalType": "uint16",
            "name": "teacherSplitBps",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "studentSplitBps",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "validatorSplitBps",
            "type": "uint16"
          },
          {
            "internalType": "contract IStakeManager",
            "name": "stakeManager",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "targetSuccessRateBps",
            "type": "uint16"
          }
        ],
        "internalType": "struct RoundBooks.Terms",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "totalOwed",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "totalRounds",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "newOwner",
        "type": "address"
      }
    ],
    "name": "transferOwnership",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "unpause",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "validatorRewardSplitBps",
    "outputs": [
      {
        "internalType": "uint16",
        "name": "",
        "type": "uint16"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "validatorStake",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "version",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  }
] as const;

  const _bytecode = "0x60a060405234801561000f575f5ffd5b5060405161469338038061469383398101604081905261002e9161039e565b828282828181806001600160a01b03811661006357604051631e4fbdf760e01b81525f60048201526024015b60405180910390fd5b61006c81610179565b50610078905081610195565b600480546001600160a01b0319166001600160a01b038316179055670de0b6b3a7640000600d819055674563918244f40000600e5569043c33c1937564800000600f5568056bc75e2d631000006006556802b5e3af16b188000060078190556008556003600955600a55611770600b55600c805465ffffffffffff19166509c409c41388179055610107610294565b505060017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00556001600160a01b0382163b5f0361016257604051635c93ff2f60e11b81526001600160a01b038316600482015260240161005a565b506001600160a01b03166080525061041592505050565b600180546001600160a01b03191690556101928161033b565b50565b60408051600481526024810182526020810180516001600160e01b031663a5c2b3af60e01b17905290515f9182916001600160a01b038516916101d7916103e8565b5f60405180830381855afa9150503d805f811461020f576040519150601f19603f3d011682016040523d82523d5f602084013e610214565b606091505b509150915081158061022857508051602014155b8061026657507f13466f5d972f221294e582ec99cdf0efda2b2f3db569d3039d96ea7aa82aa3ec8180602001905181019061026391906103fe565b14155b1561028f57604051635c93ff2f60e11b81526001600160a01b038416600482015260240161005a565b505050565b600654600754600854600954600a54600b54600c54600554604080519889526020890197909752958701949094526060860192909252608085015260a084015261ffff80821660c0850152620100008204811660e0850152640100000000909104166101008301526001600160a01b03166101208201527f7bd3e52655a3e7289291780ab057fbcd381f762e0693f97b2169d13d4c584b31906101400160405180910390a1565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b6001600160a01b0381168114610192575f5ffd5b5f5f5f606084860312156103b0575f5ffd5b83516103bb8161038a565b60208501519093506103cc8161038a565b60408501519092506103dd8161038a565b809150509250925092565b5f82518060208501845e5f920191825250919050565b5f6020828403121561040e575f5ffd5b5051919050565b6080516142516104425f395f81816108bb0152818161139001528181611d96015261325d01526142515ff3fe608060405234801561000f575f5ffd5b50600436106103eb575f3560e01c80637f6360251161020b578063badc2dff1161011f578063e30c3978116100b4578063f2fde38b11610084578063f2fde38b14610890578063f36d1e4e146108a3578063f7c618c1146108b6578063fdb40bca146108dd578063ff32e741146108f0575f5ffd5b8063e30c397814610854578063e7e42f9314610865578063e7fa9f7d14610879578063f0bcce4a14610882575f5ffd5b8063d9509ae6116100ef578063d9509ae6146107ec578063da805355146107f3578063deeca9711461080d578063df37b2ec1461082c575f5ffd5b8063badc2dff1461079e578063c21d4e1a146107be578063c642a5d0146107d1578063d368af80146107d9575f5ffd5b80638f1327c0116101a05780639fd0506d116101705780639fd0506d1461073d578063a21c43f414610750578063ae2e933b1461076f578063b69b901e14610782578063ba0e4c8d14610795575f5ffd5b80638f1327c0146106ee5780639bb9461f1461070e5780639c6a02b5146107215780639cf4364b14610734575f5ffd5b806388e01a98116101db57806388e01a98146106c25780638a568299146106d55780638da5cb5b146106de5780638dd5c0d6146104a0575f5ffd5b80637f6360251461065a57806383ec7e7e1461067c5780638456cb591461069b5780638462d661146106a3575f5ffd5b80634268da41116103025780635c975abb116102975780637542ff95116102675780637542ff951461060f57806375a2b6ca146106225780637677697f1461062c57806379ba50971461063f5780637e07ab0914610647575f5ffd5b80635c975abb146105d75780636c388c7e146105f55780636d6dc466146105fe578063715018a614610607575f5ffd5b80634e71d92d116102d25780634e71d92d146105ac57806354fd4d50146105b45780635627db40146105bb57806358e312c4146105ce575f5ffd5b80634268da411461055557806345cfeb7c146105685780634b8adc5a146105905780634bdcf6cf146105a3575f5ffd5b80632cb61d8f116103835780633b23d043116103535780633b23d0431461050b5780633beddc2e1461051e5780633d3185be146105315780633dd3a25c146105445780633f4ba83a1461054d575f5ffd5b80632cb61d8f146104b15780632d88af4a146104dc57806333528635146104ef5780633a37045614610502575f5ffd5b806316eb2701116103be57806316eb27011461046e57806319db22281461048d57806322af68b4146104a0578063249d39e9146104a8575f5ffd5b80630a7b5246146103ef5780630e1505e0146104345780630e7c67fc1461045057806310c2c1fd14610465575b5f5ffd5b6104176103fd366004613ad9565b60186020525f90815260409020546001600160401b031681565b6040516001600160401b0390911681526020015b60405180910390f35b6104426001600160801b0381565b60405190815260200161042b565b61046361045e366004613b04565b610903565b005b610442600b5481565b61044261047c366004613ad9565b601a6020525f908152604090205481565b61046361049b366004613b04565b61096f565b610442604081565b61044261271081565b6003546104c4906001600160a01b031681565b6040516001600160a01b03909116815260200161042b565b6104636104ea366004613b04565b6109df565b6104636104fd366004613b1f565b610a72565b61044260065481565b610463610519366004613ad9565b610e65565b61044261052c366004613bc2565b610ed1565b61046361053f366004613b04565b610fef565b610442600f5481565b610463611058565b610463610563366004613bf0565b61106a565b610417610576366004613ad9565b60176020525f90815260409020546001600160401b031681565b61046361059e366004613c32565b611257565b61044260075481565b6104636112e4565b6004610442565b6104636105c9366004613bf0565b6113ce565b610442600a5481565b600154600160a01b900460ff165b604051901515815260200161042b565b61044260085481565b610442600e5481565b610463611508565b6004546104c4906001600160a01b031681565b61041762093a8081565b61046361063a366004613c5e565b611529565b610463611586565b610463610655366004613ad9565b6115c7565b6105e5610668366004613b04565b60106020525f908152604090205460ff1681565b61044261068a366004613ad9565b601b6020525f908152604090205481565b6104636118c6565b6104426106b1366004613b04565b60136020525f908152604090205481565b6104636106d0366004613ad9565b6118d6565b61044260115481565b5f546001600160a01b03166104c4565b6107016106fc366004613ad9565b6119e6565b60405161042b9190613cfa565b61046361071c366004613ad9565b611cac565b61046361072f366004613e37565b611dd6565b61044260095481565b6002546104c4906001600160a01b031681565b61044261075e366004613ad9565b60196020525f908152604090205481565b6005546104c4906001600160a01b031681565b610463610790366004613e9e565b611e6c565b610442600d5481565b6107b16107ac366004613ad9565b61218d565b60405161042b9190613f15565b6104636107cc366004613fa0565b612260565b6104c4612345565b6104426107e7366004613fe0565b612385565b60016105e5565b600c546104c490600160301b90046001600160a01b031681565b61044261081b366004613ad9565b601c6020525f908152604090205481565b600c5461084190600160201b900461ffff1681565b60405161ffff909116815260200161042b565b6001546001600160a01b03166104c4565b600c546108419062010000900461ffff1681565b61044260125481565b600c546108419061ffff1681565b61046361089e366004613b04565b6126d8565b6104636108b1366004613c5e565b612748565b6104c47f000000000000000000000000000000000000000000000000000000000000000081565b6104426108eb366004613bc2565b612810565b6104636108fe366004613b04565b6128f4565b61090b612945565b61091481612971565b6004546040516001600160a01b038084169216907f2038065b2af1abb2e4baff0b93010f47c0fec731edade04aa0a6749f4f5350d8905f90a3600480546001600160a01b0319166001600160a01b0392909216919091179055565b610977612945565b61098081612a6b565b6005546040516001600160a01b038084169216907ffd46f6213ab0cb209c2d4c8788345ef100db85a742155b1e0f7b632ad17d03ba905f90a3600580546001600160a01b0319166001600160a01b0383161790556109dc612ab8565b50565b5f546001600160a01b03163314801590610a0457506003546001600160a01b03163314155b15610a2957604051630414973f60e01b81523360048201526024015b60405180910390fd5b600280546001600160a01b0319166001600160a01b0383169081179091556040517fa4336c0cb1e245b95ad204faed7e940d6dc999684fd8b5e1ff597a0c4efca8ab905f90a250565b5f546001600160a01b03163314801590610a9b5750335f9081526010602052604090205460ff16155b15610abb576040516310ac496560e01b8152336004820152602401610a20565b610ac3612b5f565b835f03610ae35760405163162908e360e11b815260040160405180910390fd5b6001600160a01b038316610b0a5760405163d92e233d60e01b815260040160405180910390fd5b5f610b1487612b7a565b5f8881526016602090815260408083206001600160a01b038b16845290915290209091506003815460ff166004811115610b5057610b50614027565b14610b7857604051628eae2b60e51b81526001600160a01b0388166004820152602401610a20565b5f888152601760205260409020546001600160401b031615610bb057604051635b15127b60e01b815260048101899052602401610a20565b5f888152601560205260409020600301546001600160a01b03600160301b9091048116908681169089161480610bf75750806001600160a01b0316866001600160a01b0316145b15610c2057604051630bc2c5df60e11b81526001600160a01b0387166004820152602401610a20565b610c2986612a6b565b5f898152601860205260409020546001600160401b03168015801590610c585750806001600160401b03164210155b15610c88576040516376d10a9360e11b8152600481018b90526001600160401b0382166024820152604401610a20565b82545f8b8152601560205260408120600201549091610cb89163010000009091046001600160801b03169061404f565b905080891115610cf457604051630cd3db4760e11b81526001600160a01b038b16600482015260248101829052604481018a9052606401610a20565b5f546001600160a01b03163314610d1257610d12858b8b8b87612bb1565b835489908590600390610d36908490630100000090046001600160801b0316614062565b82546001600160801b0391821661010093840a9081029202191617909155855461ff001916178555506001850154600160a01b900460ff1615610d7e57610d7e8b8b86612e1d565b876001600160a01b03168a6001600160a01b03168c7f469e64ddaeacecb5aa28ab51242fc14f767699fa5433b52bb80d72d3afaa07a48c8b8b604051610dc693929190614081565b60405180910390a4604051631d4e79b560e31b81526001600160a01b038b81166004830152602482018b90526001600160401b0384166044830152898116606483015284169063ea73cda8906084015f604051808303815f87803b158015610e2c575f5ffd5b505af1158015610e3e573d5f5f3e3d5ffd5b505050505050505050610e5d60015f5160206142255f395f51905f5255565b505050505050565b610e6d612945565b610e9173746172676574537563636573735261746542707360601b82612710612f09565b600b8190556040518181527f862a7c90418e439353d1d7ab209293c240081522e96357627cde2c7933b351739060200160405180910390a16109dc612ab8565b5f5f610edd8484612810565b5f8581526016602090815260408083206001600160a01b0388168452909152902054909150610100900460ff1615610f18575f915050610fe9565b5f8481526014602052604090206001810154600160a01b900460ff16158015610f6c57506001810154610f5f9062093a8090600160201b90046001600160401b03166140b6565b6001600160401b03164210155b15610f7b575f92505050610fe9565b600d545f868152601a60205260408120549091610f9791612f5e565b90505f610fc5600e54601b5f6201518042610fb291906140d5565b81526020019081526020015f2054612f5e565b905083821015610fd3578193505b838110610fe05783610fe2565b805b9450505050505b92915050565b610ff7612945565b61100081612a6b565b600c80546601000000000000600160d01b031916600160301b6001600160a01b038416908102919091179091556040517f90592fd3ac1753629f8bfb37b1759531bc935aa10a436e2ef6e06bc792152898905f90a250565b611060612f7d565b611068612fc2565b565b5f546001600160a01b031633148015906110935750335f9081526010602052604090205460ff16155b156110b3576040516310ac496560e01b8152336004820152602401610a20565b6110bb613012565b6110c3612b5f565b5f6110cd8461303d565b5f8581526015602052604090209091506110e9858560036130d6565b600181015460078301540361114157600180820154611107916140f4565b60018201546040516343660ec760e11b81526976616c696461746f727360b01b600482015260248101929092526044820152606401610a20565b600782018054600180820183555f928352602080842090920180546001600160a01b0319166001600160a01b0389169081179091556006860180549283018155845292829020018590556002830154604080518781529283019190915287917fce4ebd24bd1ec50bc921bd4fab420eef8ae31ec9718a580b21f0bc67a1024697910160405180910390a360038101546002820154604051635748087560e11b81526001600160a01b0387811660048301526024820192909252600160301b909204169063ae9010ea906044015f604051808303815f87803b158015611224575f5ffd5b505af1158015611236573d5f5f3e3d5ffd5b50505050505061125260015f5160206142255f395f51905f5255565b505050565b61125f612945565b6001600160a01b0382166112865760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b0382165f81815260106020908152604091829020805460ff191685151590811790915591519182527f0671ac466b88b1e56ec41a07469e320dc5c600616fc97db97fd0e5f556bccfc2910160405180910390a25050565b6112ec613012565b6112f4612b5f565b335f908152601360205260408120549081900361132657604051633a8d87ed60e11b8152336004820152602401610a20565b335f9081526013602052604081208190556012805483929061134990849061404f565b909155505060405181815233907f106f923f993c2149d49b4255ff723acafa1f2d94393f561d3eda32ae348f72419060200160405180910390a26113b76001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633836131ab565b5061106860015f5160206142255f395f51905f5255565b5f546001600160a01b031633148015906113f75750335f9081526010602052604090205460ff16155b15611417576040516310ac496560e01b8152336004820152602401610a20565b61141f613012565b5f6114298461303d565b9050611437848460026130d6565b6005810154603f190161148457611450604060016140f4565b604080516343660ec760e11b81526773747564656e747360c01b600482015260248101929092526044820152606401610a20565b600581018054600180820183555f928352602080842090920180546001600160a01b0319166001600160a01b03881690811790915560048501805492830181558452928290200184905560405184815286917ffd78920c7efba30cf485606b56b03961ab52405cd9d48033e062edcc0a7175e391015b60405180910390a350505050565b611510612945565b604051638905116560e01b815260040160405180910390fd5b611531612945565b600d839055600e829055600f81905560408051848152602081018490529081018290527f4fb6d8adec93c73ca4eb87529da138b67eee24c5393db34fccd6896573f7091f9060600160405180910390a1505050565b60015433906001600160a01b031681146115be5760405163118cdaa760e01b81526001600160a01b0382166004820152602401610a20565b6109dc816131e0565b6115cf613012565b6115d7612b5f565b5f6115e182612b7a565b90506115f45f546001600160a01b031690565b6001600160a01b0316336001600160a01b0316141580156116245750335f9081526010602052604090205460ff16155b801561165a5750600181015461164e9062093a8090600160201b90046001600160401b03166140b6565b6001600160401b031642105b1561167a576040516310ac496560e01b8152336004820152602401610a20565b5f828152601760205260409020546001600160401b0316156116b257604051635b15127b60e01b815260048101839052602401610a20565b6001810154600160a01b900460ff16156116ef57604051628b89af60e41b8152600481018390526001602482018190526044820152606401610a20565b5f82815260176020526040808220805467ffffffffffffffff1916426001600160401b031617905551339184917f0ca81214e3fd774c8a0e8a3bda90cbfea122c3036479025b62f3414ff91a78e09190a35f828152601560209081526040808320815161010081018352815481526001820154938101939093526002810154918301919091526003015461ffff808216606084015262010000820481166080840152600160201b8204811660a08401526001600160a01b03600160301b83041660c0840152600160d01b9091041660e0820152905b60078301548110156118ad575f8360070182815481106117e6576117e6614107565b5f9182526020808320909101548783526016825260408084206001600160a01b03909216808552919092528183205491860151909350611837916001600160801b036301000000909104169061404f565b905080156118a35760c0840151604051638b5588d960e01b81526001600160a01b0384811660048301526024820184905290911690638b5588d9906044015f604051808303815f87803b15801561188c575f5ffd5b505af115801561189e573d5f5f3e3d5ffd5b505050505b50506001016117c4565b5050506109dc60015f5160206142255f395f51905f5255565b6118ce612f7d565b6110686131f9565b5f546001600160a01b031633148015906118ff5750335f9081526010602052604090205460ff16155b1561191f576040516310ac496560e01b8152336004820152602401610a20565b611927613012565b5f6119318261303d565b5f8381526015602052604090206001015460078201549192509081111561197b57600782015460405163e7ccee2960e01b8152600481019190915260248101829052604401610a20565b60018201805467ffffffffffffffff60601b1916600160601b426001600160401b0390811682029290921792839055604051920416815283907fc73caf463349671ddac4a5735c79139248b0f822b41cdab9459bc32b08a376a29060200160405180910390a2505050565b604080516101a0810182525f8082526020820181905291810182905260608082018390526080820183905260a0820183905260c0820183905260e08201819052610100820181905261012082018190526101408201819052610160820152610180810191909152611a5682612b7a565b604080516101a08101825282548152600183015463ffffffff8116602080840191909152600160201b82046001600160401b0390811684860152600160601b8304166060840152600160a01b90910460ff1615156080830152600284015460a083015260038401546001600160a01b031660c083015260048401805484518184028101840190955280855292949360e08601939092830182828015611b1857602002820191905f5260205f20905b815481526020019060010190808311611b04575b5050505050815260200160058201805480602002602001604051908101604052809291908181526020018280548015611b7857602002820191905f5260205f20905b81546001600160a01b03168152600190910190602001808311611b5a575b5050505050815260200160068201805480602002602001604051908101604052809291908181526020018280548015611bce57602002820191905f5260205f20905b815481526020019060010190808311611bba575b5050505050815260200160078201805480602002602001604051908101604052809291908181526020018280548015611c2e57602002820191905f5260205f20905b81546001600160a01b03168152600190910190602001808311611c10575b5050505050815260200160088201805480602002602001604051908101604052809291908181526020018280548015611c8e57602002820191905f5260205f20905b81546001600160a01b03168152600190910190602001808311611c70575b50505091835250506009919091015460030b60209091015292915050565b611cb4612945565b611cbc613012565b611cc4612b5f565b6005546001600160a01b0316611ced5760405163d92e233d60e01b815260040160405180910390fd5b5f611cf661323c565b9050815f03611d185760405163162908e360e11b815260040160405180910390fd5b80821115611d4357604051631efc11e560e11b81526004810182905260248101839052604401610a20565b6005546040518381526001600160a01b03909116907f167beb24b4e0b809e5ad14deac40057e2206ebff29b4f1240a7d26bf69aaebe39060200160405180910390a2600554611dbf906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000081169116846131ab565b506109dc60015f5160206142255f395f51905f5255565b611dde612945565b611dfa6c636f6d6d697474656553697a6560981b836040612f09565b611e1d6d76616c696461746f725374616b6560901b826001600160801b03612f09565b6009829055600a81905560408051838152602081018390527fb8a56fe81f5f97a2e6ca79cbea2d8eac55ba32e44183a8ae62451308f7a0e166910160405180910390a1611e68612ab8565b5050565b5f546001600160a01b03163314801590611e955750335f9081526010602052604090205460ff16155b15611eb5576040516310ac496560e01b8152336004820152602401610a20565b611ebd613012565b611ec5612b5f565b5f611ecf86612b7a565b5f878152601760205260409020549091506001600160401b031615611f0a57604051635b15127b60e01b815260048101879052602401610a20565b6001810154600160601b90046001600160401b03161580611f3657506001810154600160a01b900460ff165b15611f84576001810154604051628b89af60e41b815260048101889052600160601b82046001600160401b031615156024820152600160a01b90910460ff1615156044820152606401610a20565b6001818101805460ff60a01b1916600160a01b1790555f878152601560209081526040918290208251610100810184528154815293810154918401919091526002810154918301919091526003015461ffff808216606084015262010000820481166080840152600160201b8204811660a08401526001600160a01b03600160301b83041660c0840152600160d01b9091041660e0820181905261202d908390889088906132ea565b5f5b8381101561212a575f8881526016602052604081208187878581811061205757612057614107565b905060200201602081019061206c9190613b04565b6001600160a01b0316815260208101919091526040015f2090506001815460ff16600481111561209e5761209e614027565b141580156120c257506003815460ff1660048111156120bf576120bf614027565b14155b15612113578585838181106120d9576120d9614107565b90506020020160208101906120ee9190613b04565b60405163018356c960e31b81526001600160a01b039091166004820152602401610a20565b805462ff000019166201000017905560010161202f565b506121378282888861348e565b6121418282613650565b5f888152601860205260409020805467ffffffffffffffff19166001600160401b039290921691909117905550612186905060015f5160206142255f395f51905f5255565b5050505050565b60408051610100810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e08101919091526121d682612b7a565b50505f908152601560209081526040918290208251610100810184528154815260018201549281019290925260028101549282019290925260039091015461ffff808216606084015262010000820481166080840152600160201b8204811660a08401526001600160a01b03600160301b83041660c0840152600160d01b9091041660e082015290565b612268612945565b5f8161ffff168361ffff168561ffff1661228291906140f4565b61228c91906140f4565b905080158061229c575061271081115b156122bd576040516348ce6f0160e11b815260048101829052602401610a20565b600c805461ffff86811663ffffffff199092168217620100008783169081029190911765ffff000000001916600160201b928716928302179093556040805192835260208301939093528183015290517f04867dc2a2bb81777dc27d4bbfdcd5a1b469c6cb3f242cbfc26ffc5d5f259fc59181900360600190a161233f612ab8565b50505050565b600c545f90600160301b90046001600160a01b0316156123765750600c54600160301b90046001600160a01b031690565b505f546001600160a01b031690565b5f80546001600160a01b031633148015906123af5750335f9081526010602052604090205460ff16155b156123cf576040516310ac496560e01b8152336004820152602401610a20565b6123d7613012565b6001600160a01b0384166123fe5760405163d92e233d60e01b815260040160405180910390fd5b60115f815461240c9061411b565b91829055505f81815260146020526040812082815560018101805463ffffffff87166bffffffffffffffffffffffff1990911617600160201b426001600160401b031602179055600281018690556003810180546001600160a01b0319166001600160a01b03891617905560085460075460065494955091939091612490916140f4565b61249a91906140f4565b90506040518061010001604052808281526020016009548152602001600a548152602001600c5f9054906101000a900461ffff1661ffff168152602001600c60029054906101000a900461ffff1661ffff168152602001600c60049054906101000a900461ffff1661ffff16815260200160045f9054906101000a90046001600160a01b03166001600160a01b03168152602001600b5461ffff1681525060155f8581526020019081526020015f205f820151815f015560208201518160010155604082015181600201556060820151816003015f6101000a81548161ffff021916908361ffff16021790555060808201518160030160026101000a81548161ffff021916908361ffff16021790555060a08201518160030160046101000a81548161ffff021916908361ffff16021790555060c08201518160030160066101000a8154816001600160a01b0302191690836001600160a01b0316021790555060e082015181600301601a6101000a81548161ffff021916908361ffff160217905550905050600160165f8581526020019081526020015f205f886001600160a01b03166001600160a01b031681526020019081526020015f205f015f6101000a81548160ff0219169083600481111561267657612676614027565b02179055506040805163ffffffff86168152602081018790529081018290526001600160a01b0387169084907ffb4ef648cdd53d9d0e4b67cd0b9a250259b4a6ab086bd1bf8ffe759710b694c39060600160405180910390a350509392505050565b6126e0612945565b600180546001600160a01b0383166001600160a01b031990911681179091556127105f546001600160a01b031690565b6001600160a01b03167f38d16b8cac22d99fc7c124b9cd0de2d3fa1faef420bfe791d8c362d765e2270060405160405180910390a350565b612750612945565b6127726c1d195858da195c94995dd85c99609a1b846001600160801b03612f09565b6127946c1cdd1d59195b9d14995dd85c99609a1b836001600160801b03612f09565b6127b86e1d985b1a59185d1bdc94995dd85c99608a1b826001600160801b03612f09565b60068390556007829055600881905560408051848152602081018490529081018290527f4b4e9b2b02700f36dc5c043149dbb42bc2bf2211b35cd776181b8a9880891be29060600160405180910390a1611252612ab8565b5f8281526016602090815260408083206001600160a01b0385168452825280832085845260189092528220546001600160401b03166003825460ff16600481111561285d5761285d614027565b14158061287f57505f858152601760205260409020546001600160401b031615155b1561288e575f92505050610fe9565b6001600160401b038116158015906128af5750806001600160401b03164210155b156128be575f92505050610fe9565b81545f868152601560205260409020600201546128eb91630100000090046001600160801b03169061404f565b95945050505050565b6128fc612945565b600380546001600160a01b0319166001600160a01b0383169081179091556040517fddf02b7b03566295a764623525b74af5297e9855dfe71daf6fd289da4151f908905f90a250565b5f546001600160a01b031633146110685760405163118cdaa760e01b8152336004820152602401610a20565b60408051600481526024810182526020810180516001600160e01b031663a5c2b3af60e01b17905290515f9182916001600160a01b038516916129b391614133565b5f60405180830381855afa9150503d805f81146129eb576040519150601f19603f3d011682016040523d82523d5f602084013e6129f0565b606091505b5091509150811580612a0457508051602014155b80612a4257507f13466f5d972f221294e582ec99cdf0efda2b2f3db569d3039d96ea7aa82aa3ec81806020019051810190612a3f9190614149565b14155b1561125257604051635c93ff2f60e11b81526001600160a01b0384166004820152602401610a20565b6001600160a01b038116301480612a8f57506004546001600160a01b038281169116145b156109dc57604051630bc2c5df60e11b81526001600160a01b0382166004820152602401610a20565b600654600754600854600954600a54600b54600c54600554604080519889526020890197909752958701949094526060860192909252608085015260a084015261ffff80821660c0850152620100008204811660e0850152600160201b909104166101008301526001600160a01b03166101208201527f7bd3e52655a3e7289291780ab057fbcd381f762e0693f97b2169d13d4c584b3190610140015b60405180910390a1565b612b67613759565b60025f5160206142255f395f51905f5255565b5f8181526014602052604081208054909103612bac5760405163f8ae813760e01b815260048101839052602401610a20565b919050565b8454600154600160a01b900460ff1680612c265750816001600160a01b0316635c975abb6040518163ffffffff1660e01b8152600401602060405180830381865afa158015612c02573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190612c269190614160565b15612c445760405163d93c066560e01b815260040160405180910390fd5b5f8181526016602090815260408083206001600160a01b0389168452909152902054610100900460ff1615612c9e57604051637a6a90d160e11b8152600481018290526001600160a01b0386166024820152604401610a20565b612ca6612345565b6001600160a01b0316836001600160a01b031614612ce257604051630bc2c5df60e11b81526001600160a01b0384166004820152602401610a20565b60018601545f90612d079062093a8090600160201b90046001600160401b03166140b6565b6001880154909150600160a01b900460ff16158015612d2f5750806001600160401b03164210155b15612d5f576040516376d10a9360e11b8152600481018390526001600160401b0382166024820152604401610a20565b5f612d6d62015180426140d5565b9050612da16f1cdb185cda10d85c14195c949bdd5b9960821b600d54601a5f8781526020019081526020015f205489613788565b600e545f828152601b6020526040902054612dcf916d736c61736843617050657244617960901b9189613788565b5f838152601a602052604081208054889290612dec9084906140f4565b90915550505f818152601b602052604081208054889290612e0e9084906140f4565b90915550505050505050505050565b805462010000900460ff1615612e3257505050565b805462ff00001916620100001781555f838152601960209081526040808320546001600160a01b0386168452601390925290912054811115612e8857506001600160a01b0382165f908152601360205260409020545b6001600160a01b0383165f9081526013602052604081208054839290612eaf90849061404f565b925050819055508060125f828254612ec7919061404f565b90915550506040518181526001600160a01b0384169085907ff2a3573a398a3370c9d688bae66cc37cb515a53edf6683e62a0900a8e660e94f906020016114fa565b815f03612f2c57604051633e4a93b560e11b815260048101849052602401610a20565b80821115611252576040516343660ec760e11b8152600481018490526024810183905260448101829052606401610a20565b5f818311612f6c575f612f76565b612f76828461404f565b9392505050565b5f546001600160a01b03163314801590612fa257506002546001600160a01b03163314155b15611068576040516346c0d9af60e01b8152336004820152602401610a20565b612fca6137c7565b6001805460ff60a01b191690557f5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa335b6040516001600160a01b039091168152602001612b55565b600154600160a01b900460ff16156110685760405163d93c066560e01b815260040160405180910390fd5b5f61304782612b7a565b5f838152601760205260409020549091506001600160401b03161561308257604051635b15127b60e01b815260048101839052602401610a20565b6001810154600160601b90046001600160401b031615612bac57600181810154604051628b89af60e41b8152600481018590526024810192909252600160a01b900460ff1615156044820152606401610a20565b6001600160a01b0382166130fd5760405163d92e233d60e01b815260040160405180910390fd5b5f8381526016602090815260408083206001600160a01b038616845290915281205460ff16600481111561313357613133614027565b1461316357604051638015494f60e01b8152600481018490526001600160a01b0383166024820152604401610a20565b5f8381526016602090815260408083206001600160a01b03861684529091529020805482919060ff191660018360048111156131a1576131a1614027565b0217905550505050565b6131b883838360016137f1565b61125257604051635274afe760e01b81526001600160a01b0384166004820152602401610a20565b600180546001600160a01b03191690556109dc81613853565b613201613012565b6001805460ff60a01b1916600160a01b1790557f62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258612ffa3390565b6040516370a0823160e01b81523060048201525f9081906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906370a0823190602401602060405180830381865afa1580156132a2573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906132c69190614149565b905060125481116132d7575f6132e4565b6012546132e4908261404f565b91505090565b83545f5b83811015613420575f8281526016602052604081208187878581811061331657613316614107565b905060200201602081019061332b9190613b04565b6001600160a01b0316815260208101919091526040015f2090506002815460ff16600481111561335d5761335d614027565b146133ae5785858381811061337457613374614107565b90506020020160208101906133899190613b04565b60405163d2e3b58f60e01b81526001600160a01b039091166004820152602401610a20565b805460ff19166004178155600887018686848181106133cf576133cf614107565b90506020020160208101906133e49190613b04565b8154600180820184555f93845260209093200180546001600160a01b0319166001600160a01b03929092169190911790559190910190506132ee565b506005850154156121865760058501545f9061343e6127108661417b565b61344891906140d5565b90508281116134655782811061345e575f613468565b5f19613468565b60015b60098701805463ffffffff9290921663ffffffff19909216919091179055505050505050565b5f61349761323c565b85546003870154606087015187519394505f936134da93926001600160a01b031691612710916134cb9161ffff169061417b565b6134d591906140d5565b6138a2565b90505f61350f875f015486866127108a6080015161ffff168b5f0151613500919061417b565b61350a91906140d5565b613949565b90505f61353f886127108960a0015161ffff168a5f0151613530919061417b565b61353a91906140d5565b6139bf565b90505f8161354d84866140f4565b61355791906140f4565b90508481111561358457604051631efc11e560e11b81526004810186905260248101829052604401610a20565b5f546001600160a01b031633146135fa575f6135a362015180426140d5565b90506135d66e72657761726443617050657244617960881b600f54601c5f8581526020019081526020015f205485613788565b5f818152601c6020526040812080548492906135f39084906140f4565b9091555050505b885460098a01546040517fa296686a0fd86c63754b943efae8f04f46308077ff48bf2c69ee31fe55cb37369161363d918b918b918a918a918a9160030b90614192565b60405180910390a2505050505050505050565b425f5b6007840154811015613752575f84600701828154811061367557613675614107565b5f918252602080832090910154875483526016825260408084206001600160a01b039092168085529190925281832054918701519093506136c7916001600160801b036301000000909104169061404f565b905080156137485760c085015160405163f3ba600d60e01b81526001600160a01b038481166004830152602482018490529091169063f3ba600d906044016020604051808303815f875af1158015613721573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061374591906141fe565b93505b5050600101613653565b5092915050565b5f5160206142255f395f51905f525460020361106857604051633ee5aeb560e01b815260040160405180910390fd5b5f6137938484612f5e565b90508082111561218657604051634eb7bc8560e01b8152600481018690526024810182905260448101839052606401610a20565b600154600160a01b900460ff1661106857604051638dfc202b60e01b815260040160405180910390fd5b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f5114831661384757838315161561383b573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b5f8381526016602090815260408083206001600160a01b03861684529091528120805462010000900460ff161580156138e257508054610100900460ff16155b156138fb576138f2858585613a46565b82915050612f76565b805462ff00001916620100001781556040516001600160a01b0385169086907f602bad66b52e9f026085ec8864d1bf171575010ff70e7a3afd9336ccc83ed0ee905f90a3505f949350505050565b5f82810361395857505f6139b7565b5f61396384846140d5565b90505f5b848110156139a8576139a08787878481811061398557613985614107565b905060200201602081019061399a9190613b04565b84613a46565b600101613967565b506139b3848261417b565b9150505b949350505050565b60078201545f9081906139d290846140d5565b84545f9081526019602052604081208290559091505b6007850154811015613a3e57613a2a855f0154866007018381548110613a1057613a10614107565b5f918252602090912001546001600160a01b0316846138a2565b613a3490846140f4565b92506001016139e8565b505092915050565b805f03613a5257505050565b8060125f828254613a6391906140f4565b90915550506001600160a01b0382165f9081526013602052604081208054839290613a8f9084906140f4565b90915550506040518181526001600160a01b0383169084907f9042fa19125de5f8ba6ff122ffb7e5ecee4a5635a32561219e061e07fa30a9619060200160405180910390a3505050565b5f60208284031215613ae9575f5ffd5b5035919050565b6001600160a01b03811681146109dc575f5ffd5b5f60208284031215613b14575f5ffd5b8135612f7681613af0565b5f5f5f5f5f5f60a08789031215613b34575f5ffd5b863595506020870135613b4681613af0565b9450604087013593506060870135613b5d81613af0565b925060808701356001600160401b03811115613b77575f5ffd5b8701601f81018913613b87575f5ffd5b80356001600160401b03811115613b9c575f5ffd5b896020828401011115613bad575f5ffd5b60208201935080925050509295509295509295565b5f5f60408385031215613bd3575f5ffd5b823591506020830135613be581613af0565b809150509250929050565b5f5f5f60608486031215613c02575f5ffd5b833592506020840135613c1481613af0565b929592945050506040919091013590565b80151581146109dc575f5ffd5b5f5f60408385031215613c43575f5ffd5b8235613c4e81613af0565b91506020830135613be581613c25565b5f5f5f60608486031215613c70575f5ffd5b505081359360208301359350604090920135919050565b5f8151808452602084019350602083015f5b82811015613cb7578151865260209586019590910190600101613c99565b5093949350505050565b5f8151808452602084019350602083015f5b82811015613cb75781516001600160a01b0316865260209586019590910190600101613cd3565b60208152815160208201525f6020830151613d1d604084018263ffffffff169052565b5060408301516001600160401b03811660608401525060608301516001600160401b038116608084015250608083015180151560a08401525060a083015160c083015260c0830151613d7a60e08401826001600160a01b03169052565b5060e08301516101a0610100840152613d976101c0840182613c87565b9050610100840151601f1984830301610120850152613db68282613cc1565b915050610120840151601f1984830301610140850152613dd68282613c87565b915050610140840151601f1984830301610160850152613df68282613cc1565b915050610160840151601f1984830301610180850152613e168282613cc1565b915050610180840151613e2f6101a085018260030b9052565b509392505050565b5f5f60408385031215613e48575f5ffd5b50508035926020909101359150565b5f5f83601f840112613e67575f5ffd5b5081356001600160401b03811115613e7d575f5ffd5b6020830191508360208260051b8501011115613e97575f5ffd5b9250929050565b5f5f5f5f5f60608688031215613eb2575f5ffd5b8535945060208601356001600160401b03811115613ece575f5ffd5b613eda88828901613e57565b90955093505060408601356001600160401b03811115613ef8575f5ffd5b613f0488828901613e57565b969995985093965092949392505050565b5f6101008201905082518252602083015160208301526040830151604083015261ffff606084015116606083015261ffff608084015116608083015261ffff60a08401511660a083015260c0830151613f7960c08401826001600160a01b03169052565b5060e083015161375260e084018261ffff169052565b803561ffff81168114612bac575f5ffd5b5f5f5f60608486031215613fb2575f5ffd5b613fbb84613f8f565b9250613fc960208501613f8f565b9150613fd760408501613f8f565b90509250925092565b5f5f5f60608486031215613ff2575f5ffd5b8335613ffd81613af0565b925060208401359150604084013563ffffffff8116811461401c575f5ffd5b809150509250925092565b634e487b7160e01b5f52602160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b81810381811115610fe957610fe961403b565b6001600160801b038181168382160190811115610fe957610fe961403b565b83815260406020820152816040820152818360608301375f818301606090810191909152601f909201601f1916010192915050565b6001600160401b038181168382160190811115610fe957610fe961403b565b5f826140ef57634e487b7160e01b5f52601260045260245ffd5b500490565b80820180821115610fe957610fe961403b565b634e487b7160e01b5f52603260045260245ffd5b5f6001820161412c5761412c61403b565b5060010190565b5f82518060208501845e5f920191825250919050565b5f60208284031215614159575f5ffd5b5051919050565b5f60208284031215614170575f5ffd5b8151612f7681613c25565b8082028115828204841417610fe957610fe961403b565b60a080825281018690525f8760c08301825b898110156141d45782356141b781613af0565b6001600160a01b03168252602092830192909101906001016141a4565b50602084019790975250506040810193909352606083019190915260030b60809091015292915050565b5f6020828403121561420e575f5ffd5b81516001600160401b0381168114612f76575f5ffdfe9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00a164736f6c6343000825000a";

  
      type SelfPlayArenaConstructorParams = [signer?: Signer] | ConstructorParameters<typeof ContractFactory>;

      const isSuperArgs = (xs: SelfPlayArenaConstructorParams): xs is ConstructorParameters<typeof ContractFactory> =>
        xs.length > 1
    

  export class SelfPlayArena__factory extends ContractFactory {
    
      constructor(...args: SelfPlayArenaConstructorParams) {
        if (isSuperArgs(args)) {
          super(...args);
        } else {
          super(_abi, _bytecode, args[0]);
        }
        
      }
    
    override getDeployTransaction(initialOwner: AddressLike, rewardToken_: AddressLike, stakeManager_: AddressLike, overrides?: NonPayableOverrides & { from?: string }): Promise<ContractDeployTransaction> {
      return super.getDeployTransaction(initialOwner, rewardToken_, stakeManager_, overrides || {});
    };
    override deploy(initialOwner: AddressLike, rewardToken_: AddressLike, stakeManager_: AddressLike, overrides?: NonPayableOverrides & { from?: string }) {
      return super.deploy(initialOwner, rewardToken_, stakeManager_, overrides || {}) as Promise<SelfPlayArena & {
        deploymentTransaction(): ContractTransactionResponse;
      }>;
    }
    override connect(runner: ContractRunner | null): SelfPlayArena__factory {
      return super.connect(runner) as SelfPlayArena__factory;
    }
    
    
    static readonly bytecode = _bytecode;
    static readonly abi = _abi;
    static createInterface(): SelfPlayArenaInterface {
      return new Interface(_abi) as SelfPlayArenaInterface;
    }
    
    override attach(address: string | Addressable): SelfPlayArena {
      return super.attach(address) as SelfPlayArena;
    }
  static connect(address: string, runner?: ContractRunner | null): SelfPlayArena {
      return new Contract(address, _abi, runner) as unknown as SelfPlayArena;
    }
  }

  
  