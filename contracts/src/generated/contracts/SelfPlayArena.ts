// Written by tools/generate.ts.
// @ts-nocheck
/* tslint:disable */
/* eslint-disable */
import type { BaseContract, BigNumberish, BytesLike, FunctionFragment, Result, Interface, EventFragment, AddressLike, ContractRunner, ContractMethod, Listener } from "ethers"
import type { TypedContractEvent, TypedDeferredTopicFilter, TypedEventLog, TypedLogDescription, TypedListener, TypedContractMethod } from "../common.js"
  
export declare namespace RoundBooks {
      
    export type RoundStruct = {id: BigNumberish, difficulty: BigNumberish, startedAt: BigNumberish, closedAt: BigNumberish, finalised: boolean, teacherJobId: BigNumberish, teacher: AddressLike, studentJobIds: BigNumberish[], students: AddressLike[], validatorJobIds: BigNumberish[], validators: AddressLike[], winners: AddressLike[], difficultyDelta: BigNumberish}

    export type RoundStructOutput = [id: bigint, difficulty: bigint, startedAt: bigint, closedAt: bigint, finalised: boolean, teacherJobId: bigint, teacher: string, studentJobIds: bigint[], students: string[], validatorJobIds: bigint[], validators: string[], winners: string[], difficultyDelta: bigint] & {id: bigint, difficulty: bigint, startedAt: bigint, closedAt: bigint, finalised: boolean, teacherJobId: bigint, teacher: string, studentJobIds: bigint[], students: string[], validatorJobIds: bigint[], validators: string[], winners: string[], difficultyDelta: bigint }
  

    export type TermsStruct = {pot: BigNumberish, committeeSize: BigNumberish, validatorStake: BigNumberish, teacherSplitBps: BigNumberish, studentSplitBps: BigNumberish, validatorSplitBps: BigNumberish, stakeManager: AddressLike, targetSuccessRateBps: BigNumberish}

