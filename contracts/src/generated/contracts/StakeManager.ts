// Written by tools/generate.ts.
// @ts-nocheck
/* tslint:disable */
/* eslint-disable */
import type { BaseContract, BigNumberish, BytesLike, FunctionFragment, Result, Interface, EventFragment, AddressLike, ContractRunner, ContractMethod, Listener } from "ethers"
import type { TypedContractEvent, TypedDeferredTopicFilter, TypedEventLog, TypedLogDescription, TypedListener, TypedContractMethod } from "../common.js"
  

  export interface StakeManagerInterface extends Interface {
    getFunction(nameOrSignature: "LIABLE_DAYS" | "MAX_UNBONDING_PERIOD" | "acceptOwnership" | "burnPct" | "consentLeftOf" | "consentTo" | "consentToLocks" | "depositStake" | "disputeModule" | "feePct" | "feePool" | "freeStakeOf" | "governance" | "grantValidatorReward" | "liableStakeOf" | "lockValidatorStake" | "lockableOf" | "lockedBy" | "lockedStakeOf" | "minStake" | "owner" | "pause" | "paused" | "pauser" | "pauserManager" | "pendingOwner" | "releaseValidatorStake" | "renounceOwnership" | "requestWithdrawal" | "rewardReserve" | "setBurnPct" | "setDisputeModule" | "setFeePct" | "setFeePool" | "setMinStake" | "setPauser" | "setPauserManager" | "setUnbondingPeriod" | "setValidationModule" | "setValidatorLockManager" | "setValidatorRewardPct" | "slash" | "stakeManagerKind" | "stakeOf" | "token" | "totalStaked" | "totalUnbonding" | "transferOwnership" | "unbondingOf" | "unbondingPeriod" | "unlockValidatorStake" | "unpause" | "validationModule" | "validatorLockManagers" | "validatorRewardPct" | "version" | "withdraw"): FunctionFragment;

    getEvent(nameOrSignatureOrTopic: "BurnPctUpdated" | "DisputeModuleUpdated" | "FeePctUpdated" | "FeePoolUpdated" | "LockConsentUpdated" | "MinStakeUpdated" | "OwnershipTransferStarted" | "OwnershipTransferred" | "ParametersUpdated" | "Paused" | "PauserManagerUpdated" | "PauserUpdated" | "StakeDeposited" | "StakeSlashed" | "StakeWithdrawn" | "UnbondingPeriodUpdated" | "Unpaused" | "ValidationModuleUpdated" | "ValidatorLockManagerUpdated" | "ValidatorLockReleased" | "ValidatorLockUpdated" | "ValidatorRewardGranted" | "ValidatorRewardPctUpdated" | "WithdrawalRequested"): EventFragment;

    encodeFunctionData(functionFragment: 'LIABLE_DAYS', values?: undefined): string;
encodeFunctionData(functionFragment: 'MAX_UNBONDING_PERIOD', values?: undefined): string;
encodeFunctionData(functionFragment: 'acceptOwnership', values?: undefined): string;
encodeFunctionData(functionFragment: 'burnPct', values?: undefined): string;
encodeFunctionData(functionFragment: 'consentLeftOf', values: [AddressLike, AddressLike]): string;
encodeFunctionData(functionFragment: 'consentTo', values: [AddressLike, AddressLike]): string;
encodeFunctionData(functionFragment: 'consentToLocks', values: [AddressLike, BigNumberish, BigNumberish]): string;
encodeFunctionData(functionFragment: 'depositStake', values: [BigNumberish, BigNumberish]): string;
encodeFunctionData(functionFragment: 'disputeModule', values?: undefined): string;
encodeFunctionData(functionFragment: 'feePct', values?: undefined): string;
encodeFunctionData(functionFragment: 'feePool', values?: undefined): string;
encodeFunctionData(functionFragment: 'freeStakeOf', values: [AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'governance', values?: undefined): string;
encodeFunctionData(functionFragment: 'grantValidatorReward', values: [AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'liableStakeOf', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'lockValidatorStake', values: [AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'lockableOf', values: [AddressLike, AddressLike]): string;
encodeFunctionData(functionFragment: 'lockedBy', values: [AddressLike, AddressLike]): string;
encodeFunctionData(functionFragment: 'lockedStakeOf', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'minStake', values?: undefined): string;
encodeFunctionData(functionFragment: 'owner', values?: undefined): string;
encodeFunctionData(functionFragment: 'pause', values?: undefined): string;
encodeFunctionData(functionFragment: 'paused', values?: undefined): string;
encodeFunctionData(functionFragment: 'pauser', values?: undefined): string;
encodeFunctionData(functionFragment: 'pauserManager', values?: undefined): string;
encodeFunctionData(functionFragment: 'pendingOwner', values?: undefined): string;
encodeFunctionData(functionFragment: 'releaseValidatorStake', values: [AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'renounceOwnership', values?: undefined): string;
encodeFunctionData(functionFragment: 'requestWithdrawal', values: [BigNumberish, BigNumberish]): string;
encodeFunctionData(functionFragment: 'rewardReserve', values?: undefined): string;
encodeFunctionData(functionFragment: 'setBurnPct', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'setDisputeModule', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setFeePct', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'setFeePool', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setMinStake', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'setPauser', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setPauserManager', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setUnbondingPeriod', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'setValidationModule', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setValidatorLockManager', values: [AddressLike, boolean]): string;
encodeFunctionData(functionFragment: 'setValidatorRewardPct', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'slash', values: [AddressLike, BigNumberish, BigNumberish, AddressLike]): string;
encodeFunctionData(functionFragment: 'stakeManagerKind', values?: undefined): string;
encodeFunctionData(functionFragment: 'stakeOf', values: [AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'token', values?: undefined): string;
encodeFunctionData(functionFragment: 'totalStaked', values?: undefined): string;
encodeFunctionData(functionFragment: 'totalUnbonding', values?: undefined): string;
encodeFunctionData(functionFragment: 'transferOwnership', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'unbondingOf', values: [AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'unbondingPeriod', values?: undefined): string;
encodeFunctionData(functionFragment: 'unlockValidatorStake', values: [AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'unpause', values?: undefined): string;
encodeFunctionData(functionFragment: 'validationModule', values?: undefined): string;
encodeFunctionData(functionFragment: 'validatorLockManagers', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'validatorRewardPct', values?: undefined): string;
encodeFunctionData(functionFragment: 'version', values?: undefined): string;
encodeFunctionData(functionFragment: 'withdraw', values: [BigNumberish]): string;

    decodeFunctionResult(functionFragment: 'LIABLE_DAYS', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'MAX_UNBONDING_PERIOD', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'acceptOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'burnPct', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'consentLeftOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'consentTo', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'consentToLocks', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'depositStake', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'disputeModule', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'feePct', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'feePool', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'freeStakeOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'governance', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'grantValidatorReward', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'liableStakeOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'lockValidatorStake', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'lockableOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'lockedBy', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'lockedStakeOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'minStake', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'owner', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pause', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'paused', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pauser', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pauserManager', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pendingOwner', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'releaseValidatorStake', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'renounceOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'requestWithdrawal', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'rewardReserve', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setBurnPct', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setDisputeModule', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setFeePct', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setFeePool', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setMinStake', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setPauser', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setPauserManager', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setUnbondingPeriod', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setValidationModule', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setValidatorLockManager', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setValidatorRewardPct', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'slash', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'stakeManagerKind', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'stakeOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'token', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'totalStaked', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'totalUnbonding', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'transferOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'unbondingOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'unbondingPeriod', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'unlockValidatorStake', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'unpause', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'validationModule', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'validatorLockManagers', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'validatorRewardPct', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'version', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'withdraw', data: BytesLike): Result;
  }

  
    export namespace BurnPctUpdatedEvent {
      export type InputTuple = [pct: BigNumberish];
      export type OutputTuple = [pct: bigint];
      export interface OutputObject {pct: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace DisputeModuleUpdatedEvent {
      export type InputTuple = [module: AddressLike];
      export type OutputTuple = [module: string];
      export interface OutputObject {module: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace FeePctUpdatedEvent {
      export type InputTuple = [pct: BigNumberish];
      export type OutputTuple = [pct: bigint];
      export interface OutputObject {pct: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace FeePoolUpdatedEvent {
      export type InputTuple = [feePool: AddressLike];
      export type OutputTuple = [feePool: string];
      export interface OutputObject {feePool: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace LockConsentUpdatedEvent {
      export type InputTuple = [validator: AddressLike, manager: AddressLike, limit: BigNumberish, until: BigNumberish];
      export type OutputTuple = [validator: string, manager: string, limit: bigint, until: bigint];
      export interface OutputObject {validator: string, manager: string, limit: bigint, until: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace MinStakeUpdatedEvent {
      export type InputTuple = [minStake: BigNumberish];
      export type OutputTuple = [minStake: bigint];
      export interface OutputObject {minStake: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace OwnershipTransferStartedEvent {
      export type InputTuple = [previousOwner: AddressLike, newOwner: AddressLike];
      export type OutputTuple = [previousOwner: string, newOwner: string];
      export interface OutputObject {previousOwner: string, newOwner: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace OwnershipTransferredEvent {
      export type InputTuple = [previousOwner: AddressLike, newOwner: AddressLike];
      export type OutputTuple = [previousOwner: string, newOwner: string];
      export interface OutputObject {previousOwner: string, newOwner: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ParametersUpdatedEvent {
      export type InputTuple = [minStake: BigNumberish, unbondingPeriod: BigNumberish, feePct: BigNumberish, burnPct: BigNumberish, validatorRewardPct: BigNumberish, feePool: AddressLike];
      export type OutputTuple = [minStake: bigint, unbondingPeriod: bigint, feePct: bigint, burnPct: bigint, validatorRewardPct: bigint, feePool: string];
      export interface OutputObject {minStake: bigint, unbondingPeriod: bigint, feePct: bigint, burnPct: bigint, validatorRewardPct: bigint, feePool: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace PausedEvent {
      export type InputTuple = [account: AddressLike];
      export type OutputTuple = [account: string];
      export interface OutputObject {account: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace PauserManagerUpdatedEvent {
      export type InputTuple = [pauserManager: AddressLike];
      export type OutputTuple = [pauserManager: string];
      export interface OutputObject {pauserManager: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace PauserUpdatedEvent {
      export type InputTuple = [pauser: AddressLike];
      export type OutputTuple = [pauser: string];
      export interface OutputObject {pauser: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace StakeDepositedEvent {
      export type InputTuple = [user: AddressLike, role: BigNumberish, amount: BigNumberish];
      export type OutputTuple = [user: string, role: bigint, amount: bigint];
      export interface OutputObject {user: string, role: bigint, amount: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace StakeSlashedEvent {
      export type InputTuple = [user: AddressLike, role: BigNumberish, recipient: AddressLike, feeShare: BigNumberish, burnShare: BigNumberish, validatorShare: BigNumberish, recipientShare: BigNumberish];
      export type OutputTuple = [user: string, role: bigint, recipient: string, feeShare: bigint, burnShare: bigint, validatorShare: bigint, recipientShare: bigint];
      export interface OutputObject {user: string, role: bigint, recipient: string, feeShare: bigint, burnShare: bigint, validatorShare: bigint, recipientShare: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace StakeWithdrawnEvent {
      export type InputTuple = [user: AddressLike, role: BigNumberish, amount: BigNumberish];
      export type OutputTuple = [user: string, role: bigint, amount: bigint];
      export interface OutputObject {user: string, role: bigint, amount: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace UnbondingPeriodUpdatedEvent {
      export type InputTuple = [newPeriod: BigNumberish];
      export type OutputTuple = [newPeriod: bigint];
      export interface OutputObject {newPeriod: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace UnpausedEvent {
      export type InputTuple = [account: AddressLike];
      export type OutputTuple = [account: string];
      export interface OutputObject {account: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ValidationModuleUpdatedEvent {
      export type InputTuple = [module: AddressLike];
      export type OutputTuple = [module: string];
      export interface OutputObject {module: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ValidatorLockManagerUpdatedEvent {
      export type InputTuple = [manager: AddressLike, allowed: boolean];
      export type OutputTuple = [manager: string, allowed: boolean];
      export interface OutputObject {manager: string, allowed: boolean };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ValidatorLockReleasedEvent {
      export type InputTuple = [manager: AddressLike, validator: AddressLike, amount: BigNumberish, liableUntil: BigNumberish];
      export type OutputTuple = [manager: string, validator: string, amount: bigint, liableUntil: bigint];
      export interface OutputObject {manager: string, validator: string, amount: bigint, liableUntil: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ValidatorLockUpdatedEvent {
      export type InputTuple = [manager: AddressLike, validator: AddressLike, amount: BigNumberish];
      export type OutputTuple = [manager: string, validator: string, amount: bigint];
      export interface OutputObject {manager: string, validator: string, amount: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ValidatorRewardGrantedEvent {
      export type InputTuple = [to: AddressLike, amount: BigNumberish];
      export type OutputTuple = [to: string, amount: bigint];
      export interface OutputObject {to: string, amount: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ValidatorRewardPctUpdatedEvent {
      export type InputTuple = [pct: BigNumberish];
      export type OutputTuple = [pct: bigint];
      export interface OutputObject {pct: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace WithdrawalRequestedEvent {
      export type InputTuple = [user: AddressLike, role: BigNumberish, amount: BigNumberish, availableAt: BigNumberish];
      export type OutputTuple = [user: string, role: bigint, amount: bigint, availableAt: bigint];
      export interface OutputObject {user: string, role: bigint, amount: bigint, availableAt: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

  export interface StakeManager extends BaseContract {
    
    connect(runner?: ContractRunner | null): StakeManager;
    waitForDeployment(): Promise<this>;

    interface: StakeManagerInterface;

    
  queryFilter<TCEvent extends TypedContractEvent>(
    event: TCEvent,
    fromBlockOrBlockhash?: string | number | undefined,
    toBlock?: string | number | undefined,
  ): Promise<Array<TypedEventLog<TCEvent>>>
  queryFilter<TCEvent extends TypedContractEvent>(
    filter: TypedDeferredTopicFilter<TCEvent>,
    fromBlockOrBlockhash?: string | number | undefined,
    toBlock?: string | number | undefined
  ): Promise<Array<TypedEventLog<TCEvent>>>;

  on<TCEvent extends TypedContractEvent>(event: TCEvent, listener: TypedListener<TCEvent>): Promise<this>
  on<TCEvent extends TypedContractEvent>(filter: TypedDeferredTopicFilter<TCEvent>, listener: TypedListener<TCEvent>): Promise<this>
  
  once<TCEvent extends TypedContractEvent>(event: TCEvent, listener: TypedListener<TCEvent>): Promise<this>
  once<TCEvent extends TypedContractEvent>(filter: TypedDeferredTopicFilter<TCEvent>, listener: TypedListener<TCEvent>): Promise<this>

  listeners<TCEvent extends TypedContractEvent>(
    event: TCEvent
  ): Promise<Array<TypedListener<TCEvent>>>;
  listeners(eventName?: string): Promise<Array<Listener>>
  removeAllListeners<TCEvent extends TypedContractEvent>(event?: TCEvent): Promise<this>


    
    
    LIABLE_DAYS: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    MAX_UNBONDING_PERIOD: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    acceptOwnership: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    burnPct: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    consentLeftOf: TypedContractMethod<
      [manager: AddressLike, validator: AddressLike, ],
      [bigint],
      'view'
    >
    

    
    consentTo: TypedContractMethod<
      [manager: AddressLike, validator: AddressLike, ],
      [[bigint, bigint] & {limit: bigint, until: bigint }],
      'view'
    >
    

    
    consentToLocks: TypedContractMethod<
      [manager: AddressLike, limit: BigNumberish, until: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    depositStake: TypedContractMethod<
      [role: BigNumberish, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    disputeModule: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    feePct: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    feePool: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    freeStakeOf: TypedContractMethod<
      [user: AddressLike, role: BigNumberish, ],
      [bigint],
      'view'
    >
    

    
    governance: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    grantValidatorReward: TypedContractMethod<
      [to: AddressLike, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    liableStakeOf: TypedContractMethod<
      [validator: AddressLike, ],
      [bigint],
      'view'
    >
    

    
    lockValidatorStake: TypedContractMethod<
      [validator: AddressLike, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    lockableOf: TypedContractMethod<
      [manager: AddressLike, validator: AddressLike, ],
      [bigint],
      'view'
    >
    

    
    lockedBy: TypedContractMethod<
      [manager: AddressLike, validator: AddressLike, ],
      [bigint],
      'view'
    >
    

    
    lockedStakeOf: TypedContractMethod<
      [validator: AddressLike, ],
      [bigint],
      'view'
    >
    

    
    minStake: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    owner: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    pause: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    paused: TypedContractMethod<
      [],
      [boolean],
      'view'
    >
    

    
    pauser: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    pauserManager: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    pendingOwner: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    releaseValidatorStake: TypedContractMethod<
      [validator: AddressLike, amount: BigNumberish, ],
      [bigint],
      'nonpayable'
    >
    

    
    renounceOwnership: TypedContractMethod<
      [],
      [void],
      'view'
    >
    

    
    requestWithdrawal: TypedContractMethod<
      [role: BigNumberish, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    rewardReserve: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    setBurnPct: TypedContractMethod<
      [pct: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    setDisputeModule: TypedContractMethod<
      [module: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    setFeePct: TypedContractMethod<
      [pct: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    setFeePool: TypedContractMethod<
      [newFeePool: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    setMinStake: TypedContractMethod<
      [newMinStake: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    setPauser: TypedContractMethod<
      [newPauser: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    setPauserManager: TypedContractMethod<
      [newPauserManager: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    setUnbondingPeriod: TypedContractMethod<
      [newPeriod: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    setValidationModule: TypedContractMethod<
      [module: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    setValidatorLockManager: TypedContractMethod<
      [manager: AddressLike, allowed: boolean, ],
      [void],
      'nonpayable'
    >
    

    
    setValidatorRewardPct: TypedContractMethod<
      [pct: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    slash: TypedContractMethod<
      [validator: AddressLike, amount: BigNumberish, liableUntil: BigNumberish, recipient: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    stakeManagerKind: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    stakeOf: TypedContractMethod<
      [user: AddressLike, role: BigNumberish, ],
      [bigint],
      'view'
    >
    

    
    token: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    totalStaked: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    totalUnbonding: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    transferOwnership: TypedContractMethod<
      [newOwner: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    unbondingOf: TypedContractMethod<
      [user: AddressLike, role: BigNumberish, ],
      [[bigint, bigint] & {amount: bigint, availableAt: bigint }],
      'view'
    >
    

    
    unbondingPeriod: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    unlockValidatorStake: TypedContractMethod<
      [validator: AddressLike, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    unpause: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    validationModule: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    validatorLockManagers: TypedContractMethod<
      [manager: AddressLike, ],
      [boolean],
      'view'
    >
    

    
    validatorRewardPct: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    version: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    withdraw: TypedContractMethod<
      [role: BigNumberish, ],
      [void],
      'nonpayable'
    >
    


    getFunction<T extends ContractMethod = ContractMethod>(key: string | FunctionFragment): T;

    getFunction(nameOrSignature: 'LIABLE_DAYS'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'MAX_UNBONDING_PERIOD'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'acceptOwnership'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'burnPct'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'consentLeftOf'): TypedContractMethod<
      [manager: AddressLike, validator: AddressLike, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'consentTo'): TypedContractMethod<
      [manager: AddressLike, validator: AddressLike, ],
      [[bigint, bigint] & {limit: bigint, until: bigint }],
      'view'
    >;
getFunction(nameOrSignature: 'consentToLocks'): TypedContractMethod<
      [manager: AddressLike, limit: BigNumberish, until: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'depositStake'): TypedContractMethod<
      [role: BigNumberish, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'disputeModule'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'feePct'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'feePool'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'freeStakeOf'): TypedContractMethod<
      [user: AddressLike, role: BigNumberish, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'governance'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'grantValidatorReward'): TypedContractMethod<
      [to: AddressLike, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'liableStakeOf'): TypedContractMethod<
      [validator: AddressLike, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'lockValidatorStake'): TypedContractMethod<
      [validator: AddressLike, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'lockableOf'): TypedContractMethod<
      [manager: AddressLike, validator: AddressLike, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'lockedBy'): TypedContractMethod<
      [manager: AddressLike, validator: AddressLike, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'lockedStakeOf'): TypedContractMethod<
      [validator: AddressLike, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'minStake'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'owner'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'pause'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'paused'): TypedContractMethod<
      [],
      [boolean],
      'view'
    >;
getFunction(nameOrSignature: 'pauser'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'pauserManager'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'pendingOwner'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'releaseValidatorStake'): TypedContractMethod<
      [validator: AddressLike, amount: BigNumberish, ],
      [bigint],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'renounceOwnership'): TypedContractMethod<
      [],
      [void],
      'view'
    >;
getFunction(nameOrSignature: 'requestWithdrawal'): TypedContractMethod<
      [role: BigNumberish, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'rewardReserve'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'setBurnPct'): TypedContractMethod<
      [pct: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setDisputeModule'): TypedContractMethod<
      [module: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setFeePct'): TypedContractMethod<
      [pct: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setFeePool'): TypedContractMethod<
      [newFeePool: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setMinStake'): TypedContractMethod<
      [newMinStake: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setPauser'): TypedContractMethod<
      [newPauser: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setPauserManager'): TypedContractMethod<
      [newPauserManager: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setUnbondingPeriod'): TypedContractMethod<
      [newPeriod: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setValidationModule'): TypedContractMethod<
      [module: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setValidatorLockManager'): TypedContractMethod<
      [manager: AddressLike, allowed: boolean, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setValidatorRewardPct'): TypedContractMethod<
      [pct: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'slash'): TypedContractMethod<
      [validator: AddressLike, amount: BigNumberish, liableUntil: BigNumberish, recipient: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'stakeManagerKind'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'stakeOf'): TypedContractMethod<
      [user: AddressLike, role: BigNumberish, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'token'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'totalStaked'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'totalUnbonding'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'transferOwnership'): TypedContractMethod<
      [newOwner: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'unbondingOf'): TypedContractMethod<
      [user: AddressLike, role: BigNumberish, ],
      [[bigint, bigint] & {amount: bigint, availableAt: bigint }],
      'view'
    >;
getFunction(nameOrSignature: 'unbondingPeriod'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'unlockValidatorStake'): TypedContractMethod<
      [validator: AddressLike, amount: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'unpause'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'validationModule'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'validatorLockManagers'): TypedContractMethod<
      [manager: AddressLike, ],
      [boolean],
      'view'
    >;
getFunction(nameOrSignature: 'validatorRewardPct'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'version'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'withdraw'): TypedContractMethod<
      [role: BigNumberish, ],
      [void],
      'nonpayable'
    >;

    getEvent(key: 'BurnPctUpdated'): TypedContractEvent<BurnPctUpdatedEvent.InputTuple, BurnPctUpdatedEvent.OutputTuple, BurnPctUpdatedEvent.OutputObject>;
getEvent(key: 'DisputeModuleUpdated'): TypedContractEvent<DisputeModuleUpdatedEvent.InputTuple, DisputeModuleUpdatedEvent.OutputTuple, DisputeModuleUpdatedEvent.OutputObject>;
getEvent(key: 'FeePctUpdated'): TypedContractEvent<FeePctUpdatedEvent.InputTuple, FeePctUpdatedEvent.OutputTuple, FeePctUpdatedEvent.OutputObject>;
getEvent(key: 'FeePoolUpdated'): TypedContractEvent<FeePoolUpdatedEvent.InputTuple, FeePoolUpdatedEvent.OutputTuple, FeePoolUpdatedEvent.OutputObject>;
getEvent(key: 'LockConsentUpdated'): TypedContractEvent<LockConsentUpdatedEvent.InputTuple, LockConsentUpdatedEvent.OutputTuple, LockConsentUpdatedEvent.OutputObject>;
getEvent(key: 'MinStakeUpdated'): TypedContractEvent<MinStakeUpdatedEvent.InputTuple, MinStakeUpdatedEvent.OutputTuple, MinStakeUpdatedEvent.OutputObject>;
getEvent(key: 'OwnershipTransferStarted'): TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
getEvent(key: 'OwnershipTransferred'): TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
getEvent(key: 'ParametersUpdated'): TypedContractEvent<ParametersUpdatedEvent.InputTuple, ParametersUpdatedEvent.OutputTuple, ParametersUpdatedEvent.OutputObject>;
getEvent(key: 'Paused'): TypedContractEvent<PausedEvent.InputTuple, PausedEvent.OutputTuple, PausedEvent.OutputObject>;
getEvent(key: 'PauserManagerUpdated'): TypedContractEvent<PauserManagerUpdatedEvent.InputTuple, PauserManagerUpdatedEvent.OutputTuple, PauserManagerUpdatedEvent.OutputObject>;
getEvent(key: 'PauserUpdated'): TypedContractEvent<PauserUpdatedEvent.InputTuple, PauserUpdatedEvent.OutputTuple, PauserUpdatedEvent.OutputObject>;
getEvent(key: 'StakeDeposited'): TypedContractEvent<StakeDepositedEvent.InputTuple, StakeDepositedEvent.OutputTuple, StakeDepositedEvent.OutputObject>;
getEvent(key: 'StakeSlashed'): TypedContractEvent<StakeSlashedEvent.InputTuple, StakeSlashedEvent.OutputTuple, StakeSlashedEvent.OutputObject>;
getEvent(key: 'StakeWithdrawn'): TypedContractEvent<StakeWithdrawnEvent.InputTuple, StakeWithdrawnEvent.OutputTuple, StakeWithdrawnEvent.OutputObject>;
getEvent(key: 'UnbondingPeriodUpdated'): TypedContractEvent<UnbondingPeriodUpdatedEvent.InputTuple, UnbondingPeriodUpdatedEvent.OutputTuple, UnbondingPeriodUpdatedEvent.OutputObject>;
getEvent(key: 'Unpaused'): TypedContractEvent<UnpausedEvent.InputTuple, UnpausedEvent.OutputTuple, UnpausedEvent.OutputObject>;
getEvent(key: 'ValidationModuleUpdated'): TypedContractEvent<ValidationModuleUpdatedEvent.InputTuple, ValidationModuleUpdatedEvent.OutputTuple, ValidationModuleUpdatedEvent.OutputObject>;
getEvent(key: 'ValidatorLockManagerUpdated'): TypedContractEvent<ValidatorLockManagerUpdatedEvent.InputTuple, ValidatorLockManagerUpdatedEvent.OutputTuple, ValidatorLockManagerUpdatedEvent.OutputObject>;
getEvent(key: 'ValidatorLockReleased'): TypedContractEvent<ValidatorLockReleasedEvent.InputTuple, ValidatorLockReleasedEvent.OutputTuple, ValidatorLockReleasedEvent.OutputObject>;
getEvent(key: 'ValidatorLockUpdated'): TypedContractEvent<ValidatorLockUpdatedEvent.InputTuple, ValidatorLockUpdatedEvent.OutputTuple, ValidatorLockUpdatedEvent.OutputObject>;
getEvent(key: 'ValidatorRewardGranted'): TypedContractEvent<ValidatorRewardGrantedEvent.InputTuple, ValidatorRewardGrantedEvent.OutputTuple, ValidatorRewardGrantedEvent.OutputObject>;
getEvent(key: 'ValidatorRewardPctUpdated'): TypedContractEvent<ValidatorRewardPctUpdatedEvent.InputTuple, ValidatorRewardPctUpdatedEvent.OutputTuple, ValidatorRewardPctUpdatedEvent.OutputObject>;
getEvent(key: 'WithdrawalRequested'): TypedContractEvent<WithdrawalRequestedEvent.InputTuple, WithdrawalRequestedEvent.OutputTuple, WithdrawalRequestedEvent.OutputObject>;

    filters: {
      
      'BurnPctUpdated(uint256)': TypedContractEvent<BurnPctUpdatedEvent.InputTuple, BurnPctUpdatedEvent.OutputTuple, BurnPctUpdatedEvent.OutputObject>;
      BurnPctUpdated: TypedContractEvent<BurnPctUpdatedEvent.InputTuple, BurnPctUpdatedEvent.OutputTuple, BurnPctUpdatedEvent.OutputObject>;
    

      'DisputeModuleUpdated(address)': TypedContractEvent<DisputeModuleUpdatedEvent.InputTuple, DisputeModuleUpdatedEvent.OutputTuple, DisputeModuleUpdatedEvent.OutputObject>;
      DisputeModuleUpdated: TypedContractEvent<DisputeModuleUpdatedEvent.InputTuple, DisputeModuleUpdatedEvent.OutputTuple, DisputeModuleUpdatedEvent.OutputObject>;
    

      'FeePctUpdated(uint256)': TypedContractEvent<FeePctUpdatedEvent.InputTuple, FeePctUpdatedEvent.OutputTuple, FeePctUpdatedEvent.OutputObject>;
      FeePctUpdated: TypedContractEvent<FeePctUpdatedEvent.InputTuple, FeePctUpdatedEvent.OutputTuple, FeePctUpdatedEvent.OutputObject>;
    

      'FeePoolUpdated(address)': TypedContractEvent<FeePoolUpdatedEvent.InputTuple, FeePoolUpdatedEvent.OutputTuple, FeePoolUpdatedEvent.OutputObject>;
      FeePoolUpdated: TypedContractEvent<FeePoolUpdatedEvent.InputTuple, FeePoolUpdatedEvent.OutputTuple, FeePoolUpdatedEvent.OutputObject>;
    

      'LockConsentUpdated(address,address,uint256,uint64)': TypedContractEvent<LockConsentUpdatedEvent.InputTuple, LockConsentUpdatedEvent.OutputTuple, LockConsentUpdatedEvent.OutputObject>;
      LockConsentUpdated: TypedContractEvent<LockConsentUpdatedEvent.InputTuple, LockConsentUpdatedEvent.OutputTuple, LockConsentUpdatedEvent.OutputObject>;
    

      'MinStakeUpdated(uint256)': TypedContractEvent<MinStakeUpdatedEvent.InputTuple, MinStakeUpdatedEvent.OutputTuple, MinStakeUpdatedEvent.OutputObject>;
      MinStakeUpdated: TypedContractEvent<MinStakeUpdatedEvent.InputTuple, MinStakeUpdatedEvent.OutputTuple, MinStakeUpdatedEvent.OutputObject>;
    

      'OwnershipTransferStarted(address,address)': TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
      OwnershipTransferStarted: TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
    

      'OwnershipTransferred(address,address)': TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
      OwnershipTransferred: TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
    

      'ParametersUpdated(uint256,uint256,uint256,uint256,uint256,address)': TypedContractEvent<ParametersUpdatedEvent.InputTuple, ParametersUpdatedEvent.OutputTuple, ParametersUpdatedEvent.OutputObject>;
      ParametersUpdated: TypedContractEvent<ParametersUpdatedEvent.InputTuple, ParametersUpdatedEvent.OutputTuple, ParametersUpdatedEvent.OutputObject>;
    

      'Paused(address)': TypedContractEvent<PausedEvent.InputTuple, PausedEvent.OutputTuple, PausedEvent.OutputObject>;
      Paused: TypedContractEvent<PausedEvent.InputTuple, PausedEvent.OutputTuple, PausedEvent.OutputObject>;
    

      'PauserManagerUpdated(address)': TypedContractEvent<PauserManagerUpdatedEvent.InputTuple, PauserManagerUpdatedEvent.OutputTuple, PauserManagerUpdatedEvent.OutputObject>;
      PauserManagerUpdated: TypedContractEvent<PauserManagerUpdatedEvent.InputTuple, PauserManagerUpdatedEvent.OutputTuple, PauserManagerUpdatedEvent.OutputObject>;
    

      'PauserUpdated(address)': TypedContractEvent<PauserUpdatedEvent.InputTuple, PauserUpdatedEvent.OutputTuple, PauserUpdatedEvent.OutputObject>;
      PauserUpdated: TypedContractEvent<PauserUpdatedEvent.InputTuple, PauserUpdatedEvent.OutputTuple, PauserUpdatedEvent.OutputObject>;
    

      'StakeDeposited(address,uint8,uint256)': TypedContractEvent<StakeDepositedEvent.InputTuple, StakeDepositedEvent.OutputTuple, StakeDepositedEvent.OutputObject>;
      StakeDeposited: TypedContractEvent<StakeDepositedEvent.InputTuple, StakeDepositedEvent.OutputTuple, StakeDepositedEvent.OutputObject>;
    

      'StakeSlashed(address,uint8,address,uint256,uint256,uint256,uint256)': TypedContractEvent<StakeSlashedEvent.InputTuple, StakeSlashedEvent.OutputTuple, StakeSlashedEvent.OutputObject>;
      StakeSlashed: TypedContractEvent<StakeSlashedEvent.InputTuple, StakeSlashedEvent.OutputTuple, StakeSlashedEvent.OutputObject>;
    

      'StakeWithdrawn(address,uint8,uint256)': TypedContractEvent<StakeWithdrawnEvent.InputTuple, StakeWithdrawnEvent.OutputTuple, StakeWithdrawnEvent.OutputObject>;
      StakeWithdrawn: TypedContractEvent<StakeWithdrawnEvent.InputTuple, StakeWithdrawnEvent.OutputTuple, StakeWithdrawnEvent.OutputObject>;
    

      'UnbondingPeriodUpdated(uint256)': TypedContractEvent<UnbondingPeriodUpdatedEvent.InputTuple, UnbondingPeriodUpdatedEvent.OutputTuple, UnbondingPeriodUpdatedEvent.OutputObject>;
      UnbondingPeriodUpdated: TypedContractEvent<UnbondingPeriodUpdatedEvent.InputTuple, UnbondingPeriodUpdatedEvent.OutputTuple, UnbondingPeriodUpdatedEvent.OutputObject>;
    

      'Unpaused(address)': TypedContractEvent<UnpausedEvent.InputTuple, UnpausedEvent.OutputTuple, UnpausedEvent.OutputObject>;
      Unpaused: TypedContractEvent<UnpausedEvent.InputTuple, UnpausedEvent.OutputTuple, UnpausedEvent.OutputObject>;
    

      'ValidationModuleUpdated(address)': TypedContractEvent<ValidationModuleUpdatedEvent.InputTuple, ValidationModuleUpdatedEvent.OutputTuple, ValidationModuleUpdatedEvent.OutputObject>;
      ValidationModuleUpdated: TypedContractEvent<ValidationModuleUpdatedEvent.InputTuple, ValidationModuleUpdatedEvent.OutputTuple, ValidationModuleUpdatedEvent.OutputObject>;
    

      'ValidatorLockManagerUpdated(address,bool)': TypedContractEvent<ValidatorLockManagerUpdatedEvent.InputTuple, ValidatorLockManagerUpdatedEvent.OutputTuple, ValidatorLockManagerUpdatedEvent.OutputObject>;
      ValidatorLockManagerUpdated: TypedContractEvent<ValidatorLockManagerUpdatedEvent.InputTuple, ValidatorLockManagerUpdatedEvent.OutputTuple, ValidatorLockManagerUpdatedEvent.OutputObject>;
    

      'ValidatorLockReleased(address,address,uint256,uint64)': TypedContractEvent<ValidatorLockReleasedEvent.InputTuple, ValidatorLockReleasedEvent.OutputTuple, ValidatorLockReleasedEvent.OutputObject>;
      ValidatorLockReleased: TypedContractEvent<ValidatorLockReleasedEvent.InputTuple, ValidatorLockReleasedEvent.OutputTuple, ValidatorLockReleasedEvent.OutputObject>;
    

      'ValidatorLockUpdated(address,address,uint256)': TypedContractEvent<ValidatorLockUpdatedEvent.InputTuple, ValidatorLockUpdatedEvent.OutputTuple, ValidatorLockUpdatedEvent.OutputObject>;
      ValidatorLockUpdated: TypedContractEvent<ValidatorLockUpdatedEvent.InputTuple, ValidatorLockUpdatedEvent.OutputTuple, ValidatorLockUpdatedEvent.OutputObject>;
    

      'ValidatorRewardGranted(address,uint256)': TypedContractEvent<ValidatorRewardGrantedEvent.InputTuple, ValidatorRewardGrantedEvent.OutputTuple, ValidatorRewardGrantedEvent.OutputObject>;
      ValidatorRewardGranted: TypedContractEvent<ValidatorRewardGrantedEvent.InputTuple, ValidatorRewardGrantedEvent.OutputTuple, ValidatorRewardGrantedEvent.OutputObject>;
    

      'ValidatorRewardPctUpdated(uint256)': TypedContractEvent<ValidatorRewardPctUpdatedEvent.InputTuple, ValidatorRewardPctUpdatedEvent.OutputTuple, ValidatorRewardPctUpdatedEvent.OutputObject>;
      ValidatorRewardPctUpdated: TypedContractEvent<ValidatorRewardPctUpdatedEvent.InputTuple, ValidatorRewardPctUpdatedEvent.OutputTuple, ValidatorRewardPctUpdatedEvent.OutputObject>;
    

      'WithdrawalRequested(address,uint8,uint256,uint64)': TypedContractEvent<WithdrawalRequestedEvent.InputTuple, WithdrawalRequestedEvent.OutputTuple, WithdrawalRequestedEvent.OutputObject>;
      WithdrawalRequested: TypedContractEvent<WithdrawalRequestedEvent.InputTuple, WithdrawalRequestedEvent.OutputTuple, WithdrawalRequestedEvent.OutputObject>;
    
    };
  }