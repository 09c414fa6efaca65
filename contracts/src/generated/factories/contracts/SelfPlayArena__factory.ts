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
    "inputs": [],
    "name": "StakeManagerNotConfigured",
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
        "internalType": "struct SelfPlayArena.Round",
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
          }
        ],
        "internalType": "struct SelfPlayArena.Terms",
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

  const _bytecode = "0x60a060405234801561000f575f5ffd5b5060405161320138038061320183398101604081905261002e9161026f565b828181806001600160a01b03811661006057604051631e4fbdf760e01b81525f60048201526024015b60405180910390fd5b61006981610149565b5050600480546001600160a01b0319166001600160a01b03831617905568056bc75e2d631000006006556802b5e3af16b188000060078190556008556003600955670de0b6b3a7640000600a55611770600b55600c805465ffffffffffff19166509c409c413881790556100db610165565b505060017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00556001600160a01b0382163b5f0361013657604051635c93ff2f60e11b81526001600160a01b0383166004820152602401610057565b506001600160a01b0316608052506102b9565b600180546001600160a01b03191690556101628161020c565b50565b600654600754600854600954600a54600b54600c54600554604080519889526020890197909752958701949094526060860192909252608085015260a084015261ffff80821660c0850152620100008204811660e0850152640100000000909104166101008301526001600160a01b03166101208201527f7bd3e52655a3e7289291780ab057fbcd381f762e0693f97b2169d13d4c584b31906101400160405180910390a1565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b6001600160a01b0381168114610162575f5ffd5b5f5f5f60608486031215610281575f5ffd5b835161028c8161025b565b602085015190935061029d8161025b565b60408501519092506102ae8161025b565b809150509250925092565b608051612f1b6102e65f395f818161069a01528181611340015281816119eb015261238b0152612f1b5ff3fe608060405234801561000f575f5ffd5b50600436106102e5575f3560e01c80637f63602511610195578063badc2dff116100e4578063e7e42f931161009e578063f2fde38b11610079578063f2fde38b1461066f578063f36d1e4e14610682578063f7c618c114610695578063ff32e741146106bc575f5ffd5b8063e7e42f9314610644578063e7fa9f7d14610658578063f0bcce4a14610661575f5ffd5b8063badc2dff14610562578063c21d4e1a146105de578063d368af80146105f1578063d9509ae614610604578063df37b2ec1461060b578063e30c397814610633575f5ffd5b80638dd5c0d61161014f5780639c6a02b51161012a5780639c6a02b5146105205780639cf4364b146105335780639fd0506d1461053c578063ae2e933b1461054f575f5ffd5b80638dd5c0d61461034e5780638f1327c0146104ed5780639bb9461f1461050d575f5ffd5b80637f636025146104785780638456cb591461049a5780638462d661146104a257806388e01a98146104c15780638a568299146104d45780638da5cb5b146104dd575f5ffd5b80633f4ba83a116102515780635627db401161020b5780636c388c7e116101e65780636c388c7e1461044c578063715018a6146104555780637542ff951461045d57806379ba509714610470575f5ffd5b80635627db401461041257806358e312c4146104255780635c975abb1461042e575f5ffd5b80633f4ba83a146103cc5780634268da41146103d45780634b8adc5a146103e75780634bdcf6cf146103fa5780634e71d92d1461040357806354fd4d501461040b575f5ffd5b8063249d39e9116102a2578063249d39e9146103565780632cb61d8f1461035f5780632d88af4a1461038a578063335286351461039d5780633a370456146103b05780633b23d043146103b9575f5ffd5b806303022185146102e95780630e1505e0146102fe5780630e7c67fc1461031f57806310c2c1fd1461033257806319db22281461033b57806322af68b41461034e575b5f5ffd5b6102fc6102f7366004612901565b6106cf565b005b61030c6001600160801b0381565b6040519081526020015b60405180910390f35b6102fc61032d36600461298f565b610b35565b61030c600b5481565b6102fc61034936600461298f565b610bcd565b61030c604081565b61030c61271081565b600354610372906001600160a01b031681565b6040516001600160a01b039091168152602001610316565b6102fc61039836600461298f565b610c34565b6102fc6103ab3660046129b1565b610cc2565b61030c60065481565b6102fc6103c7366004612a56565b610f6e565b6102fc610fda565b6102fc6103e2366004612a6d565b610fec565b6102fc6103f5366004612aaf565b611207565b61030c60075481565b6102fc611294565b600361030c565b6102fc610420366004612a6d565b61137e565b61030c600a5481565b600154600160a01b900460ff165b6040519015158152602001610316565b61030c60085481565b6102fc6114b7565b600454610372906001600160a01b031681565b6102fc6114d8565b61043c61048636600461298f565b600d6020525f908152604090205460ff1681565b6102fc611519565b61030c6104b036600461298f565b60106020525f908152604090205481565b6102fc6104cf366004612a56565b611529565b61030c600e5481565b5f546001600160a01b0316610372565b6105006104fb366004612a56565b61163a565b6040516103169190612b59565b6102fc61051b366004612a56565b611901565b6102fc61052e366004612c98565b611a2b565b61030c60095481565b600254610372906001600160a01b031681565b600554610372906001600160a01b031681565b610575610570366004612a56565b611ac1565b60405161031691905f60e08201905082518252602083015160208301526040830151604083015261ffff606084015116606083015261ffff608084015116608083015261ffff60a08401511660a083015260018060a01b0360c08401511660c083015292915050565b6102fc6105ec366004612cc9565b611b7c565b61030c6105ff366004612d09565b611c61565b600161043c565b600c5461062090600160201b900461ffff1681565b60405161ffff9091168152602001610316565b6001546001600160a01b0316610372565b600c546106209062010000900461ffff1681565b61030c600f5481565b600c546106209061ffff1681565b6102fc61067d36600461298f565b611f80565b6102fc610690366004612d50565b611ff0565b6103727f000000000000000000000000000000000000000000000000000000000000000081565b6102fc6106ca36600461298f565b6120b8565b5f546001600160a01b031633148015906106f85750335f908152600d602052604090205460ff16155b1561071d576040516310ac496560e01b81523360048201526024015b60405180910390fd5b610725612109565b61072d612134565b5f6107378461214f565b6001810154909150600160601b900467ffffffffffffffff16158061076757506001810154600160a01b900460ff165b156107b6576001810154604051628b89af60e41b815260048101869052600160601b820467ffffffffffffffff1615156024820152600160a01b90910460ff1615156044820152606401610714565b60018101805460ff60a01b1916600160a01b1790556107d6818484612186565b5f848152601260209081526040808320815160e08101835281548082526001830154948201949094526002820154928101929092526003015461ffff8082166060840181905262010000830482166080850152600160201b830490911660a0840152600160301b9091046001600160a01b031660c08301529092916127109161085e91612d8d565b6108689190612daa565b90505f84156108a5576080830151835186916127109161088c9161ffff1690612d8d565b6108969190612daa565b6108a09190612daa565b6108a7565b5f5b90505f84600701805490506127108560a0015161ffff16865f01516108cc9190612d8d565b6108d69190612daa565b6108e09190612daa565b60078601549091505f906108f49083612d8d565b6108fe8885612d8d565b6109089086612dc9565b6109129190612dc9565b90505f61091d61236a565b90508082111561094a57604051631efc11e560e11b81526004810182905260248101839052604401610714565b81600f5f82825461095b9190612dc9565b9091555050600387015461097a908b906001600160a01b031687612418565b5f5b888110156109bd576109b58b8b8b8481811061099a5761099a612ddc565b90506020020160208101906109af919061298f565b87612418565b60010161097c565b505f5b6007880154811015610a07576109ff8b8960070183815481106109e5576109e5612ddc565b5f918252602090912001546001600160a01b031686612418565b6001016109c0565b50897fa296686a0fd86c63754b943efae8f04f46308077ff48bf2c69ee31fe55cb37368a8a88610a37828a612d8d565b60078d0154610a46908a612d8d565b60098e0154604051610a6096959493929160030b90612df0565b60405180910390a25f5b6007880154811015610b12578660c001516001600160a01b0316638b5588d9896007018381548110610a9e57610a9e612ddc565b5f9182526020909120015460408a810151905160e084901b6001600160e01b03191681526001600160a01b03909216600483015260248201526044015f604051808303815f87803b158015610af1575f5ffd5b505af1158015610b03573d5f5f3e3d5ffd5b50505050806001019050610a6a565b5050505050505050610b3060015f516020612eef5f395f51905f5255565b505050565b610b3d612495565b806001600160a01b03163b5f03610b7257604051635c93ff2f60e11b81526001600160a01b0382166004820152602401610714565b6004546040516001600160a01b038084169216907f2038065b2af1abb2e4baff0b93010f47c0fec731edade04aa0a6749f4f5350d8905f90a3600480546001600160a01b0319166001600160a01b0392909216919091179055565b610bd5612495565b6005546040516001600160a01b038084169216907ffd46f6213ab0cb209c2d4c8788345ef100db85a742155b1e0f7b632ad17d03ba905f90a3600580546001600160a01b0319166001600160a01b038316179055610c316124c1565b50565b5f546001600160a01b03163314801590610c5957506003546001600160a01b03163314155b15610c7957604051630414973f60e01b8152336004820152602401610714565b600280546001600160a01b0319166001600160a01b0383169081179091556040517fa4336c0cb1e245b95ad204faed7e940d6dc999684fd8b5e1ff597a0c4efca8ab905f90a250565b5f546001600160a01b03163314801590610ceb5750335f908152600d602052604090205460ff16155b15610d0b576040516310ac496560e01b8152336004820152602401610714565b610d13612134565b835f03610d335760405163162908e360e11b815260040160405180910390fd5b6001600160a01b038316610d5a5760405163d92e233d60e01b815260040160405180910390fd5b610d638661214f565b505f8681526013602090815260408083206001600160a01b038916845290915290205460ff16600314610db357604051628eae2b60e51b81526001600160a01b0386166004820152602401610714565b5f868152601260205260409020600301546001600160a01b03600160301b90910416610de65f546001600160a01b031690565b6001600160a01b0316336001600160a01b031614158015610e755750600154600160a01b900460ff1680610e755750806001600160a01b0316635c975abb6040518163ffffffff1660e01b8152600401602060405180830381865afa158015610e51573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190610e759190612e5c565b15610e935760405163d93c066560e01b815260040160405180910390fd5b836001600160a01b0316866001600160a01b0316887f469e64ddaeacecb5aa28ab51242fc14f767699fa5433b52bb80d72d3afaa07a4888787604051610edb93929190612e77565b60405180910390a4604051632881ab9160e21b81526001600160a01b0387811660048301526001602483015260448201879052858116606483015282169063a206ae44906084015f604051808303815f87803b158015610f39575f5ffd5b505af1158015610f4b573d5f5f3e3d5ffd5b5050505050610f6660015f516020612eef5f395f51905f5255565b505050505050565b610f76612495565b610f9a73746172676574537563636573735261746542707360601b82612710612568565b600b8190556040518181527f862a7c90418e439353d1d7ab209293c240081522e96357627cde2c7933b351739060200160405180910390a1610c316124c1565b610fe26125bd565b610fea612602565b565b5f546001600160a01b031633148015906110155750335f908152600d602052604090205460ff16155b15611035576040516310ac496560e01b8152336004820152602401610714565b61103d612109565b611045612134565b5f61104f84612652565b5f858152601260205260409020600381015491925090600160301b90046001600160a01b031661109257604051633a91c32d60e11b815260040160405180910390fd5b61109e858560036126b4565b60018101546007830154036110f6576001808201546110bc91612dc9565b60018201546040516343660ec760e11b81526976616c696461746f727360b01b600482015260248101929092526044820152606401610714565b600782018054600180820183555f928352602080842090920180546001600160a01b0319166001600160a01b0389169081179091556006860180549283018155845292829020018590556002830154604080518781529283019190915287917fce4ebd24bd1ec50bc921bd4fab420eef8ae31ec9718a580b21f0bc67a1024697910160405180910390a360038101546002820154604051635748087560e11b81526001600160a01b0387811660048301526024820192909252600160301b909204169063ae9010ea906044015f604051808303815f87803b1580156111d9575f5ffd5b505af11580156111eb573d5f5f3e3d5ffd5b505050505050610b3060015f516020612eef5f395f51905f5255565b61120f612495565b6001600160a01b0382166112365760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b0382165f818152600d6020908152604091829020805460ff191685151590811790915591519182527f0671ac466b88b1e56ec41a07469e320dc5c600616fc97db97fd0e5f556bccfc2910160405180910390a25050565b61129c612109565b6112a4612134565b335f90815260106020526040812054908190036112d657604051633a8d87ed60e11b8152336004820152602401610714565b335f908152601060205260408120819055600f80548392906112f9908490612eac565b909155505060405181815233907f106f923f993c2149d49b4255ff723acafa1f2d94393f561d3eda32ae348f72419060200160405180910390a26113676001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163383612766565b50610fea60015f516020612eef5f395f51905f5255565b5f546001600160a01b031633148015906113a75750335f908152600d602052604090205460ff16155b156113c7576040516310ac496560e01b8152336004820152602401610714565b6113cf612109565b5f6113d984612652565b90506113e7848460026126b4565b6005810154603f19016114345761140060406001612dc9565b604080516343660ec760e11b81526773747564656e747360c01b600482015260248101929092526044820152606401610714565b600581018054600180820183555f928352602080842090920180546001600160a01b0319166001600160a01b03881690811790915560048501805492830181558452928290200184905560405184815286917ffd78920c7efba30cf485606b56b03961ab52405cd9d48033e062edcc0a7175e3910160405180910390a350505050565b6114bf612495565b604051638905116560e01b815260040160405180910390fd5b60015433906001600160a01b031681146115105760405163118cdaa760e01b81526001600160a01b0382166004820152602401610714565b610c318161279b565b6115216125bd565b610fea6127b4565b5f546001600160a01b031633148015906115525750335f908152600d602052604090205460ff16155b15611572576040516310ac496560e01b8152336004820152602401610714565b61157a612109565b5f61158482612652565b5f838152601260205260409020600101546007820154919250908111156115ce57600782015460405163e7ccee2960e01b8152600481019190915260248101829052604401610714565b60018201805467ffffffffffffffff60601b1916600160601b4267ffffffffffffffff90811682029290921792839055604051920416815283907fc73caf463349671ddac4a5735c79139248b0f822b41cdab9459bc32b08a376a29060200160405180910390a2505050565b604080516101a0810182525f8082526020820181905291810182905260608082018390526080820183905260a0820183905260c0820183905260e082018190526101008201819052610120820181905261014082018190526101608201526101808101919091526116aa8261214f565b604080516101a08101825282548152600183015463ffffffff8116602080840191909152600160201b820467ffffffffffffffff90811684860152600160601b8304166060840152600160a01b90910460ff1615156080830152600284015460a083015260038401546001600160a01b031660c083015260048401805484518184028101840190955280855292949360e0860193909283018282801561176d57602002820191905f5260205f20905b815481526020019060010190808311611759575b50505050508152602001600582018054806020026020016040519081016040528092919081815260200182805480156117cd57602002820191905f5260205f20905b81546001600160a01b031681526001909101906020018083116117af575b505050505081526020016006820180548060200260200160405190810160405280929190818152602001828054801561182357602002820191905f5260205f20905b81548152602001906001019080831161180f575b505050505081526020016007820180548060200260200160405190810160405280929190818152602001828054801561188357602002820191905f5260205f20905b81546001600160a01b03168152600190910190602001808311611865575b50505050508152602001600882018054806020026020016040519081016040528092919081815260200182805480156118e357602002820191905f5260205f20905b81546001600160a01b031681526001909101906020018083116118c5575b50505091835250506009919091015460030b60209091015292915050565b611909612495565b611911612109565b611919612134565b6005546001600160a01b03166119425760405163d92e233d60e01b815260040160405180910390fd5b5f61194b61236a565b9050815f0361196d5760405163162908e360e11b815260040160405180910390fd5b8082111561199857604051631efc11e560e11b81526004810182905260248101839052604401610714565b6005546040518381526001600160a01b03909116907f167beb24b4e0b809e5ad14deac40057e2206ebff29b4f1240a7d26bf69aaebe39060200160405180910390a2600554611a14906001600160a01b037f00000000000000000000000000000000000000000000000000000000000000008116911684612766565b50610c3160015f516020612eef5f395f51905f5255565b611a33612495565b611a4f6c636f6d6d697474656553697a6560981b836040612568565b611a726d76616c696461746f725374616b6560901b826001600160801b03612568565b6009829055600a81905560408051838152602081018390527fb8a56fe81f5f97a2e6ca79cbea2d8eac55ba32e44183a8ae62451308f7a0e166910160405180910390a1611abd6124c1565b5050565b6040805160e0810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810191909152611b028261214f565b50505f90815260126020908152604091829020825160e0810184528154815260018201549281019290925260028101549282019290925260039091015461ffff808216606084015262010000820481166080840152600160201b82041660a0830152600160301b90046001600160a01b031660c082015290565b611b84612495565b5f8161ffff168361ffff168561ffff16611b9e9190612dc9565b611ba89190612dc9565b9050801580611bb8575061271081115b15611bd9576040516348ce6f0160e11b815260048101829052602401610714565b600c805461ffff86811663ffffffff199092168217620100008783169081029190911765ffff000000001916600160201b928716928302179093556040805192835260208301939093528183015290517f04867dc2a2bb81777dc27d4bbfdcd5a1b469c6cb3f242cbfc26ffc5d5f259fc59181900360600190a1611c5b6124c1565b50505050565b5f80546001600160a01b03163314801590611c8b5750335f908152600d602052604090205460ff16155b15611cab576040516310ac496560e01b8152336004820152602401610714565b611cb3612109565b6001600160a01b038416611cda5760405163d92e233d60e01b815260040160405180910390fd5b600e5f8154611ce890612ebf565b91829055505f81815260116020526040812082815560018101805463ffffffff87166bffffffffffffffffffffffff1990911617600160201b4267ffffffffffffffff1602179055600281018690556003810180546001600160a01b0319166001600160a01b03891617905560085460075460065494955091939091611d6d91612dc9565b611d779190612dc9565b90506040518060e001604052808281526020016009548152602001600a548152602001600c5f9054906101000a900461ffff1661ffff168152602001600c60029054906101000a900461ffff1661ffff168152602001600c60049054906101000a900461ffff1661ffff16815260200160045f9054906101000a90046001600160a01b03166001600160a01b031681525060125f8581526020019081526020015f205f820151815f015560208201518160010155604082015181600201556060820151816003015f6101000a81548161ffff021916908361ffff16021790555060808201518160030160026101000a81548161ffff021916908361ffff16021790555060a08201518160030160046101000a81548161ffff021916908361ffff16021790555060c08201518160030160066101000a8154816001600160a01b0302191690836001600160a01b03160217905550905050600160135f8581526020019081526020015f205f886001600160a01b03166001600160a01b031681526020019081526020015f205f6101000a81548160ff021916908360ff160217905550856001600160a01b0316837ffb4ef648cdd53d9d0e4b67cd0b9a250259b4a6ab086bd1bf8ffe759710b694c3868885604051611f6f9392919063ffffffff9390931683526020830191909152604082015260600190565b60405180910390a350509392505050565b611f88612495565b600180546001600160a01b0383166001600160a01b03199091168117909155611fb85f546001600160a01b031690565b6001600160a01b03167f38d16b8cac22d99fc7c124b9cd0de2d3fa1faef420bfe791d8c362d765e2270060405160405180910390a350565b611ff8612495565b61201a6c1d195858da195c94995dd85c99609a1b846001600160801b03612568565b61203c6c1cdd1d59195b9d14995dd85c99609a1b836001600160801b03612568565b6120606e1d985b1a59185d1bdc94995dd85c99608a1b826001600160801b03612568565b60068390556007829055600881905560408051848152602081018490529081018290527f4b4e9b2b02700f36dc5c043149dbb42bc2bf2211b35cd776181b8a9880891be29060600160405180910390a1610b306124c1565b6120c0612495565b600380546001600160a01b0319166001600160a01b0383169081179091556040517fddf02b7b03566295a764623525b74af5297e9855dfe71daf6fd289da4151f908905f90a250565b600154600160a01b900460ff1615610fea5760405163d93c066560e01b815260040160405180910390fd5b61213c6127f7565b60025f516020612eef5f395f51905f5255565b5f81815260116020526040812080549091036121815760405163f8ae813760e01b815260048101839052602401610714565b919050565b82545f5b828110156122f9575f828152601360205260408120908585848181106121b2576121b2612ddc565b90506020020160208101906121c7919061298f565b6001600160a01b0316815260208101919091526040015f205460ff16600214612236578383828181106121fc576121fc612ddc565b9050602002016020810190612211919061298f565b60405163d2e3b58f60e01b81526001600160a01b039091166004820152602401610714565b5f82815260136020526040812060049186868581811061225857612258612ddc565b905060200201602081019061226d919061298f565b6001600160a01b0316815260208101919091526040015f20805460ff191660ff92909216919091179055600885018484838181106122ad576122ad612ddc565b90506020020160208101906122c2919061298f565b8154600180820184555f93845260209093200180546001600160a01b0319166001600160a01b03929092169190911790550161218a565b50600584015415611c5b5760058401545f9061231761271085612d8d565b6123219190612daa565b9050600b54811161234257600b54811061233b575f612345565b5f19612345565b60015b60098601805463ffffffff9290921663ffffffff199092169190911790555050505050565b6040516370a0823160e01b81523060048201525f9081906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906370a0823190602401602060405180830381865afa1580156123d0573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906123f49190612ed7565b9050600f548111612405575f612412565b600f546124129082612eac565b91505090565b805f0361242457505050565b6001600160a01b0382165f908152601060205260408120805483929061244b908490612dc9565b90915550506040518181526001600160a01b0383169084907f9042fa19125de5f8ba6ff122ffb7e5ecee4a5635a32561219e061e07fa30a9619060200160405180910390a3505050565b5f546001600160a01b03163314610fea5760405163118cdaa760e01b8152336004820152602401610714565b600654600754600854600954600a54600b54600c54600554604080519889526020890197909752958701949094526060860192909252608085015260a084015261ffff80821660c0850152620100008204811660e0850152600160201b909104166101008301526001600160a01b03166101208201527f7bd3e52655a3e7289291780ab057fbcd381f762e0693f97b2169d13d4c584b3190610140015b60405180910390a1565b815f0361258b57604051633e4a93b560e11b815260048101849052602401610714565b80821115610b30576040516343660ec760e11b8152600481018490526024810183905260448101829052606401610714565b5f546001600160a01b031633148015906125e257506002546001600160a01b03163314155b15610fea576040516346c0d9af60e01b8152336004820152602401610714565b61260a612826565b6001805460ff60a01b191690557f5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa335b6040516001600160a01b03909116815260200161255e565b5f61265c8261214f565b6001810154909150600160601b900467ffffffffffffffff161561218157600181810154604051628b89af60e41b8152600481018590526024810192909252600160a01b900460ff1615156044820152606401610714565b6001600160a01b0382166126db5760405163d92e233d60e01b815260040160405180910390fd5b5f8381526013602090815260408083206001600160a01b038616845290915290205460ff161561273057604051638015494f60e01b8152600481018490526001600160a01b0383166024820152604401610714565b5f9283526013602090815260408085206001600160a01b039490941685529290529120805460ff191660ff909216919091179055565b6127738383836001612850565b610b3057604051635274afe760e01b81526001600160a01b0384166004820152602401610714565b600180546001600160a01b0319169055610c31816128b2565b6127bc612109565b6001805460ff60a01b1916600160a01b1790557f62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a25861263a3390565b5f516020612eef5f395f51905f5254600203610fea57604051633ee5aeb560e01b815260040160405180910390fd5b600154600160a01b900460ff16610fea57604051638dfc202b60e01b815260040160405180910390fd5b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f511483166128a657838315161561289a573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b5f5f5f60408486031215612913575f5ffd5b83359250602084013567ffffffffffffffff811115612930575f5ffd5b8401601f81018613612940575f5ffd5b803567ffffffffffffffff811115612956575f5ffd5b8660208260051b840101111561296a575f5ffd5b939660209190910195509293505050565b6001600160a01b0381168114610c31575f5ffd5b5f6020828403121561299f575f5ffd5b81356129aa8161297b565b9392505050565b5f5f5f5f5f5f60a087890312156129c6575f5ffd5b8635955060208701356129d88161297b565b94506040870135935060608701356129ef8161297b565b9250608087013567ffffffffffffffff811115612a0a575f5ffd5b8701601f81018913612a1a575f5ffd5b803567ffffffffffffffff811115612a30575f5ffd5b896020828401011115612a41575f5ffd5b60208201935080925050509295509295509295565b5f60208284031215612a66575f5ffd5b5035919050565b5f5f5f60608486031215612a7f575f5ffd5b833592506020840135612a918161297b565b929592945050506040919091013590565b8015158114610c31575f5ffd5b5f5f60408385031215612ac0575f5ffd5b8235612acb8161297b565b91506020830135612adb81612aa2565b809150509250929050565b5f8151808452602084019350602083015f5b82811015612b16578151865260209586019590910190600101612af8565b5093949350505050565b5f8151808452602084019350602083015f5b82811015612b165781516001600160a01b0316865260209586019590910190600101612b32565b60208152815160208201525f6020830151612b7c604084018263ffffffff169052565b50604083015167ffffffffffffffff8116606084015250606083015167ffffffffffffffff8116608084015250608083015180151560a08401525060a083015160c083015260c0830151612bdb60e08401826001600160a01b03169052565b5060e08301516101a0610100840152612bf86101c0840182612ae6565b9050610100840151601f1984830301610120850152612c178282612b20565b915050610120840151601f1984830301610140850152612c378282612ae6565b915050610140840151601f1984830301610160850152612c578282612b20565b915050610160840151601f1984830301610180850152612c778282612b20565b915050610180840151612c906101a085018260030b9052565b509392505050565b5f5f60408385031215612ca9575f5ffd5b50508035926020909101359150565b803561ffff81168114612181575f5ffd5b5f5f5f60608486031215612cdb575f5ffd5b612ce484612cb8565b9250612cf260208501612cb8565b9150612d0060408501612cb8565b90509250925092565b5f5f5f60608486031215612d1b575f5ffd5b8335612d268161297b565b925060208401359150604084013563ffffffff81168114612d45575f5ffd5b809150509250925092565b5f5f5f60608486031215612d62575f5ffd5b505081359360208301359350604090920135919050565b634e487b7160e01b5f52601160045260245ffd5b8082028115828204841417612da457612da4612d79565b92915050565b5f82612dc457634e487b7160e01b5f52601260045260245ffd5b500490565b80820180821115612da457612da4612d79565b634e487b7160e01b5f52603260045260245ffd5b60a080825281018690525f8760c08301825b89811015612e32578235612e158161297b565b6001600160a01b0316825260209283019290910190600101612e02565b50602084019790975250506040810193909352606083019190915260030b60809091015292915050565b5f60208284031215612e6c575f5ffd5b81516129aa81612aa2565b83815260406020820152816040820152818360608301375f818301606090810191909152601f909201601f1916010192915050565b81810381811115612da457612da4612d79565b5f60018201612ed057612ed0612d79565b5060010190565b5f60208284031215612ee7575f5ffd5b505191905056fe9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00a164736f6c6343000825000a";

  
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

  
  