    export type TermsStructOutput = [pot: bigint, committeeSize: bigint, validatorStake: bigint, teacherSplitBps: bigint, studentSplitBps: bigint, validatorSplitBps: bigint, stakeManager: string, targetSuccessRateBps: bigint] & {pot: bigint, committeeSize: bigint, validatorStake: bigint, teacherSplitBps: bigint, studentSplitBps: bigint, validatorSplitBps: bigint, stakeManager: string, targetSuccessRateBps: bigint }
  
    }

  export interface SelfPlayArenaInterface extends Interface {
    getFunction(nameOrSignature: "BPS" | "MAX_COMMITTEE" | "MAX_REWARD" | "MAX_STUDENTS" | "ROUND_TIMEOUT" | "acceptOwnership" | "baseStudentReward" | "baseTeacherReward" | "baseValidatorReward" | "cancelRound" | "cancelledAt" | "claim" | "closeRound" | "committeeSize" | "creditPerValidator" | "creditedOn" | "feePool" | "finaliseRound" | "getRound" | "liableUntil" | "orchestratorRecipient" | "orchestrators" | "owedTo" | "owner" | "ownerMayReportWhilePaused" | "pause" | "paused" | "pauser" | "pauserManager" | "pendingOwner" | "registerStudent" | "registerValidator" | "renounceOwnership" | "reportValidatorMisconduct" | "reportableByOrchestrator" | "reportableOf" | "rewardCapPerDay" | "rewardToken" | "setCommitteeParameters" | "setFeePool" | "setOrchestrator" | "setOrchestratorCaps" | "setPauser" | "setPauserManager" | "setRewardSplits" | "setRewards" | "setSlashRecipient" | "setStakeManager" | "setTargetSuccessRateBps" | "slashCapPerDay" | "slashCapPerRound" | "slashRecipient" | "stakeManager" | "startRound" | "studentRewardSplitBps" | "sweepSurplus" | "takenInRound" | "takenOn" | "targetSuccessRateBps" | "teacherRewardSplitBps" | "termsOf" | "totalOwed" | "totalRounds" | "transferOwnership" | "unpause" | "validatorRewardSplitBps" | "validatorStake" | "version"): FunctionFragment;

    getEvent(nameOrSignatureOrTopic: "CommitteeParametersUpdated" | "FeePoolUpdated" | "OrchestratorCapsUpdated" | "OrchestratorUpdated" | "OwnershipTransferStarted" | "OwnershipTransferred" | "ParametersUpdated" | "Paused" | "PauserManagerUpdated" | "PauserUpdated" | "RewardClaimed" | "RewardCredited" | "RewardRevoked" | "RewardSplitsUpdated" | "RewardWithheld" | "RewardsUpdated" | "RoundCancelled" | "RoundClosed" | "RoundFinalised" | "RoundStarted" | "SlashRecipientUpdated" | "StakeManagerUpdated" | "StudentRegistered" | "SurplusSwept" | "TargetSuccessRateUpdated" | "Unpaused" | "ValidatorMisconduct" | "ValidatorRegistered"): EventFragment;

    encodeFunctionData(functionFragment: 'BPS', values?: undefined): string;
encodeFunctionData(functionFragment: 'MAX_COMMITTEE', values?: undefined): string;
encodeFunctionData(functionFragment: 'MAX_REWARD', values?: undefined): string;
encodeFunctionData(functionFragment: 'MAX_STUDENTS', values?: undefined): string;
encodeFunctionData(functionFragment: 'ROUND_TIMEOUT', values?: undefined): string;
encodeFunctionData(functionFragment: 'acceptOwnership', values?: undefined): string;
encodeFunctionData(functionFragment: 'baseStudentReward', values?: undefined): string;
encodeFunctionData(functionFragment: 'baseTeacherReward', values?: undefined): string;
encodeFunctionData(functionFragment: 'baseValidatorReward', values?: undefined): string;
encodeFunctionData(functionFragment: 'cancelRound', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'cancelledAt', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'claim', values?: undefined): string;
encodeFunctionData(functionFragment: 'closeRound', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'committeeSize', values?: undefined): string;
encodeFunctionData(functionFragment: 'creditPerValidator', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'creditedOn', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'feePool', values?: undefined): string;
encodeFunctionData(functionFragment: 'finaliseRound', values: [BigNumberish, AddressLike[], AddressLike[]]): string;
encodeFunctionData(functionFragment: 'getRound', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'liableUntil', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'orchestratorRecipient', values?: undefined): string;
encodeFunctionData(functionFragment: 'orchestrators', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'owedTo', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'owner', values?: undefined): string;
encodeFunctionData(functionFragment: 'ownerMayReportWhilePaused', values?: undefined): string;
encodeFunctionData(functionFragment: 'pause', values?: undefined): string;
encodeFunctionData(functionFragment: 'paused', values?: undefined): string;
encodeFunctionData(functionFragment: 'pauser', values?: undefined): string;
encodeFunctionData(functionFragment: 'pauserManager', values?: undefined): string;
encodeFunctionData(functionFragment: 'pendingOwner', values?: undefined): string;
encodeFunctionData(functionFragment: 'registerStudent', values: [BigNumberish, AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'registerValidator', values: [BigNumberish, AddressLike, BigNumberish]): string;
encodeFunctionData(functionFragment: 'renounceOwnership', values?: undefined): string;
encodeFunctionData(functionFragment: 'reportValidatorMisconduct', values: [BigNumberish, AddressLike, BigNumberish, AddressLike, string]): string;
encodeFunctionData(functionFragment: 'reportableByOrchestrator', values: [BigNumberish, AddressLike]): string;
encodeFunctionData(functionFragment: 'reportableOf', values: [BigNumberish, AddressLike]): string;
encodeFunctionData(functionFragment: 'rewardCapPerDay', values?: undefined): string;
encodeFunctionData(functionFragment: 'rewardToken', values?: undefined): string;
encodeFunctionData(functionFragment: 'setCommitteeParameters', values: [BigNumberish, BigNumberish]): string;
encodeFunctionData(functionFragment: 'setFeePool', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setOrchestrator', values: [AddressLike, boolean]): string;
encodeFunctionData(functionFragment: 'setOrchestratorCaps', values: [BigNumberish, BigNumberish, BigNumberish]): string;
encodeFunctionData(functionFragment: 'setPauser', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setPauserManager', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setRewardSplits', values: [BigNumberish, BigNumberish, BigNumberish]): string;
encodeFunctionData(functionFragment: 'setRewards', values: [BigNumberish, BigNumberish, BigNumberish]): string;
encodeFunctionData(functionFragment: 'setSlashRecipient', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setStakeManager', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'setTargetSuccessRateBps', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'slashCapPerDay', values?: undefined): string;
encodeFunctionData(functionFragment: 'slashCapPerRound', values?: undefined): string;
encodeFunctionData(functionFragment: 'slashRecipient', values?: undefined): string;
encodeFunctionData(functionFragment: 'stakeManager', values?: undefined): string;
encodeFunctionData(functionFragment: 'startRound', values: [AddressLike, BigNumberish, BigNumberish]): string;
encodeFunctionData(functionFragment: 'studentRewardSplitBps', values?: undefined): string;
encodeFunctionData(functionFragment: 'sweepSurplus', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'takenInRound', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'takenOn', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'targetSuccessRateBps', values?: undefined): string;
encodeFunctionData(functionFragment: 'teacherRewardSplitBps', values?: undefined): string;
encodeFunctionData(functionFragment: 'termsOf', values: [BigNumberish]): string;
encodeFunctionData(functionFragment: 'totalOwed', values?: undefined): string;
encodeFunctionData(functionFragment: 'totalRounds', values?: undefined): string;
encodeFunctionData(functionFragment: 'transferOwnership', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'unpause', values?: undefined): string;
encodeFunctionData(functionFragment: 'validatorRewardSplitBps', values?: undefined): string;
encodeFunctionData(functionFragment: 'validatorStake', values?: undefined): string;
encodeFunctionData(functionFragment: 'version', values?: undefined): string;

    decodeFunctionResult(functionFragment: 'BPS', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'MAX_COMMITTEE', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'MAX_REWARD', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'MAX_STUDENTS', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'ROUND_TIMEOUT', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'acceptOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'baseStudentReward', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'baseTeacherReward', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'baseValidatorReward', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'cancelRound', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'cancelledAt', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'claim', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'closeRound', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'committeeSize', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'creditPerValidator', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'creditedOn', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'feePool', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'finaliseRound', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'getRound', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'liableUntil', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'orchestratorRecipient', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'orchestrators', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'owedTo', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'owner', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'ownerMayReportWhilePaused', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pause', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'paused', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pauser', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pauserManager', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pendingOwner', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'registerStudent', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'registerValidator', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'renounceOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'reportValidatorMisconduct', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'reportableByOrchestrator', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'reportableOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'rewardCapPerDay', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'rewardToken', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setCommitteeParameters', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setFeePool', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setOrchestrator', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setOrchestratorCaps', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setPauser', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setPauserManager', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setRewardSplits', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setRewards', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setSlashRecipient', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setStakeManager', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setTargetSuccessRateBps', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'slashCapPerDay', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'slashCapPerRound', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'slashRecipient', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'stakeManager', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'startRound', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'studentRewardSplitBps', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'sweepSurplus', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'takenInRound', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'takenOn', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'targetSuccessRateBps', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'teacherRewardSplitBps', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'termsOf', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'totalOwed', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'totalRounds', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'transferOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'unpause', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'validatorRewardSplitBps', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'validatorStake', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'version', data: BytesLike): Result;
  }

  
    export namespace CommitteeParametersUpdatedEvent {
      export type InputTuple = [committeeSize: BigNumberish, validatorStake: BigNumberish];
      export type OutputTuple = [committeeSize: bigint, validatorStake: bigint];
      export interface OutputObject {committeeSize: bigint, validatorStake: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace FeePoolUpdatedEvent {
      export type InputTuple = [previousFeePool: AddressLike, newFeePool: AddressLike];
      export type OutputTuple = [previousFeePool: string, newFeePool: string];
      export interface OutputObject {previousFeePool: string, newFeePool: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace OrchestratorCapsUpdatedEvent {
      export type InputTuple = [slashPerRound: BigNumberish, slashPerDay: BigNumberish, rewardsPerDay: BigNumberish];
      export type OutputTuple = [slashPerRound: bigint, slashPerDay: bigint, rewardsPerDay: bigint];
      export interface OutputObject {slashPerRound: bigint, slashPerDay: bigint, rewardsPerDay: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace OrchestratorUpdatedEvent {
      export type InputTuple = [orchestrator: AddressLike, allowed: boolean];
      export type OutputTuple = [orchestrator: string, allowed: boolean];
      export interface OutputObject {orchestrator: string, allowed: boolean };
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
      export type InputTuple = [teacherReward: BigNumberish, studentReward: BigNumberish, validatorReward: BigNumberish, committeeSize: BigNumberish, validatorStake: BigNumberish, targetSuccessRateBps: BigNumberish, teacherSplitBps: BigNumberish, studentSplitBps: BigNumberish, validatorSplitBps: BigNumberish, feePool: AddressLike];
      export type OutputTuple = [teacherReward: bigint, studentReward: bigint, validatorReward: bigint, committeeSize: bigint, validatorStake: bigint, targetSuccessRateBps: bigint, teacherSplitBps: bigint, studentSplitBps: bigint, validatorSplitBps: bigint, feePool: string];
      export interface OutputObject {teacherReward: bigint, studentReward: bigint, validatorReward: bigint, committeeSize: bigint, validatorStake: bigint, targetSuccessRateBps: bigint, teacherSplitBps: bigint, studentSplitBps: bigint, validatorSplitBps: bigint, feePool: string };
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

  

    export namespace RewardClaimedEvent {
      export type InputTuple = [account: AddressLike, amount: BigNumberish];
      export type OutputTuple = [account: string, amount: bigint];
      export interface OutputObject {account: string, amount: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RewardCreditedEvent {
      export type InputTuple = [roundId: BigNumberish, account: AddressLike, amount: BigNumberish];
      export type OutputTuple = [roundId: bigint, account: string, amount: bigint];
      export interface OutputObject {roundId: bigint, account: string, amount: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RewardRevokedEvent {
      export type InputTuple = [roundId: BigNumberish, account: AddressLike, amount: BigNumberish];
      export type OutputTuple = [roundId: bigint, account: string, amount: bigint];
      export interface OutputObject {roundId: bigint, account: string, amount: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RewardSplitsUpdatedEvent {
      export type InputTuple = [teacherSplitBps: BigNumberish, studentSplitBps: BigNumberish, validatorSplitBps: BigNumberish];
      export type OutputTuple = [teacherSplitBps: bigint, studentSplitBps: bigint, validatorSplitBps: bigint];
      export interface OutputObject {teacherSplitBps: bigint, studentSplitBps: bigint, validatorSplitBps: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RewardWithheldEvent {
      export type InputTuple = [roundId: BigNumberish, account: AddressLike];
      export type OutputTuple = [roundId: bigint, account: string];
      export interface OutputObject {roundId: bigint, account: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RewardsUpdatedEvent {
      export type InputTuple = [teacherReward: BigNumberish, studentReward: BigNumberish, validatorReward: BigNumberish];
      export type OutputTuple = [teacherReward: bigint, studentReward: bigint, validatorReward: bigint];
      export interface OutputObject {teacherReward: bigint, studentReward: bigint, validatorReward: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RoundCancelledEvent {
      export type InputTuple = [roundId: BigNumberish, by: AddressLike];
      export type OutputTuple = [roundId: bigint, by: string];
      export interface OutputObject {roundId: bigint, by: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RoundClosedEvent {
      export type InputTuple = [roundId: BigNumberish, closedAt: BigNumberish];
      export type OutputTuple = [roundId: bigint, closedAt: bigint];
      export interface OutputObject {roundId: bigint, closedAt: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RoundFinalisedEvent {
      export type InputTuple = [roundId: BigNumberish, winners: AddressLike[], teacherReward: BigNumberish, studentReward: BigNumberish, validatorReward: BigNumberish, difficultyDelta: BigNumberish];
      export type OutputTuple = [roundId: bigint, winners: string[], teacherReward: bigint, studentReward: bigint, validatorReward: bigint, difficultyDelta: bigint];
      export interface OutputObject {roundId: bigint, winners: string[], teacherReward: bigint, studentReward: bigint, validatorReward: bigint, difficultyDelta: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace RoundStartedEvent {
      export type InputTuple = [roundId: BigNumberish, teacher: AddressLike, difficulty: BigNumberish, teacherJobId: BigNumberish, pot: BigNumberish];
      export type OutputTuple = [roundId: bigint, teacher: string, difficulty: bigint, teacherJobId: bigint, pot: bigint];
      export interface OutputObject {roundId: bigint, teacher: string, difficulty: bigint, teacherJobId: bigint, pot: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace SlashRecipientUpdatedEvent {
      export type InputTuple = [recipient: AddressLike];
      export type OutputTuple = [recipient: string];
      export interface OutputObject {recipient: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace StakeManagerUpdatedEvent {
      export type InputTuple = [previousManager: AddressLike, newManager: AddressLike];
      export type OutputTuple = [previousManager: string, newManager: string];
      export interface OutputObject {previousManager: string, newManager: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace StudentRegisteredEvent {
      export type InputTuple = [roundId: BigNumberish, student: AddressLike, jobId: BigNumberish];
      export type OutputTuple = [roundId: bigint, student: string, jobId: bigint];
      export interface OutputObject {roundId: bigint, student: string, jobId: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace SurplusSweptEvent {
      export type InputTuple = [feePool: AddressLike, amount: BigNumberish];
      export type OutputTuple = [feePool: string, amount: bigint];
      export interface OutputObject {feePool: string, amount: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace TargetSuccessRateUpdatedEvent {
      export type InputTuple = [targetSuccessRateBps: BigNumberish];
      export type OutputTuple = [targetSuccessRateBps: bigint];
      export interface OutputObject {targetSuccessRateBps: bigint };
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

  

    export namespace ValidatorMisconductEvent {
      export type InputTuple = [roundId: BigNumberish, validator: AddressLike, amount: BigNumberish, recipient: AddressLike, reason: string];
      export type OutputTuple = [roundId: bigint, validator: string, amount: bigint, recipient: string, reason: string];
      export interface OutputObject {roundId: bigint, validator: string, amount: bigint, recipient: string, reason: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ValidatorRegisteredEvent {
      export type InputTuple = [roundId: BigNumberish, validator: AddressLike, jobId: BigNumberish, lockedStake: BigNumberish];
      export type OutputTuple = [roundId: bigint, validator: string, jobId: bigint, lockedStake: bigint];
      export interface OutputObject {roundId: bigint, validator: string, jobId: bigint, lockedStake: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

  export interface SelfPlayArena extends BaseContract {
    
    connect(runner?: ContractRunner | null): SelfPlayArena;
    waitForDeployment(): Promise<this>;

    interface: SelfPlayArenaInterface;

    
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


    
    
    BPS: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    MAX_COMMITTEE: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    MAX_REWARD: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    MAX_STUDENTS: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    ROUND_TIMEOUT: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    acceptOwnership: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    baseStudentReward: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    baseTeacherReward: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    baseValidatorReward: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    cancelRound: TypedContractMethod<
      [roundId: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    cancelledAt: TypedContractMethod<
      [roundId: BigNumberish, ],
      [bigint],
      'view'
    >
    

    
    claim: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    closeRound: TypedContractMethod<
      [roundId: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    committeeSize: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    creditPerValidator: TypedContractMethod<
      [roundId: BigNumberish, ],
      [bigint],
      'view'
    >
    

    
    creditedOn: TypedContractMethod<
      [day: BigNumberish, ],
      [bigint],
      'view'
    >
    

    
    feePool: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    finaliseRound: TypedContractMethod<
      [roundId: BigNumberish, winners: AddressLike[], unpaid: AddressLike[], ],
      [void],
      'nonpayable'
    >
    

    
    getRound: TypedContractMethod<
      [roundId: BigNumberish, ],
      [RoundBooks.RoundStructOutput],
      'view'
    >
    

    
    liableUntil: TypedContractMethod<
      [roundId: BigNumberish, ],
      [bigint],
      'view'
    >
    

    
    orchestratorRecipient: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    orchestrators: TypedContractMethod<
      [orchestrator: AddressLike, ],
      [boolean],
      'view'
    >
    

    
    owedTo: TypedContractMethod<
      [account: AddressLike, ],
      [bigint],
      'view'
    >
    

    
    owner: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    ownerMayReportWhilePaused: TypedContractMethod<
      [],
      [boolean],
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
    

    
    registerStudent: TypedContractMethod<
      [roundId: BigNumberish, student: AddressLike, jobId: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    registerValidator: TypedContractMethod<
      [roundId: BigNumberish, validator: AddressLike, jobId: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    renounceOwnership: TypedContractMethod<
      [],
      [void],
      'view'
    >
    

    
    reportValidatorMisconduct: TypedContractMethod<
      [roundId: BigNumberish, validator: AddressLike, amount: BigNumberish, recipient: AddressLike, reason: string, ],
      [void],
      'nonpayable'
    >
    

    
    reportableByOrchestrator: TypedContractMethod<
      [roundId: BigNumberish, validator: AddressLike, ],
      [bigint],
      'view'
    >
    

    
    reportableOf: TypedContractMethod<
      [roundId: BigNumberish, validator: AddressLike, ],
      [bigint],
      'view'
    >
    

    
    rewardCapPerDay: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    rewardToken: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    setCommitteeParameters: TypedContractMethod<
      [committeeSize_: BigNumberish, validatorStake_: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    setFeePool: TypedContractMethod<
      [newFeePool: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    setOrchestrator: TypedContractMethod<
      [orchestrator: AddressLike, allowed: boolean, ],
      [void],
      'nonpayable'
    >
    

    
    setOrchestratorCaps: TypedContractMethod<
      [slashPerRound: BigNumberish, slashPerDay: BigNumberish, rewardsPerDay: BigNumberish, ],
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
    

    
    setRewardSplits: TypedContractMethod<
      [teacherSplitBps: BigNumberish, studentSplitBps: BigNumberish, validatorSplitBps: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    setRewards: TypedContractMethod<
      [teacherReward: BigNumberish, studentReward: BigNumberish, validatorReward: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    setSlashRecipient: TypedContractMethod<
      [newRecipient: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    setStakeManager: TypedContractMethod<
      [newManager: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    setTargetSuccessRateBps: TypedContractMethod<
      [targetSuccessRateBps_: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    slashCapPerDay: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    slashCapPerRound: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    slashRecipient: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    stakeManager: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    startRound: TypedContractMethod<
      [teacher: AddressLike, teacherJobId: BigNumberish, difficulty: BigNumberish, ],
      [bigint],
      'nonpayable'
    >
    

    
    studentRewardSplitBps: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    sweepSurplus: TypedContractMethod<
      [amount: BigNumberish, ],
      [void],
      'nonpayable'
    >
    

    
    takenInRound: TypedContractMethod<
      [roundId: BigNumberish, ],
      [bigint],
      'view'
    >
    

    
    takenOn: TypedContractMethod<
      [day: BigNumberish, ],
      [bigint],
      'view'
    >
    

    
    targetSuccessRateBps: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    teacherRewardSplitBps: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    termsOf: TypedContractMethod<
      [roundId: BigNumberish, ],
      [RoundBooks.TermsStructOutput],
      'view'
    >
    

    
    totalOwed: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    totalRounds: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    transferOwnership: TypedContractMethod<
      [newOwner: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    unpause: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    validatorRewardSplitBps: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    validatorStake: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    version: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    


    getFunction<T extends ContractMethod = ContractMethod>(key: string | FunctionFragment): T;

    getFunction(nameOrSignature: 'BPS'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'MAX_COMMITTEE'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'MAX_REWARD'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'MAX_STUDENTS'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'ROUND_TIMEOUT'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'acceptOwnership'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'baseStudentReward'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'baseTeacherReward'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'baseValidatorReward'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'cancelRound'): TypedContractMethod<
      [roundId: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'cancelledAt'): TypedContractMethod<
      [roundId: BigNumberish, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'claim'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'closeRound'): TypedContractMethod<
      [roundId: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'committeeSize'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'creditPerValidator'): TypedContractMethod<
      [roundId: BigNumberish, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'creditedOn'): TypedContractMethod<
      [day: BigNumberish, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'feePool'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'finaliseRound'): TypedContractMethod<
      [roundId: BigNumberish, winners: AddressLike[], unpaid: AddressLike[], ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'getRound'): TypedContractMethod<
      [roundId: BigNumberish, ],
      [RoundBooks.RoundStructOutput],
      'view'
    >;
getFunction(nameOrSignature: 'liableUntil'): TypedContractMethod<
      [roundId: BigNumberish, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'orchestratorRecipient'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'orchestrators'): TypedContractMethod<
      [orchestrator: AddressLike, ],
      [boolean],
      'view'
    >;
getFunction(nameOrSignature: 'owedTo'): TypedContractMethod<
      [account: AddressLike, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'owner'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'ownerMayReportWhilePaused'): TypedContractMethod<
      [],
      [boolean],
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
getFunction(nameOrSignature: 'registerStudent'): TypedContractMethod<
      [roundId: BigNumberish, student: AddressLike, jobId: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'registerValidator'): TypedContractMethod<
      [roundId: BigNumberish, validator: AddressLike, jobId: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'renounceOwnership'): TypedContractMethod<
      [],
      [void],
      'view'
    >;
getFunction(nameOrSignature: 'reportValidatorMisconduct'): TypedContractMethod<
      [roundId: BigNumberish, validator: AddressLike, amount: BigNumberish, recipient: AddressLike, reason: string, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'reportableByOrchestrator'): TypedContractMethod<
      [roundId: BigNumberish, validator: AddressLike, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'reportableOf'): TypedContractMethod<
      [roundId: BigNumberish, validator: AddressLike, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'rewardCapPerDay'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'rewardToken'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'setCommitteeParameters'): TypedContractMethod<
      [committeeSize_: BigNumberish, validatorStake_: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setFeePool'): TypedContractMethod<
      [newFeePool: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setOrchestrator'): TypedContractMethod<
      [orchestrator: AddressLike, allowed: boolean, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setOrchestratorCaps'): TypedContractMethod<
      [slashPerRound: BigNumberish, slashPerDay: BigNumberish, rewardsPerDay: BigNumberish, ],
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
getFunction(nameOrSignature: 'setRewardSplits'): TypedContractMethod<
      [teacherSplitBps: BigNumberish, studentSplitBps: BigNumberish, validatorSplitBps: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setRewards'): TypedContractMethod<
      [teacherReward: BigNumberish, studentReward: BigNumberish, validatorReward: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setSlashRecipient'): TypedContractMethod<
      [newRecipient: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setStakeManager'): TypedContractMethod<
      [newManager: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'setTargetSuccessRateBps'): TypedContractMethod<
      [targetSuccessRateBps_: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'slashCapPerDay'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'slashCapPerRound'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'slashRecipient'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'stakeManager'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'startRound'): TypedContractMethod<
      [teacher: AddressLike, teacherJobId: BigNumberish, difficulty: BigNumberish, ],
      [bigint],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'studentRewardSplitBps'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'sweepSurplus'): TypedContractMethod<
      [amount: BigNumberish, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'takenInRound'): TypedContractMethod<
      [roundId: BigNumberish, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'takenOn'): TypedContractMethod<
      [day: BigNumberish, ],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'targetSuccessRateBps'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'teacherRewardSplitBps'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'termsOf'): TypedContractMethod<
      [roundId: BigNumberish, ],
      [RoundBooks.TermsStructOutput],
      'view'
    >;
getFunction(nameOrSignature: 'totalOwed'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'totalRounds'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'transferOwnership'): TypedContractMethod<
      [newOwner: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'unpause'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'validatorRewardSplitBps'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'validatorStake'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'version'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;

    getEvent(key: 'CommitteeParametersUpdated'): TypedContractEvent<CommitteeParametersUpdatedEvent.InputTuple, CommitteeParametersUpdatedEvent.OutputTuple, CommitteeParametersUpdatedEvent.OutputObject>;
getEvent(key: 'FeePoolUpdated'): TypedContractEvent<FeePoolUpdatedEvent.InputTuple, FeePoolUpdatedEvent.OutputTuple, FeePoolUpdatedEvent.OutputObject>;
getEvent(key: 'OrchestratorCapsUpdated'): TypedContractEvent<OrchestratorCapsUpdatedEvent.InputTuple, OrchestratorCapsUpdatedEvent.OutputTuple, OrchestratorCapsUpdatedEvent.OutputObject>;
getEvent(key: 'OrchestratorUpdated'): TypedContractEvent<OrchestratorUpdatedEvent.InputTuple, OrchestratorUpdatedEvent.OutputTuple, OrchestratorUpdatedEvent.OutputObject>;
getEvent(key: 'OwnershipTransferStarted'): TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
getEvent(key: 'OwnershipTransferred'): TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
getEvent(key: 'ParametersUpdated'): TypedContractEvent<ParametersUpdatedEvent.InputTuple, ParametersUpdatedEvent.OutputTuple, ParametersUpdatedEvent.OutputObject>;
getEvent(key: 'Paused'): TypedContractEvent<PausedEvent.InputTuple, PausedEvent.OutputTuple, PausedEvent.OutputObject>;
getEvent(key: 'PauserManagerUpdated'): TypedContractEvent<PauserManagerUpdatedEvent.InputTuple, PauserManagerUpdatedEvent.OutputTuple, PauserManagerUpdatedEvent.OutputObject>;
getEvent(key: 'PauserUpdated'): TypedContractEvent<PauserUpdatedEvent.InputTuple, PauserUpdatedEvent.OutputTuple, PauserUpdatedEvent.OutputObject>;
getEvent(key: 'RewardClaimed'): TypedContractEvent<RewardClaimedEvent.InputTuple, RewardClaimedEvent.OutputTuple, RewardClaimedEvent.OutputObject>;
getEvent(key: 'RewardCredited'): TypedContractEvent<RewardCreditedEvent.InputTuple, RewardCreditedEvent.OutputTuple, RewardCreditedEvent.OutputObject>;
getEvent(key: 'RewardRevoked'): TypedContractEvent<RewardRevokedEvent.InputTuple, RewardRevokedEvent.OutputTuple, RewardRevokedEvent.OutputObject>;
getEvent(key: 'RewardSplitsUpdated'): TypedContractEvent<RewardSplitsUpdatedEvent.InputTuple, RewardSplitsUpdatedEvent.OutputTuple, RewardSplitsUpdatedEvent.OutputObject>;
getEvent(key: 'RewardWithheld'): TypedContractEvent<RewardWithheldEvent.InputTuple, RewardWithheldEvent.OutputTuple, RewardWithheldEvent.OutputObject>;
getEvent(key: 'RewardsUpdated'): TypedContractEvent<RewardsUpdatedEvent.InputTuple, RewardsUpdatedEvent.OutputTuple, RewardsUpdatedEvent.OutputObject>;
getEvent(key: 'RoundCancelled'): TypedContractEvent<RoundCancelledEvent.InputTuple, RoundCancelledEvent.OutputTuple, RoundCancelledEvent.OutputObject>;
getEvent(key: 'RoundClosed'): TypedContractEvent<RoundClosedEvent.InputTuple, RoundClosedEvent.OutputTuple, RoundClosedEvent.OutputObject>;
getEvent(key: 'RoundFinalised'): TypedContractEvent<RoundFinalisedEvent.InputTuple, RoundFinalisedEvent.OutputTuple, RoundFinalisedEvent.OutputObject>;
getEvent(key: 'RoundStarted'): TypedContractEvent<RoundStartedEvent.InputTuple, RoundStartedEvent.OutputTuple, RoundStartedEvent.OutputObject>;
getEvent(key: 'SlashRecipientUpdated'): TypedContractEvent<SlashRecipientUpdatedEvent.InputTuple, SlashRecipientUpdatedEvent.OutputTuple, SlashRecipientUpdatedEvent.OutputObject>;
getEvent(key: 'StakeManagerUpdated'): TypedContractEvent<StakeManagerUpdatedEvent.InputTuple, StakeManagerUpdatedEvent.OutputTuple, StakeManagerUpdatedEvent.OutputObject>;
getEvent(key: 'StudentRegistered'): TypedContractEvent<StudentRegisteredEvent.InputTuple, StudentRegisteredEvent.OutputTuple, StudentRegisteredEvent.OutputObject>;
getEvent(key: 'SurplusSwept'): TypedContractEvent<SurplusSweptEvent.InputTuple, SurplusSweptEvent.OutputTuple, SurplusSweptEvent.OutputObject>;
getEvent(key: 'TargetSuccessRateUpdated'): TypedContractEvent<TargetSuccessRateUpdatedEvent.InputTuple, TargetSuccessRateUpdatedEvent.OutputTuple, TargetSuccessRateUpdatedEvent.OutputObject>;
getEvent(key: 'Unpaused'): TypedContractEvent<UnpausedEvent.InputTuple, UnpausedEvent.OutputTuple, UnpausedEvent.OutputObject>;
getEvent(key: 'ValidatorMisconduct'): TypedContractEvent<ValidatorMisconductEvent.InputTuple, ValidatorMisconductEvent.OutputTuple, ValidatorMisconductEvent.OutputObject>;
getEvent(key: 'ValidatorRegistered'): TypedContractEvent<ValidatorRegisteredEvent.InputTuple, ValidatorRegisteredEvent.OutputTuple, ValidatorRegisteredEvent.OutputObject>;

    filters: {
      
      'CommitteeParametersUpdated(uint256,uint256)': TypedContractEvent<CommitteeParametersUpdatedEvent.InputTuple, CommitteeParametersUpdatedEvent.OutputTuple, CommitteeParametersUpdatedEvent.OutputObject>;
      CommitteeParametersUpdated: TypedContractEvent<CommitteeParametersUpdatedEvent.InputTuple, CommitteeParametersUpdatedEvent.OutputTuple, CommitteeParametersUpdatedEvent.OutputObject>;
    

      'FeePoolUpdated(address,address)': TypedContractEvent<FeePoolUpdatedEvent.InputTuple, FeePoolUpdatedEvent.OutputTuple, FeePoolUpdatedEvent.OutputObject>;
      FeePoolUpdated: TypedContractEvent<FeePoolUpdatedEvent.InputTuple, FeePoolUpdatedEvent.OutputTuple, FeePoolUpdatedEvent.OutputObject>;
    

      'OrchestratorCapsUpdated(uint256,uint256,uint256)': TypedContractEvent<OrchestratorCapsUpdatedEvent.InputTuple, OrchestratorCapsUpdatedEvent.OutputTuple, OrchestratorCapsUpdatedEvent.OutputObject>;
      OrchestratorCapsUpdated: TypedContractEvent<OrchestratorCapsUpdatedEvent.InputTuple, OrchestratorCapsUpdatedEvent.OutputTuple, OrchestratorCapsUpdatedEvent.OutputObject>;
    

      'OrchestratorUpdated(address,bool)': TypedContractEvent<OrchestratorUpdatedEvent.InputTuple, OrchestratorUpdatedEvent.OutputTuple, OrchestratorUpdatedEvent.OutputObject>;
      OrchestratorUpdated: TypedContractEvent<OrchestratorUpdatedEvent.InputTuple, OrchestratorUpdatedEvent.OutputTuple, OrchestratorUpdatedEvent.OutputObject>;
    

      'OwnershipTransferStarted(address,address)': TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
      OwnershipTransferStarted: TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
    

      'OwnershipTransferred(address,address)': TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
      OwnershipTransferred: TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
    

      'ParametersUpdated(uint256,uint256,uint256,uint256,uint256,uint256,uint16,uint16,uint16,address)': TypedContractEvent<ParametersUpdatedEvent.InputTuple, ParametersUpdatedEvent.OutputTuple, ParametersUpdatedEvent.OutputObject>;
      ParametersUpdated: TypedContractEvent<ParametersUpdatedEvent.InputTuple, ParametersUpdatedEvent.OutputTuple, ParametersUpdatedEvent.OutputObject>;
    

      'Paused(address)': TypedContractEvent<PausedEvent.InputTuple, PausedEvent.OutputTuple, PausedEvent.OutputObject>;
      Paused: TypedContractEvent<PausedEvent.InputTuple, PausedEvent.OutputTuple, PausedEvent.OutputObject>;
    

      'PauserManagerUpdated(address)': TypedContractEvent<PauserManagerUpdatedEvent.InputTuple, PauserManagerUpdatedEvent.OutputTuple, PauserManagerUpdatedEvent.OutputObject>;
      PauserManagerUpdated: TypedContractEvent<PauserManagerUpdatedEvent.InputTuple, PauserManagerUpdatedEvent.OutputTuple, PauserManagerUpdatedEvent.OutputObject>;
    

      'PauserUpdated(address)': TypedContractEvent<PauserUpdatedEvent.InputTuple, PauserUpdatedEvent.OutputTuple, PauserUpdatedEvent.OutputObject>;
      PauserUpdated: TypedContractEvent<PauserUpdatedEvent.InputTuple, PauserUpdatedEvent.OutputTuple, PauserUpdatedEvent.OutputObject>;
    

      'RewardClaimed(address,uint256)': TypedContractEvent<RewardClaimedEvent.InputTuple, RewardClaimedEvent.OutputTuple, RewardClaimedEvent.OutputObject>;
      RewardClaimed: TypedContractEvent<RewardClaimedEvent.InputTuple, RewardClaimedEvent.OutputTuple, RewardClaimedEvent.OutputObject>;
    

      'RewardCredited(uint256,address,uint256)': TypedContractEvent<RewardCreditedEvent.InputTuple, RewardCreditedEvent.OutputTuple, RewardCreditedEvent.OutputObject>;
      RewardCredited: TypedContractEvent<RewardCreditedEvent.InputTuple, RewardCreditedEvent.OutputTuple, RewardCreditedEvent.OutputObject>;
    

      'RewardRevoked(uint256,address,uint256)': TypedContractEvent<RewardRevokedEvent.InputTuple, RewardRevokedEvent.OutputTuple, RewardRevokedEvent.OutputObject>;
      RewardRevoked: TypedContractEvent<RewardRevokedEvent.InputTuple, RewardRevokedEvent.OutputTuple, RewardRevokedEvent.OutputObject>;
    

      'RewardSplitsUpdated(uint16,uint16,uint16)': TypedContractEvent<RewardSplitsUpdatedEvent.InputTuple, RewardSplitsUpdatedEvent.OutputTuple, RewardSplitsUpdatedEvent.OutputObject>;
      RewardSplitsUpdated: TypedContractEvent<RewardSplitsUpdatedEvent.InputTuple, RewardSplitsUpdatedEvent.OutputTuple, RewardSplitsUpdatedEvent.OutputObject>;
    

      'RewardWithheld(uint256,address)': TypedContractEvent<RewardWithheldEvent.InputTuple, RewardWithheldEvent.OutputTuple, RewardWithheldEvent.OutputObject>;
      RewardWithheld: TypedContractEvent<RewardWithheldEvent.InputTuple, RewardWithheldEvent.OutputTuple, RewardWithheldEvent.OutputObject>;
    

      'RewardsUpdated(uint256,uint256,uint256)': TypedContractEvent<RewardsUpdatedEvent.InputTuple, RewardsUpdatedEvent.OutputTuple, RewardsUpdatedEvent.OutputObject>;
      RewardsUpdated: TypedContractEvent<RewardsUpdatedEvent.InputTuple, RewardsUpdatedEvent.OutputTuple, RewardsUpdatedEvent.OutputObject>;
    

      'RoundCancelled(uint256,address)': TypedContractEvent<RoundCancelledEvent.InputTuple, RoundCancelledEvent.OutputTuple, RoundCancelledEvent.OutputObject>;
      RoundCancelled: TypedContractEvent<RoundCancelledEvent.InputTuple, RoundCancelledEvent.OutputTuple, RoundCancelledEvent.OutputObject>;
    

      'RoundClosed(uint256,uint64)': TypedContractEvent<RoundClosedEvent.InputTuple, RoundClosedEvent.OutputTuple, RoundClosedEvent.OutputObject>;
      RoundClosed: TypedContractEvent<RoundClosedEvent.InputTuple, RoundClosedEvent.OutputTuple, RoundClosedEvent.OutputObject>;
    

      'RoundFinalised(uint256,address[],uint256,uint256,uint256,int32)': TypedContractEvent<RoundFinalisedEvent.InputTuple, RoundFinalisedEvent.OutputTuple, RoundFinalisedEvent.OutputObject>;
      RoundFinalised: TypedContractEvent<RoundFinalisedEvent.InputTuple, RoundFinalisedEvent.OutputTuple, RoundFinalisedEvent.OutputObject>;
    

      'RoundStarted(uint256,address,uint32,uint256,uint256)': TypedContractEvent<RoundStartedEvent.InputTuple, RoundStartedEvent.OutputTuple, RoundStartedEvent.OutputObject>;
      RoundStarted: TypedContractEvent<RoundStartedEvent.InputTuple, RoundStartedEvent.OutputTuple, RoundStartedEvent.OutputObject>;
    

      'SlashRecipientUpdated(address)': TypedContractEvent<SlashRecipientUpdatedEvent.InputTuple, SlashRecipientUpdatedEvent.OutputTuple, SlashRecipientUpdatedEvent.OutputObject>;
      SlashRecipientUpdated: TypedContractEvent<SlashRecipientUpdatedEvent.InputTuple, SlashRecipientUpdatedEvent.OutputTuple, SlashRecipientUpdatedEvent.OutputObject>;
    

      'StakeManagerUpdated(address,address)': TypedContractEvent<StakeManagerUpdatedEvent.InputTuple, StakeManagerUpdatedEvent.OutputTuple, StakeManagerUpdatedEvent.OutputObject>;
      StakeManagerUpdated: TypedContractEvent<StakeManagerUpdatedEvent.InputTuple, StakeManagerUpdatedEvent.OutputTuple, StakeManagerUpdatedEvent.OutputObject>;
    

      'StudentRegistered(uint256,address,uint256)': TypedContractEvent<StudentRegisteredEvent.InputTuple, StudentRegisteredEvent.OutputTuple, StudentRegisteredEvent.OutputObject>;
      StudentRegistered: TypedContractEvent<StudentRegisteredEvent.InputTuple, StudentRegisteredEvent.OutputTuple, StudentRegisteredEvent.OutputObject>;
    

      'SurplusSwept(address,uint256)': TypedContractEvent<SurplusSweptEvent.InputTuple, SurplusSweptEvent.OutputTuple, SurplusSweptEvent.OutputObject>;
      SurplusSwept: TypedContractEvent<SurplusSweptEvent.InputTuple, SurplusSweptEvent.OutputTuple, SurplusSweptEvent.OutputObject>;
    

      'TargetSuccessRateUpdated(uint256)': TypedContractEvent<TargetSuccessRateUpdatedEvent.InputTuple, TargetSuccessRateUpdatedEvent.OutputTuple, TargetSuccessRateUpdatedEvent.OutputObject>;
      TargetSuccessRateUpdated: TypedContractEvent<TargetSuccessRateUpdatedEvent.InputTuple, TargetSuccessRateUpdatedEvent.OutputTuple, TargetSuccessRateUpdatedEvent.OutputObject>;
    

      'Unpaused(address)': TypedContractEvent<UnpausedEvent.InputTuple, UnpausedEvent.OutputTuple, UnpausedEvent.OutputObject>;
      Unpaused: TypedContractEvent<UnpausedEvent.InputTuple, UnpausedEvent.OutputTuple, UnpausedEvent.OutputObject>;
    

      'ValidatorMisconduct(uint256,address,uint256,address,string)': TypedContractEvent<ValidatorMisconductEvent.InputTuple, ValidatorMisconductEvent.OutputTuple, ValidatorMisconductEvent.OutputObject>;
      ValidatorMisconduct: TypedContractEvent<ValidatorMisconductEvent.InputTuple, ValidatorMisconductEvent.OutputTuple, ValidatorMisconductEvent.OutputObject>;
    

      'ValidatorRegistered(uint256,address,uint256,uint256)': TypedContractEvent<ValidatorRegisteredEvent.InputTuple, ValidatorRegisteredEvent.OutputTuple, ValidatorRegisteredEvent.OutputObject>;
      ValidatorRegistered: TypedContractEvent<ValidatorRegisteredEvent.InputTuple, ValidatorRegisteredEvent.OutputTuple, ValidatorRegisteredEvent.OutputObject>;
    
    };
  }