import type { FailureErrors } from "@mvcrs/evm";
import { orchestratorErrors } from "../errors.ts";

/** The nonce of a step is another transaction's: an earlier sending of the step, where nobody else uses the account. */
export class NonceElsewhere extends Error {}

/** What goes wrong on the way of a step's transaction, in the orchestrator's words. */
export function sendFailures(step: string, nonce: number, reverted: () => unknown): FailureErrors {
  const failed = (problem: string) => orchestratorErrors.create("CHAIN_FAILED", { step, problem });
  const refused = (problem: string) =>
    orchestratorErrors.create("TRANSACTION_REVERTED", { step, problem }, { cause: reverted() });
  const elsewhere = () => new NonceElsewhere();
  return {
    FEE_ABOVE_CAP: ({ who, needed, cap }) => failed(`${who} wants ${needed} wei per gas, the cap is ${cap}`),
    FUNDS_TOO_LOW: ({ sender, balance, needed }) =>
      failed(`${sender} has ${balance} wei, and it may cost ${needed} wei`),
    WRONG_CHAIN: ({ wanted, found }) => failed(`the node is on chain ${found}, not on ${wanted}`),
    SIGNER_MISSING: ({ sender }) => failed(`there is no key to sign with for ${sender}`),
    STEP_WOULD_REVERT: ({ explanation }) => refused(explanation),
    STEP_FAILED: ({ hash, explanation }) => refused(`${hash} failed: ${explanation}`),
    NODE_REFUSES: ({ text, offered }) =>
      failed(`the node does not take it: ${text}; the last one offered ${offered}`),
    NONCE_HELD: elsewhere,
    NONCE_TAKEN: elsewhere,
    NONCE_UNCLEAR: elsewhere,
    SUPERSEDED: elsewhere,
    NOT_MINED: ({ waitedMs }) => orchestratorErrors.create("NOT_MINED", { step, nonce, waitedMs }),
  };
}
