// Written by tools/generate.ts.
// @ts-nocheck
/* tslint:disable */
/* eslint-disable */
import type { Addressable } from "ethers";
import { Contract, ContractFactory, ContractTransactionResponse, Interface } from "ethers"
import type { Signer, BigNumberish, AddressLike, ContractDeployTransaction, ContractRunner } from "ethers"
import type { NonPayableOverrides } from "../../common.js"
  import type { StakeManager, StakeManagerInterface } from "../../contracts/StakeManager.js";

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
        "name": "stakeToken",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "minStake_",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "unbondingPeriod_",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "left",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "minimum",
        "type": "uint256"
      }
    ],
    "name": "BelowMinimumStake",
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
        "name": "sent",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "received",
        "type": "uint256"
      }
    ],
    "name": "FeeOnTransfer",
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
    "name": "InsufficientReserve",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "user",
        "type": "address"
      },
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
    "name": "InsufficientStake",
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
    "name": "InvalidPercentage",
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
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      }
    ],
    "name": "InvalidRole",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requested",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maximum",
        "type": "uint256"
      }
    ],
    "name": "InvalidUnbondingPeriod",
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
        "internalType": "address",
        "name": "manager",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "left",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "until",
        "type": "uint64"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "NoConsent",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "liableUntil",
        "type": "uint64"
      }
    ],
    "name": "NoLongerLiable",
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
    "inputs": [],
    "name": "NothingToWithdraw",
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
        "internalType": "uint64",
        "name": "availableAt",
        "type": "uint64"
      }
    ],
    "name": "StillUnbonding",
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
    "name": "Unauthorized",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ZeroAddress",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "pct",
        "type": "uint256"
      }
    ],
    "name": "BurnPctUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "DisputeModuleUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "pct",
        "type": "uint256"
      }
    ],
    "name": "FeePctUpdated",
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
        "name": "validator",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "manager",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "limit",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "until",
        "type": "uint64"
      }
    ],
    "name": "LockConsentUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "minStake",
        "type": "uint256"
      }
    ],
    "name": "MinStakeUpdated",
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
        "name": "minStake",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "unbondingPeriod",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "feePct",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "burnPct",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "validatorRewardPct",
        "type": "uint256"
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
        "name": "user",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "StakeDeposited",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "user",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "recipient",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "feeShare",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "burnShare",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "validatorShare",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "recipientShare",
        "type": "uint256"
      }
    ],
    "name": "StakeSlashed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "user",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "StakeWithdrawn",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "newPeriod",
        "type": "uint256"
      }
    ],
    "name": "UnbondingPeriodUpdated",
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
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "ValidationModuleUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "manager",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "allowed",
        "type": "bool"
      }
    ],
    "name": "ValidatorLockManagerUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "manager",
        "type": "address"
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
        "indexed": false,
        "internalType": "uint64",
        "name": "liableUntil",
        "type": "uint64"
      }
    ],
    "name": "ValidatorLockReleased",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "manager",
        "type": "address"
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
      }
    ],
    "name": "ValidatorLockUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "ValidatorRewardGranted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "pct",
        "type": "uint256"
      }
    ],
    "name": "ValidatorRewardPctUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "user",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "availableAt",
        "type": "uint64"
      }
    ],
    "name": "WithdrawalRequested",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "LIABLE_DAYS",
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
    "name": "MAX_UNBONDING_PERIOD",
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
    "name": "burnPct",
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
        "name": "manager",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "consentLeftOf",
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
        "name": "manager",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "consentTo",
    "outputs": [
      {
        "internalType": "uint128",
        "name": "limit",
        "type": "uint128"
      },
      {
        "internalType": "uint64",
        "name": "until",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "manager",
        "type": "address"
      },
      {
        "internalType": "uint128",
        "name": "limit",
        "type": "uint128"
      },
      {
        "internalType": "uint64",
        "name": "until",
        "type": "uint64"
      }
    ],
    "name": "consentToLocks",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "depositStake",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "disputeModule",
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
    "name": "feePct",
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
        "internalType": "address",
        "name": "user",
        "type": "address"
      },
      {
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      }
    ],
    "name": "freeStakeOf",
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
    "name": "governance",
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
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "grantValidatorReward",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "liableStakeOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "sum",
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
        "name": "validator",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "lockValidatorStake",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "manager",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "lockableOf",
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
        "name": "manager",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "lockedBy",
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
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "lockedStakeOf",
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
    "name": "minStake",
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
        "internalType": "address",
        "name": "validator",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "releaseValidatorStake",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "liableUntil",
        "type": "uint64"
      }
    ],
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
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "requestWithdrawal",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "rewardReserve",
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
        "name": "pct",
        "type": "uint256"
      }
    ],
    "name": "setBurnPct",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "setDisputeModule",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "pct",
        "type": "uint256"
      }
    ],
    "name": "setFeePct",
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
        "internalType": "uint256",
        "name": "newMinStake",
        "type": "uint256"
      }
    ],
    "name": "setMinStake",
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
        "internalType": "uint256",
        "name": "newPeriod",
        "type": "uint256"
      }
    ],
    "name": "setUnbondingPeriod",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "module",
        "type": "address"
      }
    ],
    "name": "setValidationModule",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "manager",
        "type": "address"
      },
      {
        "internalType": "bool",
        "name": "allowed",
        "type": "bool"
      }
    ],
    "name": "setValidatorLockManager",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "pct",
        "type": "uint256"
      }
    ],
    "name": "setValidatorRewardPct",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
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
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "liableUntil",
        "type": "uint64"
      },
      {
        "internalType": "address",
        "name": "recipient",
        "type": "address"
      }
    ],
    "name": "slash",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "stakeManagerKind",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "user",
        "type": "address"
      },
      {
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      }
    ],
    "name": "stakeOf",
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
    "name": "token",
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
    "inputs": [],
    "name": "totalStaked",
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
    "name": "totalUnbonding",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "user",
        "type": "address"
      },
      {
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      }
    ],
    "name": "unbondingOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "availableAt",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "unbondingPeriod",
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
        "name": "validator",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "unlockValidatorStake",
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
    "name": "validationModule",
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
        "name": "manager",
        "type": "address"
      }
    ],
    "name": "validatorLockManagers",
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
    "name": "validatorRewardPct",
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
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
      }
    ],
    "name": "withdraw",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const;

  const _bytecode = "0x60a060405234801561000f575f5ffd5b5060405161311538038061311583398101604081905261002e91610223565b83828282806001600160a01b03811661006157604051631e4fbdf760e01b81525f60048201526024015b60405180910390fd5b61006a81610111565b50506276a70081111561009c57604051631089904d60e11b8152600481018290526276a7006024820152604401610058565b600a829055600b8190556100ae61012d565b50505060016100c76100c461019c60201b60201c565b90565b556001600160a01b0383163b5f036100fd57604051635c93ff2f60e11b81526001600160a01b0384166004820152602401610058565b50506001600160a01b031660805250610268565b600180546001600160a01b031916905561012a816101c0565b50565b600a54600b5460075460085460095460045460408051968752602087019590955293850192909252606084015260808301526001600160a01b031660a08201527f5d58a596860acd9503489f84db9b75b918d7b5f0363c33b8df1de1dab22e3b189060c00160405180910390a1565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0090565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b6001600160a01b038116811461012a575f5ffd5b5f5f5f5f60808587031215610236575f5ffd5b84516102418161020f565b60208601519094506102528161020f565b6040860151606090960151949790965092505050565b608051612e5d6102b85f395f81816107df01528181610a98015281816116c8015281816117480152818161179101528181611a9e01528181611e4101528181611e860152611ef90152612e5d5ff3fe608060405234801561000f575f5ffd5b5060043610610372575f3560e01c80638e445d33116101d4578063c51a2bba11610109578063ea73cda8116100a9578063f3ba600d11610079578063f3ba600d146107af578063fc0c546a146107da578063fc47bfa114610801578063ff32e74114610809575f5ffd5b8063ea73cda814610754578063ec548d6714610767578063f209be4114610789578063f2fde38b1461079c575f5ffd5b8063cab64bcd116100e4578063cab64bcd1461069e578063d248fd65146106a7578063e30c397814610713578063e5cf090e14610724575f5ffd5b8063c51a2bba14610659578063c634b0931461066c578063c6ab5d901461068b575f5ffd5b8063a9ac4ddb11610174578063ae9010ea1161014f578063ae9010ea14610617578063b365a0391461062a578063bab5b05214610633578063c1159d5c14610646575f5ffd5b8063a9ac4ddb146105de578063ad9159fd146105f1578063ae2e933b14610604575f5ffd5b80639fd0506d116101af5780639fd0506d14610589578063a02cf9371461059c578063a36a3f05146105a5578063a5c2b3af146105b8575f5ffd5b80638e445d33146105635780639618b31c1461056d5780639e1dee9a14610576575f5ffd5b80635c975abb116102aa578063817b1cd21161024a5780638b5588d9116102255780638b5588d91461052a5780638c795b9c1461053d5780638c80fd90146105505780638da5cb5b1461046f575f5ffd5b8063817b1cd21461050657806383562af01461050f5780638456cb5914610522575f5ffd5b806366cd99461161028557806366cd9946146104c35780636cf6d675146104ed578063715018a6146104f657806379ba5097146104fe575f5ffd5b80635c975abb1461047f5780635cc9d4491461049d578063620ca84b146104b0575f5ffd5b8063375b3c0a1161031557806354fd4d50116102f057806354fd4d501461044257806355d112c01461044957806357b6416c1461045c5780635aa6e6751461046f575f5ffd5b8063375b3c0a1461041e5780633ef6e61f146104275780633f4ba83a1461043a575f5ffd5b80631f4b827f116103505780631f4b827f146103b15780632cb61d8f146103c45780632d88af4a146103f4578063350fd0be14610407575f5ffd5b806304ffdbaf14610376578063114eaf551461038b57806319db22281461039e575b5f5ffd5b610389610384366004612a93565b61081c565b005b610389610399366004612a93565b610877565b6103896103ac366004612ac5565b6108e9565b6103896103bf366004612ae5565b610973565b6003546103d7906001600160a01b031681565b6040516001600160a01b0390911681526020015b60405180910390f35b610389610402366004612ac5565b610ad9565b61041060135481565b6040519081526020016103eb565b610410600a5481565b610410610435366004612b0d565b610b67565b610389610c57565b6004610410565b610389610457366004612b54565b610c69565b61038961046a366004612ac5565b610d32565b5f546001600160a01b03166103d7565b600154600160a01b900460ff165b60405190151581526020016103eb565b6104106104ab366004612b0d565b610dd1565b6104106104be366004612ac5565b610e25565b6104106104d1366004612b0d565b600e60209081525f928352604080842090915290825290205481565b610410600b5481565b610389610e45565b610389610e66565b61041060125481565b6005546103d7906001600160a01b031681565b610389610ea7565b610389610538366004612ae5565b610eb7565b6006546103d7906001600160a01b031681565b61038961055e366004612a93565b610ec9565b6104106276a70081565b61041060085481565b610410610584366004612bb1565b610f06565b6002546103d7906001600160a01b031681565b61041060075481565b6103896105b3366004612ac5565b610f8a565b7f13466f5d972f221294e582ec99cdf0efda2b2f3db569d3039d96ea7aa82aa3ec610410565b6103896105ec366004612bd9565b611024565b6104106105ff366004612bb1565b6112ce565b6004546103d7906001600160a01b031681565b610389610625366004612ae5565b611327565b61041060095481565b610389610641366004612bf3565b6114d6565b610389610654366004612bd9565b611563565b610389610667366004612a93565b61184a565b61041061067a366004612ac5565b600d6020525f908152604090205481565b610389610699366004612c2c565b611896565b61041060145481565b6106ec6106b5366004612b0d565b600f60209081525f92835260408084209091529082529020546001600160801b03811690600160801b90046001600160401b031682565b604080516001600160801b0390931683526001600160401b039091166020830152016103eb565b6001546001600160a01b03166103d7565b610737610732366004612bb1565b611ade565b604080519283526001600160401b039091166020830152016103eb565b610389610762366004612c45565b611b66565b61048d610775366004612ac5565b600c6020525f908152604090205460ff1681565b610389610797366004612a93565b611f41565b6103896107aa366004612ac5565b611f8d565b6107c26107bd366004612ae5565b611ffd565b6040516001600160401b0390911681526020016103eb565b6103d77f000000000000000000000000000000000000000000000000000000000000000081565b6107c2600281565b610389610817366004612ac5565b612122565b610824612173565b6108336007546008548361219f565b60098190556040518181527ff225dcc1a53a726d9b0af4ec9e789fa1db6a8d40b512e28f7656f3e76c350f31906020015b60405180910390a1610874612261565b50565b61087f612173565b6276a7008111156108b457604051631089904d60e11b8152600481018290526276a70060248201526044015b60405180910390fd5b600b8190556040518181527f38a1644f59872db6fd17fdced395495fcaa3ca7d2825a0704db5a3acbd1dd06490602001610864565b6108f1612173565b306001600160a01b0382160361092557604051630bc2c5df60e11b81526001600160a01b03821660048201526024016108ab565b600480546001600160a01b0319166001600160a01b0383169081179091556040517f6d1d088acfe4f30d6014f6f693c61c16258f9784a6ed8439b2c59213eecb6295905f90a2610874612261565b61097b612173565b6109836122d1565b61098b6122fc565b6001600160a01b0382166109b25760405163d92e233d60e01b815260040160405180910390fd5b306001600160a01b038316036109e657604051630bc2c5df60e11b81526001600160a01b03831660048201526024016108ab565b805f03610a065760405163162908e360e11b815260040160405180910390fd5b601454811115610a375760145460405163315276c960e01b81526004810191909152602481018290526044016108ab565b8060145f828254610a489190612ca3565b90915550506040518181526001600160a01b038316907f39c8ae4acaa965fa43e46c956816067d10e79266f9c0977fa001d0cf3c296ca59060200160405180910390a2610abf6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168383612317565b610ad560015f516020612e315f395f51905f5255565b5050565b5f546001600160a01b03163314801590610afe57506003546001600160a01b03163314155b15610b1e57604051630414973f60e01b81523360048201526024016108ab565b600280546001600160a01b0319166001600160a01b0383169081179091556040517fa4336c0cb1e245b95ad204faed7e940d6dc999684fd8b5e1ff597a0c4efca8ab905f90a250565b6001600160a01b038281165f818152600f602090815260408083209486168084529482528083208151808301835290546001600160801b0381168252600160801b90046001600160401b031681840152938352601182528083209483529390529182208290610bd59061234c565b6001600160a01b038087165f908152600e6020908152604080832093891683529290522054610c049190612cb6565b905081602001516001600160401b0316421180610c2b575081516001600160801b03168110155b610c4a578151610c459082906001600160801b0316612ca3565b610c4c565b5f5b925050505b92915050565b610c5f6123d3565b610c67612418565b565b6040805180820182526001600160801b0380851682526001600160401b0380851660208085019182526001600160a01b0389165f818152600f8352878120338083529352879020955186549351909416600160801b026001600160c01b031990931693909416929092171790925591517f8f2f9790b95faa457473c0699031f960de6e0c721c409ed83e91e5ddb4b041f690610d2590869086906001600160801b039290921682526001600160401b0316602082015260400190565b60405180910390a3505050565b610d3a612173565b6001600160a01b03811615801590610d5a57506001600160a01b0381163b155b15610d8357604051635c93ff2f60e11b81526001600160a01b03821660048201526024016108ab565b600680546001600160a01b0319166001600160a01b0383169081179091556040517fb9bce68b107f53cfb91d98d7232cdc1845d9e5798c27af5cf786068975d4fd89905f90a250565b905090565b6001600160a01b0382165f908152600c602052604081205460ff16610df757505f610c51565b5f610e028484610b67565b90505f610e0e84612468565b9050808210610e1d5780610c4c565b509392505050565b6001600160a01b0381165f908152601060205260408120610c519061234c565b610e4d612173565b604051638905116560e01b815260040160405180910390fd5b60015433906001600160a01b03168114610e9e5760405163118cdaa760e01b81526001600160a01b03821660048201526024016108ab565b610874816124a0565b610eaf6123d3565b610c676124b9565b610ebf6122d1565b610ad582826124fc565b610ed1612173565b600a8190556040518181527f47ab46f2c8d4258304a2f5551c1cbdb6981be49631365d1ba7191288a73f39ef90602001610864565b5f5f610f11836125d6565b6001600160a01b0385165f9081526015602052604081209192509081836002811115610f3f57610f3f612cc9565b6002811115610f5057610f50612cc9565b815260208101919091526040015f205490506001826002811115610f7657610f76612cc9565b14610f815780610c4c565b610c4c85612468565b610f92612173565b6001600160a01b03811615801590610fb257506001600160a01b0381163b155b15610fdb57604051635c93ff2f60e11b81526001600160a01b03821660048201526024016108ab565b600580546001600160a01b0319166001600160a01b0383169081179091556040517ff61db3a97839b0d253e69c674db61c051e5a216fb9ed140f651984d5dde43b8a905f90a250565b61102c6122d1565b6110346122fc565b5f61103e836125d6565b9050815f036110605760405163162908e360e11b815260040160405180910390fd5b5f600182600281111561107557611075612cc9565b146110bf57335f9081526015602052604081209083600281111561109b5761109b612cc9565b60028111156110ac576110ac612cc9565b81526020019081526020015f20546110c8565b6110c833612616565b9050808311156110f15733818460405163936d426d60e01b81526004016108ab93929190612cdd565b335f90815260156020526040812084908285600281111561111457611114612cc9565b600281111561112557611125612cc9565b81526020019081526020015f205461113d9190612ca3565b9050801580159061114f5750600a5481105b1561117a57600a5460405162d46a8160e31b81526108ab918391600401918252602082015260400190565b335f908152601560205260408120829185600281111561119c5761119c612cc9565b60028111156111ad576111ad612cc9565b81526020019081526020015f20819055508360125f8282546111cf9190612ca3565b925050819055508360135f8282546111e79190612cb6565b9091555050335f9081526016602052604081208185600281111561120d5761120d612cc9565b600281111561121e5761121e612cc9565b81526020019081526020015f20905084815f015f82825461123f9190612cb6565b9091555050600b546112519042612cb6565b60018201805467ffffffffffffffff19166001600160401b0392909216918217905560408051878152602081019290925260ff88169133917f75fb6b10312eb0568632ce63de088c211d12e4ee78ac5c106b00c81fc554fae4910160405180910390a350505050610ad560015f516020612e315f395f51905f5255565b6001600160a01b0382165f908152601560205260408120816112ef846125d6565b600281111561130057611300612cc9565b600281111561131157611311612cc9565b81526020019081526020015f2054905092915050565b61132f6122d1565b335f908152600c602052604090205460ff166113605760405163472511eb60e11b81523360048201526024016108ab565b5f61136b3384610b67565b9050808211156113e157335f818152600f602090815260408083206001600160a01b03881680855292529182902054915163d2dc144f60e01b81526004810191909152602481019290925260448201839052600160801b90046001600160401b031660648201526084810183905260a4016108ab565b5f6113eb84612468565b9050808311156114145783818460405163936d426d60e01b81526004016108ab93929190612cdd565b6001600160a01b0384165f908152600d60205260408120805485929061143b908490612cb6565b9091555050335f908152600e602090815260408083206001600160a01b038816845290915281208054859290611472908490612cb6565b9091555050335f818152600e602090815260408083206001600160a01b038916808552908352928190205490519081529192917f01bffb37e7be7a964807e9e2f381fcfaf29b1b80b1d5085e58b9ff46003e2f1a910160405180910390a350505050565b6114de612173565b6001600160a01b0382166115055760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b0382165f818152600c6020908152604091829020805460ff191685151590811790915591519182527f031ec92d58b5198a3ec720f274ab446b8598ffc073f492724bb5e68a6517dfab910160405180910390a25050565b61156b6122d1565b6115736122fc565b5f61157d836125d6565b9050815f0361159f5760405163162908e360e11b815260040160405180910390fd5b335f9081526015602052604081208390828460028111156115c2576115c2612cc9565b60028111156115d3576115d3612cc9565b81526020019081526020015f20546115eb9190612cb6565b9050600a5481101561161d57600a5460405162d46a8160e31b81526108ab918391600401918252602082015260400190565b335f908152601560205260408120829184600281111561163f5761163f612cc9565b600281111561165057611650612cc9565b81526020019081526020015f20819055508260125f8282546116729190612cb6565b909155505060405183815260ff85169033907f12e8c83607de18cb6ae73588bce490538795b3a4cf7a201e7214af06ee14a46e9060200160405180910390a36040516370a0823160e01b81523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa158015611715573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906117399190612cfe565b90506117706001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633308761264c565b6040516370a0823160e01b81523060048201525f9082906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906370a0823190602401602060405180830381865afa1580156117d6573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906117fa9190612cfe565b6118049190612ca3565b905084811461183057604051636506e91b60e11b815260048101869052602481018290526044016108ab565b50505050610ad560015f516020612e315f395f51905f5255565b611852612173565b6118616007548260095461219f565b60088190556040518181527f9aee70485d091a4562b73a869877e24c5c19894269a4dd83a2edd7ca36e7b64e90602001610864565b61189e6122d1565b6118a66122fc565b5f6118b0826125d6565b335f90815260166020526040812091925090818360028111156118d5576118d5612cc9565b60028111156118e6576118e6612cc9565b815260208082019290925260409081015f908120825180840190935280548084526001909101546001600160401b0316938301939093529092500361193e57604051630686827b60e51b815260040160405180910390fd5b80602001516001600160401b031642101561197d57602081015160405163be8a527b60e01b81526001600160401b0390911660048201526024016108ab565b600182600281111561199157611991612cc9565b1480156119ad57506119a233610e25565b6119ab33612616565b105b156119e0576119bb33612682565b60405163be8a527b60e01b81526001600160401b0390911660048201526024016108ab565b335f90815260166020526040812090836002811115611a0157611a01612cc9565b6002811115611a1257611a12612cc9565b815260208101919091526040015f908120818155600101805467ffffffffffffffff1916905581516013805491929091611a4d908490612ca3565b9091555050805160405190815260ff84169033907fb2b0c01dad6a2067fabbca7212261c363c9a7b141055c7c0732617f9659805ba9060200160405180910390a38051611ac6906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016903390612317565b505061087460015f516020612e315f395f51905f5255565b6001600160a01b0382165f9081526016602052604081208190819081611b03866125d6565b6002811115611b1457611b14612cc9565b6002811115611b2557611b25612cc9565b815260208082019290925260409081015f20815180830190925280548083526001909101546001600160401b03169190920181905290969095509350505050565b611b6e6122fc565b6005546001600160a01b03163314801590611b9457506006546001600160a01b03163314155b15611bb45760405163472511eb60e11b81523360048201526024016108ab565b6001600160a01b038116611bdb5760405163d92e233d60e01b815260040160405180910390fd5b306001600160a01b03821603611c0f57604051630bc2c5df60e11b81526001600160a01b03821660048201526024016108ab565b825f03611c2f5760405163162908e360e11b815260040160405180910390fd5b826001600160401b03831615801590611c4f575083611c4d86612616565b105b15611c6057611c5d85612616565b90505b611c6b858585612750565b6001600160a01b0385165f9081526015602090815260408083206001845290915281208054839290611c9e908490612ca3565b925050819055508060125f828254611cb69190612ca3565b90915550611cc690508185612ca3565b6001600160a01b0386165f9081526016602090815260408083206001845290915281208054909190611cf9908490612ca3565b90915550611d0990508185612ca3565b60135f828254611d199190612ca3565b90915550506008545f90606490611d309087612d15565b611d3a9190612d40565b90505f606460095487611d4d9190612d15565b611d579190612d40565b90505f606460075488611d6a9190612d15565b611d749190612d40565b6004549091506001600160a01b0316611d9757611d918183612cb6565b91505f90505b5f8284611da4848b612ca3565b611dae9190612ca3565b611db89190612ca3565b90508260145f828254611dcb9190612cb6565b90915550506040805183815260208101869052908101849052606081018290526001600160a01b03878116916001918c16907fef4924eadcbf79054f8b204a0edc6fc70a8d5ca2eb54545d04bd52127a9ddbdb9060800160405180910390a48115611e6a57600454611e6a906001600160a01b037f00000000000000000000000000000000000000000000000000000000000000008116911684612317565b8315611ee657604051630852cd8d60e31b8152600481018590527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906342966c68906024015f604051808303815f87803b158015611ecf575f5ffd5b505af1158015611ee1573d5f5f3e3d5ffd5b505050505b8015611f2057611f206001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168783612317565b5050505050611f3b60015f516020612e315f395f51905f5255565b50505050565b611f49612173565b611f588160085460095461219f565b60078190556040518181527fc8b3bcb0ff9d2d16b7d9f426962a0439acb1351eb3b199cc5fb145e7bb7ca30990602001610864565b611f95612173565b600180546001600160a01b0383166001600160a01b03199091168117909155611fc55f546001600160a01b031690565b6001600160a01b03167f38d16b8cac22d99fc7c124b9cd0de2d3fa1faef420bfe791d8c362d765e2270060405160405180910390a350565b5f6120066122d1565b61201083836124fc565b5f61201961290e565b6001600160a01b0385165f9081526010602090815260408083206001600160401b0385168452909152812080549293508592909190612059908490612cb6565b9091555050335f9081526011602090815260408083206001600160a01b038816845282528083206001600160401b0385168452909152812080548592906120a1908490612cb6565b909155506120b29050600282612d53565b6120bd906001612d53565b6120ca9062015180612d72565b604080518581526001600160401b03831660208201529193506001600160a01b0386169133917f1ca61f3cb8be93b8736c97031d28de41ac2cdf9d45451afca4fcc9b392f76246910160405180910390a35092915050565b61212a612173565b600380546001600160a01b0319166001600160a01b0383169081179091556040517fddf02b7b03566295a764623525b74af5297e9855dfe71daf6fd289da4151f908905f90a250565b5f546001600160a01b03163314610c675760405163118cdaa760e01b81523360048201526024016108ab565b60648311156121c45760405163aa31867360e01b8152600481018490526024016108ab565b60648211156121e95760405163aa31867360e01b8152600481018390526024016108ab565b606481111561220e5760405163aa31867360e01b8152600481018290526024016108ab565b60648161221b8486612cb6565b6122259190612cb6565b111561225c57806122368385612cb6565b6122409190612cb6565b60405163aa31867360e01b81526004016108ab91815260200190565b505050565b600a54600b5460075460085460095460045460408051968752602087019590955293850192909252606084015260808301526001600160a01b031660a08201527f5d58a596860acd9503489f84db9b75b918d7b5f0363c33b8df1de1dab22e3b189060c0015b60405180910390a1565b600154600160a01b900460ff1615610c675760405163d93c066560e01b815260040160405180910390fd5b61230461291c565b60025f516020612e315f395f51905f5255565b612324838383600161294b565b61225c57604051635274afe760e01b81526001600160a01b03841660048201526024016108ab565b5f5f61235661290e565b90505f5b60026001600160401b038216118015906123865750816001600160401b0316816001600160401b031611155b156123cc57835f6123978385612d9b565b6001600160401b0316815260208101919091526040015f20546123ba9084612cb6565b92506123c581612dba565b905061235a565b5050919050565b5f546001600160a01b031633148015906123f857506002546001600160a01b03163314155b15610c67576040516346c0d9af60e01b81523360048201526024016108ab565b6124206129ad565b6001805460ff60a01b191690557f5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa335b6040516001600160a01b0390911681526020016122c7565b5f5f61247383612616565b90505f61247f84610e25565b905080821161248e575f612498565b6124988183612ca3565b949350505050565b600180546001600160a01b0319169055610874816129d7565b6124c16122d1565b6001805460ff60a01b1916600160a01b1790557f62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a2586124503390565b335f908152600e602090815260408083206001600160a01b0386168452909152902054808211156125465782818360405163936d426d60e01b81526004016108ab93929190612cdd565b6125508282612ca3565b335f908152600e602090815260408083206001600160a01b0388168452825280832093909355600d9052908120805484929061258d908490612ca3565b90915550506001600160a01b038316337f01bffb37e7be7a964807e9e2f381fcfaf29b1b80b1d5085e58b9ff46003e2f1a6125c88585612ca3565b604051908152602001610d25565b5f600260ff83161115612601576040516378bc326f60e11b815260ff831660048201526024016108ab565b8160ff166002811115610c5157610c51612cc9565b6001600160a01b0381165f908152600d60209081526040808320546015835281842060018552909252822054610c519190612ca3565b61265a848484846001612a26565b611f3b57604051635274afe760e01b81526001600160a01b03851660048201526024016108ab565b5f5f61268c61290e565b90505f5b60026001600160401b038216118015906126bc5750816001600160401b0316816001600160401b031611155b15612747576001600160a01b0384165f908152601060205260408120816126e38486612d9b565b6001600160401b03166001600160401b031681526020019081526020015f205411156127375760026127158284612d9b565b61271f9190612d53565b61272a906001612d53565b6124989062015180612d72565b61274081612dba565b9050612690565b505f9392505050565b806001600160401b03165f0361276f5761276a83836124fc565b612896565b806001600160401b031642106127a357604051633178e18f60e01b81526001600160401b03821660048201526024016108ab565b5f600160026127b56201518085612de4565b6127bf9190612d9b565b6127c99190612d9b565b335f9081526011602090815260408083206001600160a01b038916845282528083206001600160401b0385168452909152902054909150808411156128275784818560405163936d426d60e01b81526004016108ab93929190612cdd565b6128318482612ca3565b335f9081526011602090815260408083206001600160a01b038a168085529083528184206001600160401b03881680865290845282852095909555835260108252808320938352929052908120805486929061288e908490612ca3565b909155505050505b335f908152600f602090815260408083206001600160a01b0387168452909152902080546001600160801b031683106128cf575f6128e5565b80546128e59084906001600160801b0316612e11565b81546fffffffffffffffffffffffffffffffff19166001600160801b0391909116179055505050565b5f610dcc6201518042612d40565b5f516020612e315f395f51905f5254600203610c6757604051633ee5aeb560e01b815260040160405180910390fd5b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f511483166129a1578383151615612995573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b600154600160a01b900460ff16610c6757604051638dfc202b60e01b815260040160405180910390fd5b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f51148316612a82578383151615612a76573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f60208284031215612aa3575f5ffd5b5035919050565b80356001600160a01b0381168114612ac0575f5ffd5b919050565b5f60208284031215612ad5575f5ffd5b612ade82612aaa565b9392505050565b5f5f60408385031215612af6575f5ffd5b612aff83612aaa565b946020939093013593505050565b5f5f60408385031215612b1e575f5ffd5b612b2783612aaa565b9150612b3560208401612aaa565b90509250929050565b80356001600160401b0381168114612ac0575f5ffd5b5f5f5f60608486031215612b66575f5ffd5b612b6f84612aaa565b925060208401356001600160801b0381168114612b8a575f5ffd5b9150612b9860408501612b3e565b90509250925092565b803560ff81168114612ac0575f5ffd5b5f5f60408385031215612bc2575f5ffd5b612bcb83612aaa565b9150612b3560208401612ba1565b5f5f60408385031215612bea575f5ffd5b612aff83612ba1565b5f5f60408385031215612c04575f5ffd5b612c0d83612aaa565b915060208301358015158114612c21575f5ffd5b809150509250929050565b5f60208284031215612c3c575f5ffd5b612ade82612ba1565b5f5f5f5f60808587031215612c58575f5ffd5b612c6185612aaa565b935060208501359250612c7660408601612b3e565b9150612c8460608601612aaa565b905092959194509250565b634e487b7160e01b5f52601160045260245ffd5b81810381811115610c5157610c51612c8f565b80820180821115610c5157610c51612c8f565b634e487b7160e01b5f52602160045260245ffd5b6001600160a01b039390931683526020830191909152604082015260600190565b5f60208284031215612d0e575f5ffd5b5051919050565b8082028115828204841417610c5157610c51612c8f565b634e487b7160e01b5f52601260045260245ffd5b5f82612d4e57612d4e612d2c565b500490565b6001600160401b038181168382160190811115610c5157610c51612c8f565b6001600160401b038181168382160290811690818114612d9457612d94612c8f565b5092915050565b6001600160401b038281168282160390811115610c5157610c51612c8f565b5f6001600160401b0382166001600160401b038103612ddb57612ddb612c8f565b60010192915050565b5f6001600160401b03831680612dfc57612dfc612d2c565b806001600160401b0384160491505092915050565b6001600160801b038281168282160390811115610c5157610c51612c8f56fe9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00a164736f6c6343000825000a";

  
      type StakeManagerConstructorParams = [signer?: Signer] | ConstructorParameters<typeof ContractFactory>;

      const isSuperArgs = (xs: StakeManagerConstructorParams): xs is ConstructorParameters<typeof ContractFactory> =>
        xs.length > 1
    

  export class StakeManager__factory extends ContractFactory {
    
      constructor(...args: StakeManagerConstructorParams) {
        if (isSuperArgs(args)) {
          super(...args);
        } else {
          super(_abi, _bytecode, args[0]);
        }
        
      }
    
    override getDeployTransaction(initialOwner: AddressLike, stakeToken: AddressLike, minStake_: BigNumberish, unbondingPeriod_: BigNumberish, overrides?: NonPayableOverrides & { from?: string }): Promise<ContractDeployTransaction> {
      return super.getDeployTransaction(initialOwner, stakeToken, minStake_, unbondingPeriod_, overrides || {});
    };
    override deploy(initialOwner: AddressLike, stakeToken: AddressLike, minStake_: BigNumberish, unbondingPeriod_: BigNumberish, overrides?: NonPayableOverrides & { from?: string }) {
      return super.deploy(initialOwner, stakeToken, minStake_, unbondingPeriod_, overrides || {}) as Promise<StakeManager & {
        deploymentTransaction(): ContractTransactionResponse;
      }>;
    }
    override connect(runner: ContractRunner | null): StakeManager__factory {
      return super.connect(runner) as StakeManager__factory;
    }
    
    
    static readonly bytecode = _bytecode;
    static readonly abi = _abi;
    static createInterface(): StakeManagerInterface {
      return new Interface(_abi) as StakeManagerInterface;
    }
    
    override attach(address: string | Addressable): StakeManager {
      return super.attach(address) as StakeManager;
    }
  static connect(address: string, runner?: ContractRunner | null): StakeManager {
      return new Contract(address, _abi, runner) as unknown as StakeManager;
    }
  }

  
  