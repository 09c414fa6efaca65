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
        "name": "user",
        "type": "address"
      },
      {
        "internalType": "uint8",
        "name": "role",
        "type": "uint8"
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
      }
    ],
    "name": "slash",
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

  const _bytecode = "0x60a060405234801561000f575f5ffd5b5060405161249538038061249583398101604081905261002e91610223565b83828282806001600160a01b03811661006157604051631e4fbdf760e01b81525f60048201526024015b60405180910390fd5b61006a81610111565b50506276a70081111561009c57604051631089904d60e11b8152600481018290526276a7006024820152604401610058565b600a829055600b8190556100ae61012d565b50505060016100c76100c461019c60201b60201c565b90565b556001600160a01b0383163b5f036100fd57604051635c93ff2f60e11b81526001600160a01b0384166004820152602401610058565b50506001600160a01b031660805250610268565b600180546001600160a01b031916905561012a816101c0565b50565b600a54600b5460075460085460095460045460408051968752602087019590955293850192909252606084015260808301526001600160a01b031660a08201527f5d58a596860acd9503489f84db9b75b918d7b5f0363c33b8df1de1dab22e3b189060c00160405180910390a1565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0090565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b6001600160a01b038116811461012a575f5ffd5b5f5f5f5f60808587031215610236575f5ffd5b84516102418161020f565b60208601519094506102528161020f565b6040860151606090960151949790965092505050565b6080516121eb6102aa5f395f81816106160152818161085f01528181610df901528181610e3e01528181610eb10152818161152e015261176201526121eb5ff3fe608060405234801561000f575f5ffd5b50600436106102b1575f3560e01c80638e445d331161017b578063bab5b052116100e4578063e30c39781161009e578063f209be4111610079578063f209be41146105eb578063f2fde38b146105fe578063fc0c546a14610611578063ff32e74114610638575f5ffd5b8063e30c397814610587578063e5cf090e14610598578063ec548d67146105c9575f5ffd5b8063bab5b05214610513578063c1159d5c14610526578063c51a2bba14610539578063c634b0931461054c578063c6ab5d901461056b578063cab64bcd1461057e575f5ffd5b8063a36a3f0511610135578063a36a3f05146104ab578063a9ac4ddb146104be578063ad9159fd146104d1578063ae2e933b146104e4578063ae9010ea146104f7578063b365a0391461050a575f5ffd5b80638e445d33146104565780639618b31c146104605780639e1dee9a146104695780639fd0506d1461047c578063a02cf9371461048f578063a206ae4414610498575f5ffd5b80635c975abb1161021d57806383562af0116101d757806383562af0146104025780638456cb59146104155780638b5588d91461041d5780638c795b9c146104305780638c80fd90146104435780638da5cb5b14610388575f5ffd5b80635c975abb1461039857806366cd9946146103b65780636cf6d675146103e0578063715018a6146103e957806379ba5097146103f1578063817b1cd2146103f9575f5ffd5b8063350fd0be1161026e578063350fd0be14610346578063375b3c0a1461035d5780633f4ba83a1461036657806354fd4d501461036e57806357b6416c146103755780635aa6e67514610388575f5ffd5b806304ffdbaf146102b5578063114eaf55146102ca57806319db2228146102dd5780631f4b827f146102f05780632cb61d8f146103035780632d88af4a14610333575b5f5ffd5b6102c86102c3366004611f80565b61064b565b005b6102c86102d8366004611f80565b6106a6565b6102c86102eb366004611fb2565b610718565b6102c86102fe366004611fd2565b61076e565b600354610316906001600160a01b031681565b6040516001600160a01b0390911681526020015b60405180910390f35b6102c8610341366004611fb2565b6108a0565b61034f600e5481565b60405190815260200161032a565b61034f600a5481565b6102c861092e565b600361034f565b6102c8610383366004611fb2565b610940565b5f546001600160a01b0316610316565b600154600160a01b900460ff165b604051901515815260200161032a565b61034f6103c4366004611ffa565b601160209081525f928352604080842090915290825290205481565b61034f600b5481565b6102c86109da565b6102c86109fb565b61034f600d5481565b600554610316906001600160a01b031681565b6102c8610a3c565b6102c861042b366004611fd2565b610a4c565b600654610316906001600160a01b031681565b6102c8610451366004611f80565b610b37565b61034f6276a70081565b61034f60085481565b61034f61047736600461203b565b610b74565b600254610316906001600160a01b031681565b61034f60075481565b6102c86104a6366004612063565b610c2d565b6102c86104b9366004611fb2565b610ef8565b6102c86104cc3660046120ad565b610f92565b61034f6104df36600461203b565b6111c6565b600454610316906001600160a01b031681565b6102c8610505366004611fd2565b61121f565b61034f60095481565b6102c86105213660046120c7565b611346565b6102c86105343660046120ad565b6113d3565b6102c8610547366004611f80565b61156e565b61034f61055a366004611fb2565b60106020525f908152604090205481565b6102c8610579366004612100565b6115ba565b61034f600f5481565b6001546001600160a01b0316610316565b6105ab6105a636600461203b565b6117a2565b6040805192835267ffffffffffffffff90911660208301520161032a565b6103a66105d7366004611fb2565b600c6020525f908152604090205460ff1681565b6102c86105f9366004611f80565b61182b565b6102c861060c366004611fb2565b611877565b6103167f000000000000000000000000000000000000000000000000000000000000000081565b6102c8610646366004611fb2565b6118e7565b610653611938565b61066260075460085483611964565b60098190556040518181527ff225dcc1a53a726d9b0af4ec9e789fa1db6a8d40b512e28f7656f3e76c350f31906020015b60405180910390a16106a3611a26565b50565b6106ae611938565b6276a7008111156106e357604051631089904d60e11b8152600481018290526276a70060248201526044015b60405180910390fd5b600b8190556040518181527f38a1644f59872db6fd17fdced395495fcaa3ca7d2825a0704db5a3acbd1dd06490602001610693565b610720611938565b600480546001600160a01b0319166001600160a01b0383169081179091556040517f6d1d088acfe4f30d6014f6f693c61c16258f9784a6ed8439b2c59213eecb6295905f90a26106a3611a26565b610776611938565b61077e611a96565b610786611ac1565b6001600160a01b0382166107ad5760405163d92e233d60e01b815260040160405180910390fd5b805f036107cd5760405163162908e360e11b815260040160405180910390fd5b600f548111156107fe57600f5460405163315276c960e01b81526004810191909152602481018290526044016106da565b80600f5f82825461080f919061212d565b90915550506040518181526001600160a01b038316907f39c8ae4acaa965fa43e46c956816067d10e79266f9c0977fa001d0cf3c296ca59060200160405180910390a26108866001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168383611adc565b61089c60015f5160206121bf5f395f51905f5255565b5050565b5f546001600160a01b031633148015906108c557506003546001600160a01b03163314155b156108e557604051630414973f60e01b81523360048201526024016106da565b600280546001600160a01b0319166001600160a01b0383169081179091556040517fa4336c0cb1e245b95ad204faed7e940d6dc999684fd8b5e1ff597a0c4efca8ab905f90a250565b610936611b11565b61093e611b56565b565b610948611938565b6001600160a01b0381161580159061096857506001600160a01b0381163b155b1561099157604051635c93ff2f60e11b81526001600160a01b03821660048201526024016106da565b600680546001600160a01b0319166001600160a01b0383169081179091556040517fb9bce68b107f53cfb91d98d7232cdc1845d9e5798c27af5cf786068975d4fd89905f90a250565b6109e2611938565b604051638905116560e01b815260040160405180910390fd5b60015433906001600160a01b03168114610a335760405163118cdaa760e01b81526001600160a01b03821660048201526024016106da565b6106a381611ba6565b610a44611b11565b61093e611bbf565b610a54611a96565b335f9081526011602090815260408083206001600160a01b038616845290915290205480821115610a9e5782818360405163936d426d60e01b81526004016106da93929190612140565b610aa8828261212d565b335f9081526011602090815260408083206001600160a01b0388168452825280832093909355601090529081208054849290610ae590849061212d565b90915550506001600160a01b038316337f01bffb37e7be7a964807e9e2f381fcfaf29b1b80b1d5085e58b9ff46003e2f1a610b20858561212d565b6040519081526020015b60405180910390a3505050565b610b3f611938565b600a8190556040518181527f47ab46f2c8d4258304a2f5551c1cbdb6981be49631365d1ba7191288a73f39ef90602001610693565b5f5f610b7f83611c02565b6001600160a01b0385165f9081526012602052604081209192509081836002811115610bad57610bad612161565b6002811115610bbe57610bbe612161565b815260208101919091526040015f205490506001826002811115610be457610be4612161565b14610bf2579150610c279050565b6001600160a01b0385165f90815260106020526040902054808211610c17575f610c21565b610c21818361212d565b93505050505b92915050565b610c35611ac1565b6005546001600160a01b03163314801590610c5b57506006546001600160a01b03163314155b15610c7b5760405163472511eb60e11b81523360048201526024016106da565b6001600160a01b038116610ca25760405163d92e233d60e01b815260040160405180910390fd5b815f03610cc25760405163162908e360e11b815260040160405180910390fd5b610cd584610ccf85611c02565b84611c42565b5f606460085484610ce69190612175565b610cf0919061218c565b90505f606460095485610d039190612175565b610d0d919061218c565b90505f606460075486610d209190612175565b610d2a919061218c565b6004549091506001600160a01b0316610d4d57610d4781836121ab565b91505f90505b5f8284610d5a848961212d565b610d64919061212d565b610d6e919061212d565b905082600f5f828254610d8191906121ab565b90915550506040805183815260208101869052908101849052606081018290526001600160a01b038087169160ff8a16918b16907fef4924eadcbf79054f8b204a0edc6fc70a8d5ca2eb54545d04bd52127a9ddbdb9060800160405180910390a48115610e2257600454610e22906001600160a01b037f00000000000000000000000000000000000000000000000000000000000000008116911684611adc565b8315610e9e57604051630852cd8d60e31b8152600481018590527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906342966c68906024015f604051808303815f87803b158015610e87575f5ffd5b505af1158015610e99573d5f5f3e3d5ffd5b505050505b8015610ed857610ed86001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168683611adc565b50505050610ef260015f5160206121bf5f395f51905f5255565b50505050565b610f00611938565b6001600160a01b03811615801590610f2057506001600160a01b0381163b155b15610f4957604051635c93ff2f60e11b81526001600160a01b03821660048201526024016106da565b600580546001600160a01b0319166001600160a01b0383169081179091556040517ff61db3a97839b0d253e69c674db61c051e5a216fb9ed140f651984d5dde43b8a905f90a250565b610f9a611a96565b5f610fa483611c02565b9050815f03610fc65760405163162908e360e11b815260040160405180910390fd5b5f610fd13385610b74565b905080831115610ffa5733818460405163936d426d60e01b81526004016106da93929190612140565b335f90815260126020526040812084908285600281111561101d5761101d612161565b600281111561102e5761102e612161565b81526020019081526020015f2054611046919061212d565b905080158015906110585750600a5481105b1561108357600a5460405162d46a8160e31b81526106da918391600401918252602082015260400190565b335f90815260126020526040812082918560028111156110a5576110a5612161565b60028111156110b6576110b6612161565b81526020019081526020015f208190555083600d5f8282546110d8919061212d565b9250508190555083600e5f8282546110f091906121ab565b9091555050335f9081526013602052604081208185600281111561111657611116612161565b600281111561112757611127612161565b81526020019081526020015f20905084815f015f82825461114891906121ab565b9091555050600b5461115a90426121ab565b60018201805467ffffffffffffffff191667ffffffffffffffff92909216918217905560408051878152602081019290925260ff88169133917f75fb6b10312eb0568632ce63de088c211d12e4ee78ac5c106b00c81fc554fae4910160405180910390a3505050505050565b6001600160a01b0382165f908152601260205260408120816111e784611c02565b60028111156111f8576111f8612161565b600281111561120957611209612161565b81526020019081526020015f2054905092915050565b611227611a96565b335f908152600c602052604090205460ff166112585760405163472511eb60e11b81523360048201526024016106da565b5f611264836001610b74565b90508082111561128d5782818360405163936d426d60e01b81526004016106da93929190612140565b6001600160a01b0383165f90815260106020526040812080548492906112b49084906121ab565b9091555050335f9081526011602090815260408083206001600160a01b0387168452909152812080548492906112eb9084906121ab565b9091555050335f8181526011602090815260408083206001600160a01b038816808552908352928190205490519081529192917f01bffb37e7be7a964807e9e2f381fcfaf29b1b80b1d5085e58b9ff46003e2f1a9101610b2a565b61134e611938565b6001600160a01b0382166113755760405163d92e233d60e01b815260040160405180910390fd5b6001600160a01b0382165f818152600c6020908152604091829020805460ff191685151590811790915591519182527f031ec92d58b5198a3ec720f274ab446b8598ffc073f492724bb5e68a6517dfab910160405180910390a25050565b6113db611a96565b6113e3611ac1565b5f6113ed83611c02565b9050815f0361140f5760405163162908e360e11b815260040160405180910390fd5b335f90815260126020526040812083908284600281111561143257611432612161565b600281111561144357611443612161565b81526020019081526020015f205461145b91906121ab565b9050600a5481101561148d57600a5460405162d46a8160e31b81526106da918391600401918252602082015260400190565b335f90815260126020526040812082918460028111156114af576114af612161565b60028111156114c0576114c0612161565b81526020019081526020015f208190555082600d5f8282546114e291906121ab565b909155505060405183815260ff85169033907f12e8c83607de18cb6ae73588bce490538795b3a4cf7a201e7214af06ee14a46e9060200160405180910390a36115566001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016333086611dd3565b505061089c60015f5160206121bf5f395f51905f5255565b611576611938565b61158560075482600954611964565b60088190556040518181527f9aee70485d091a4562b73a869877e24c5c19894269a4dd83a2edd7ca36e7b64e90602001610693565b6115c2611a96565b6115ca611ac1565b5f6115d482611c02565b335f90815260136020526040812091925090818360028111156115f9576115f9612161565b600281111561160a5761160a612161565b815260208082019290925260409081015f9081208251808401909352805480845260019091015467ffffffffffffffff16938301939093529092500361166357604051630686827b60e51b815260040160405180910390fd5b806020015167ffffffffffffffff164210156116a457602081015160405163be8a527b60e01b815267ffffffffffffffff90911660048201526024016106da565b335f908152601360205260408120908360028111156116c5576116c5612161565b60028111156116d6576116d6612161565b815260208101919091526040015f908120818155600101805467ffffffffffffffff191690558151600e80549192909161171190849061212d565b9091555050805160405190815260ff84169033907fb2b0c01dad6a2067fabbca7212261c363c9a7b141055c7c0732617f9659805ba9060200160405180910390a3805161178a906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016903390611adc565b50506106a360015f5160206121bf5f395f51905f5255565b6001600160a01b0382165f90815260136020526040812081908190816117c786611c02565b60028111156117d8576117d8612161565b60028111156117e9576117e9612161565b815260208082019290925260409081015f208151808301909252805480835260019091015467ffffffffffffffff169190920181905290969095509350505050565b611833611938565b61184281600854600954611964565b60078190556040518181527fc8b3bcb0ff9d2d16b7d9f426962a0439acb1351eb3b199cc5fb145e7bb7ca30990602001610693565b61187f611938565b600180546001600160a01b0383166001600160a01b031990911681179091556118af5f546001600160a01b031690565b6001600160a01b03167f38d16b8cac22d99fc7c124b9cd0de2d3fa1faef420bfe791d8c362d765e2270060405160405180910390a350565b6118ef611938565b600380546001600160a01b0319166001600160a01b0383169081179091556040517fddf02b7b03566295a764623525b74af5297e9855dfe71daf6fd289da4151f908905f90a250565b5f546001600160a01b0316331461093e5760405163118cdaa760e01b81523360048201526024016106da565b60648311156119895760405163aa31867360e01b8152600481018490526024016106da565b60648211156119ae5760405163aa31867360e01b8152600481018390526024016106da565b60648111156119d35760405163aa31867360e01b8152600481018290526024016106da565b6064816119e084866121ab565b6119ea91906121ab565b1115611a2157806119fb83856121ab565b611a0591906121ab565b60405163aa31867360e01b81526004016106da91815260200190565b505050565b600a54600b5460075460085460095460045460408051968752602087019590955293850192909252606084015260808301526001600160a01b031660a08201527f5d58a596860acd9503489f84db9b75b918d7b5f0363c33b8df1de1dab22e3b189060c0015b60405180910390a1565b600154600160a01b900460ff161561093e5760405163d93c066560e01b815260040160405180910390fd5b611ac9611e09565b60025f5160206121bf5f395f51905f5255565b611ae98383836001611e38565b611a2157604051635274afe760e01b81526001600160a01b03841660048201526024016106da565b5f546001600160a01b03163314801590611b3657506002546001600160a01b03163314155b1561093e576040516346c0d9af60e01b81523360048201526024016106da565b611b5e611e9a565b6001805460ff60a01b191690557f5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa335b6040516001600160a01b039091168152602001611a8c565b600180546001600160a01b03191690556106a381611ec4565b611bc7611a96565b6001805460ff60a01b1916600160a01b1790557f62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258611b8e3390565b5f600260ff83161115611c2d576040516378bc326f60e11b815260ff831660048201526024016106da565b8160ff166002811115610c2757610c27612161565b6001600160a01b0383165f90815260126020526040812081846002811115611c6c57611c6c612161565b6002811115611c7d57611c7d612161565b81526020019081526020015f205490505f818310611c9b5781611c9d565b825b90505f611caa828561212d565b6001600160a01b0387165f9081526013602052604081209192509081876002811115611cd857611cd8612161565b6002811115611ce957611ce9612161565b81526020019081526020015f209050805f0154821115611d2e5780548790611d1190866121ab565b8660405163936d426d60e01b81526004016106da93929190612140565b611d38838561212d565b6001600160a01b0388165f90815260126020526040812090886002811115611d6257611d62612161565b6002811115611d7357611d73612161565b81526020019081526020015f208190555082600d5f828254611d95919061212d565b90915550508054829082905f90611dad90849061212d565b9250508190555081600e5f828254611dc5919061212d565b909155505050505050505050565b611de1848484846001611f13565b610ef257604051635274afe760e01b81526001600160a01b03851660048201526024016106da565b5f5160206121bf5f395f51905f525460020361093e57604051633ee5aeb560e01b815260040160405180910390fd5b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f51148316611e8e578383151615611e82573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b600154600160a01b900460ff1661093e57604051638dfc202b60e01b815260040160405180910390fd5b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f51148316611f6f578383151615611f63573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f60208284031215611f90575f5ffd5b5035919050565b80356001600160a01b0381168114611fad575f5ffd5b919050565b5f60208284031215611fc2575f5ffd5b611fcb82611f97565b9392505050565b5f5f60408385031215611fe3575f5ffd5b611fec83611f97565b946020939093013593505050565b5f5f6040838503121561200b575f5ffd5b61201483611f97565b915061202260208401611f97565b90509250929050565b803560ff81168114611fad575f5ffd5b5f5f6040838503121561204c575f5ffd5b61205583611f97565b91506120226020840161202b565b5f5f5f5f60808587031215612076575f5ffd5b61207f85611f97565b935061208d6020860161202b565b9250604085013591506120a260608601611f97565b905092959194509250565b5f5f604083850312156120be575f5ffd5b611fec8361202b565b5f5f604083850312156120d8575f5ffd5b6120e183611f97565b9150602083013580151581146120f5575f5ffd5b809150509250929050565b5f60208284031215612110575f5ffd5b611fcb8261202b565b634e487b7160e01b5f52601160045260245ffd5b81810381811115610c2757610c27612119565b6001600160a01b039390931683526020830191909152604082015260600190565b634e487b7160e01b5f52602160045260245ffd5b8082028115828204841417610c2757610c27612119565b5f826121a657634e487b7160e01b5f52601260045260245ffd5b500490565b80820180821115610c2757610c2761211956fe9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00a164736f6c6343000825000a";

  
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

  
  