import { isError, type Signer, type TransactionReceipt, type TransactionRequest } from "ethers";
import { orchestratorErrors } from "../errors.ts";
import { chainProblem } from "./chain-problem.ts";

export interface SenderOptions {
  readonly signer: Signer;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The longest pause between two looks; the first ones are a 32nd of it and double, for chains that mine at once. */
  readonly pollMs: number;
  /** How long a transaction may take to be mined before the run gives up for now. */
  readonly waitMs: number;
}

interface Attempt {
  /** Names the step in messages. */
  readonly step: string;
  /** Noted down before the transaction leaves the machine. */
  readonly note: (nonce: number) => Promise<void>;
  readonly request: TransactionRequest;
}

/** Sends one transaction at a time for an account that nobody else uses. */
export interface Sender {
  /**
   * Sends and waits. `undefined` where the nonce was used by an earlier sending of the same step: the caller looks at
   * the chain for what that one did.
   *
   * @throws CHAIN_FAILED, TRANSACTION_REVERTED, NOT_MINED
   */
  send(attempt: Attempt): Promise<TransactionReceipt | undefined>;
}

/**
 * What keeps a transaction from happening twice: it is sent with the account's next nonce after the newest mined one. If
 * an earlier sending of it still waits in the pool, that one has this very nonce, and the chain takes only one of the
 * two; if it was mined, the caller has found its effect on the chain before it calls this.
 */
export function makeSender({ signer, sleep, pollMs, waitMs }: SenderOptions): Sender {
  const provider = signer.provider;
  if (provider === null) throw new TypeError("the signer has no provider");

  const until = async <Value>(
    attempt: { readonly step: string; readonly nonce: number },
    look: () => Promise<Value | null>,
  ): Promise<Value> => {
    let waited = 0;
    for (
      let pause = Math.max(1, Math.round(pollMs / 32));
      ;
      pause = Math.max(1, Math.min(2 * pause, pollMs))
    ) {
      const found = await look();
      if (found !== null) return found;
      if (waited >= waitMs) throw orchestratorErrors.create("NOT_MINED", { ...attempt, waitedMs: waited });
      await sleep(pause);
      waited += pause;
    }
  };

  return {
    async send({ step, note, request }) {
      try {
        const account = await signer.getAddress();
        const nonce = await provider.getTransactionCount(account, "latest");
        await note(nonce);
        try {
          const { hash } = await signer.sendTransaction({ ...request, nonce });
          const receipt = await until({ step, nonce }, () => provider.getTransactionReceipt(hash));
          if (receipt.status === 0)
            throw orchestratorErrors.create("TRANSACTION_REVERTED", { step, problem: `${hash} failed` });
          return receipt;
        } catch (thrown) {
          if (!isNonceTaken(thrown)) throw thrown;
          await until({ step, nonce }, async () =>
            (await provider.getTransactionCount(account, "latest")) > nonce ? true : null,
          );
          return undefined;
        }
      } catch (thrown) {
        throw chainProblem(step, thrown);
      }
    },
  };
}

const isNonceTaken = (thrown: unknown): boolean =>
  isError(thrown, "REPLACEMENT_UNDERPRICED") ||
  isError(thrown, "NONCE_EXPIRED") ||
  // Nodes have no code for it: the same bytes are in the pool already.
  (thrown instanceof Error && /already (?:known|imported)/i.test(thrown.message));
