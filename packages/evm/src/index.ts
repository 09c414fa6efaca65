// What every part of this project that talks to an EVM chain uses.

// The endpoint.

export { type HttpRpcOptions, httpRpc, type Rpc } from "./rpc/http-rpc.ts";

// What nodes answer, read by schema.

export { type LogRange, logsOf } from "./logs.ts";
export {
  ask,
  type Block,
  blockAt,
  blockSchema,
  callRaw,
  chainIdOf,
  existingBlockAt,
  hexBytes,
  isUnsupported,
  latestBlock,
  logSchema,
  type MinedLog,
  type NodeLog,
  nonceOf,
  quantity,
  type Receipt,
  receiptOf,
  revertDataOf,
  rpcErrorOf,
  toQuantity,
} from "./node-values.ts";

// What their refusals mean.

export { type Meaning, meaningOf, meaningTexts, nodeAnswers, wantedFees } from "./node-answers.ts";

// Contracts: their ABIs as far as both the field's and ours share them.

export { type Abi, abiOf } from "./abi/abi.ts";
export { arenaInterface } from "./abi/arena.ts";
export { errorInterface } from "./abi/contract-errors.ts";
export { stakeInterface } from "./abi/stake-manager.ts";
export { fieldModules, moduleInterface, safeInterface, systemInterface } from "./abi/system-pause.ts";

// What people typed.

export { parseAddress, parseWhole } from "./addresses.ts";
export { greater, lesser } from "./bigints.ts";

// Who signs.

export {
  keystoreSigner,
  privateKeySigner,
  type TransactionSigner,
  type UnsignedTransaction,
  unlockedSigner,
} from "./signer.ts";

// Transactions: signed, submitted, replaced, looked for, until they are on the chain.

export { type Attempt, attemptsOf, signedHashes } from "./transactions/attempts.ts";
export { type CallReceipt, carryOut } from "./transactions/carry-out.ts";
export type { FailureErrors } from "./transactions/failures.ts";
export { capped, marketFees, marketOf } from "./transactions/fees.ts";
export { type AttemptEntry, type AttemptJournal, attemptEntries } from "./transactions/journal.ts";
export { type CallOutcome, runCall } from "./transactions/run-call.ts";
export type { Call, Held, Sending } from "./transactions/sending.ts";
export { lookAt, type Sight } from "./transactions/sight.ts";
export { describeShown } from "./transactions/turns.ts";

// What goes wrong.

export { evmErrors } from "./errors.ts";
