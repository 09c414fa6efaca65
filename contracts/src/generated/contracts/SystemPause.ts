// Written by tools/generate.ts.
// @ts-nocheck
/* tslint:disable */
/* eslint-disable */
import type { BaseContract, BigNumberish, BytesLike, FunctionFragment, Result, Interface, EventFragment, AddressLike, ContractRunner, ContractMethod, Listener } from "ethers"
import type { TypedContractEvent, TypedDeferredTopicFilter, TypedEventLog, TypedLogDescription, TypedListener, TypedContractMethod } from "../common.js"
  

  export interface SystemPauseInterface extends Interface {
    getFunction(nameOrSignature: "MAX_MODULES" | "acceptOwnership" | "addModule" | "guardian" | "isModule" | "modules" | "owner" | "pauseAll" | "paused" | "pendingOwner" | "refreshPausers" | "removeModule" | "renounceOwnership" | "setGuardian" | "transferOwnership" | "unpauseAll"): FunctionFragment;

    getEvent(nameOrSignatureOrTopic: "GuardianUpdated" | "ModuleFailed" | "ModuleUpdated" | "OwnershipTransferStarted" | "OwnershipTransferred" | "PausedAll" | "PausersUpdated" | "UnpausedAll"): EventFragment;

    encodeFunctionData(functionFragment: 'MAX_MODULES', values?: undefined): string;
encodeFunctionData(functionFragment: 'acceptOwnership', values?: undefined): string;
encodeFunctionData(functionFragment: 'addModule', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'guardian', values?: undefined): string;
encodeFunctionData(functionFragment: 'isModule', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'modules', values?: undefined): string;
encodeFunctionData(functionFragment: 'owner', values?: undefined): string;
encodeFunctionData(functionFragment: 'pauseAll', values?: undefined): string;
encodeFunctionData(functionFragment: 'paused', values?: undefined): string;
encodeFunctionData(functionFragment: 'pendingOwner', values?: undefined): string;
encodeFunctionData(functionFragment: 'refreshPausers', values?: undefined): string;
encodeFunctionData(functionFragment: 'removeModule', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'renounceOwnership', values?: undefined): string;
encodeFunctionData(functionFragment: 'setGuardian', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'transferOwnership', values: [AddressLike]): string;
encodeFunctionData(functionFragment: 'unpauseAll', values?: undefined): string;

    decodeFunctionResult(functionFragment: 'MAX_MODULES', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'acceptOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'addModule', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'guardian', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'isModule', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'modules', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'owner', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pauseAll', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'paused', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'pendingOwner', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'refreshPausers', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'removeModule', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'renounceOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'setGuardian', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'transferOwnership', data: BytesLike): Result;
decodeFunctionResult(functionFragment: 'unpauseAll', data: BytesLike): Result;
  }

  
    export namespace GuardianUpdatedEvent {
      export type InputTuple = [guardian: AddressLike];
      export type OutputTuple = [guardian: string];
      export interface OutputObject {guardian: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ModuleFailedEvent {
      export type InputTuple = [module: AddressLike, pausing: boolean];
      export type OutputTuple = [module: string, pausing: boolean];
      export interface OutputObject {module: string, pausing: boolean };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace ModuleUpdatedEvent {
      export type InputTuple = [module: AddressLike, registered: boolean];
      export type OutputTuple = [module: string, registered: boolean];
      export interface OutputObject {module: string, registered: boolean };
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

  

    export namespace PausedAllEvent {
      export type InputTuple = [by: AddressLike, changed: BigNumberish];
      export type OutputTuple = [by: string, changed: bigint];
      export interface OutputObject {by: string, changed: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace PausersUpdatedEvent {
      export type InputTuple = [pauser: AddressLike];
      export type OutputTuple = [pauser: string];
      export interface OutputObject {pauser: string };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

    export namespace UnpausedAllEvent {
      export type InputTuple = [by: AddressLike, changed: BigNumberish];
      export type OutputTuple = [by: string, changed: bigint];
      export interface OutputObject {by: string, changed: bigint };
      export type Event = TypedContractEvent<InputTuple, OutputTuple, OutputObject>
      export type Filter = TypedDeferredTopicFilter<Event>
      export type Log = TypedEventLog<Event>
      export type LogDescription = TypedLogDescription<Event>
    }

  

  export interface SystemPause extends BaseContract {
    
    connect(runner?: ContractRunner | null): SystemPause;
    waitForDeployment(): Promise<this>;

    interface: SystemPauseInterface;

    
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


    
    
    MAX_MODULES: TypedContractMethod<
      [],
      [bigint],
      'view'
    >
    

    
    acceptOwnership: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    addModule: TypedContractMethod<
      [module: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    guardian: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    isModule: TypedContractMethod<
      [module: AddressLike, ],
      [boolean],
      'view'
    >
    

    
    modules: TypedContractMethod<
      [],
      [string[]],
      'view'
    >
    

    
    owner: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    pauseAll: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    paused: TypedContractMethod<
      [],
      [boolean],
      'view'
    >
    

    
    pendingOwner: TypedContractMethod<
      [],
      [string],
      'view'
    >
    

    
    refreshPausers: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    

    
    removeModule: TypedContractMethod<
      [module: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    renounceOwnership: TypedContractMethod<
      [],
      [void],
      'view'
    >
    

    
    setGuardian: TypedContractMethod<
      [newGuardian: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    transferOwnership: TypedContractMethod<
      [newOwner: AddressLike, ],
      [void],
      'nonpayable'
    >
    

    
    unpauseAll: TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >
    


    getFunction<T extends ContractMethod = ContractMethod>(key: string | FunctionFragment): T;

    getFunction(nameOrSignature: 'MAX_MODULES'): TypedContractMethod<
      [],
      [bigint],
      'view'
    >;
getFunction(nameOrSignature: 'acceptOwnership'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'addModule'): TypedContractMethod<
      [module: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'guardian'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'isModule'): TypedContractMethod<
      [module: AddressLike, ],
      [boolean],
      'view'
    >;
getFunction(nameOrSignature: 'modules'): TypedContractMethod<
      [],
      [string[]],
      'view'
    >;
getFunction(nameOrSignature: 'owner'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'pauseAll'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'paused'): TypedContractMethod<
      [],
      [boolean],
      'view'
    >;
getFunction(nameOrSignature: 'pendingOwner'): TypedContractMethod<
      [],
      [string],
      'view'
    >;
getFunction(nameOrSignature: 'refreshPausers'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'removeModule'): TypedContractMethod<
      [module: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'renounceOwnership'): TypedContractMethod<
      [],
      [void],
      'view'
    >;
getFunction(nameOrSignature: 'setGuardian'): TypedContractMethod<
      [newGuardian: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'transferOwnership'): TypedContractMethod<
      [newOwner: AddressLike, ],
      [void],
      'nonpayable'
    >;
getFunction(nameOrSignature: 'unpauseAll'): TypedContractMethod<
      [],
      [void],
      'nonpayable'
    >;

    getEvent(key: 'GuardianUpdated'): TypedContractEvent<GuardianUpdatedEvent.InputTuple, GuardianUpdatedEvent.OutputTuple, GuardianUpdatedEvent.OutputObject>;
getEvent(key: 'ModuleFailed'): TypedContractEvent<ModuleFailedEvent.InputTuple, ModuleFailedEvent.OutputTuple, ModuleFailedEvent.OutputObject>;
getEvent(key: 'ModuleUpdated'): TypedContractEvent<ModuleUpdatedEvent.InputTuple, ModuleUpdatedEvent.OutputTuple, ModuleUpdatedEvent.OutputObject>;
getEvent(key: 'OwnershipTransferStarted'): TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
getEvent(key: 'OwnershipTransferred'): TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
getEvent(key: 'PausedAll'): TypedContractEvent<PausedAllEvent.InputTuple, PausedAllEvent.OutputTuple, PausedAllEvent.OutputObject>;
getEvent(key: 'PausersUpdated'): TypedContractEvent<PausersUpdatedEvent.InputTuple, PausersUpdatedEvent.OutputTuple, PausersUpdatedEvent.OutputObject>;
getEvent(key: 'UnpausedAll'): TypedContractEvent<UnpausedAllEvent.InputTuple, UnpausedAllEvent.OutputTuple, UnpausedAllEvent.OutputObject>;

    filters: {
      
      'GuardianUpdated(address)': TypedContractEvent<GuardianUpdatedEvent.InputTuple, GuardianUpdatedEvent.OutputTuple, GuardianUpdatedEvent.OutputObject>;
      GuardianUpdated: TypedContractEvent<GuardianUpdatedEvent.InputTuple, GuardianUpdatedEvent.OutputTuple, GuardianUpdatedEvent.OutputObject>;
    

      'ModuleFailed(address,bool)': TypedContractEvent<ModuleFailedEvent.InputTuple, ModuleFailedEvent.OutputTuple, ModuleFailedEvent.OutputObject>;
      ModuleFailed: TypedContractEvent<ModuleFailedEvent.InputTuple, ModuleFailedEvent.OutputTuple, ModuleFailedEvent.OutputObject>;
    

      'ModuleUpdated(address,bool)': TypedContractEvent<ModuleUpdatedEvent.InputTuple, ModuleUpdatedEvent.OutputTuple, ModuleUpdatedEvent.OutputObject>;
      ModuleUpdated: TypedContractEvent<ModuleUpdatedEvent.InputTuple, ModuleUpdatedEvent.OutputTuple, ModuleUpdatedEvent.OutputObject>;
    

      'OwnershipTransferStarted(address,address)': TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
      OwnershipTransferStarted: TypedContractEvent<OwnershipTransferStartedEvent.InputTuple, OwnershipTransferStartedEvent.OutputTuple, OwnershipTransferStartedEvent.OutputObject>;
    

      'OwnershipTransferred(address,address)': TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
      OwnershipTransferred: TypedContractEvent<OwnershipTransferredEvent.InputTuple, OwnershipTransferredEvent.OutputTuple, OwnershipTransferredEvent.OutputObject>;
    

      'PausedAll(address,uint256)': TypedContractEvent<PausedAllEvent.InputTuple, PausedAllEvent.OutputTuple, PausedAllEvent.OutputObject>;
      PausedAll: TypedContractEvent<PausedAllEvent.InputTuple, PausedAllEvent.OutputTuple, PausedAllEvent.OutputObject>;
    

      'PausersUpdated(address)': TypedContractEvent<PausersUpdatedEvent.InputTuple, PausersUpdatedEvent.OutputTuple, PausersUpdatedEvent.OutputObject>;
      PausersUpdated: TypedContractEvent<PausersUpdatedEvent.InputTuple, PausersUpdatedEvent.OutputTuple, PausersUpdatedEvent.OutputObject>;
    

      'UnpausedAll(address,uint256)': TypedContractEvent<UnpausedAllEvent.InputTuple, UnpausedAllEvent.OutputTuple, UnpausedAllEvent.OutputObject>;
      UnpausedAll: TypedContractEvent<UnpausedAllEvent.InputTuple, UnpausedAllEvent.OutputTuple, UnpausedAllEvent.OutputObject>;
    
    };
  }