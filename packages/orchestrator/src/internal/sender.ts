import { growingPause } from "@mvcrs/errors";
import { type AttemptEntry, carryOut, chainIdOf, latestBlock, nonceOf } from "@mvcrs/evm";
import { endpointOf, ethersSigner } from "@mvcrs/evm/ethers";
import type { JsonRpcApiProvider, Signer, TransactionReceipt } from "ethers";
import { orchestratorErrors } from "../errors.ts";
import { chainProblem, Reverted, revertReason } from "./chain-problem.ts";
import { NonceElsewhere, sendFailures } from "./send-failures.ts";

export interface SenderOptions {
  readonly signer: Signer;
  readonly provider: JsonRpcApiProvider;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The longest pause between two looks; the first ones are a 32nd of it and double, for chains that mine at once. */
  readonly pollMs: number;
  /** How long a transaction may take to be mined before the run gives up for now. */
  readonly waitMs: number;
  /** Wei; a transaction that would have to pay more waits. */
  readonly maxFeePerGas: bigint;
  readonly clock: () => number;
  readonly say: (text: string) => void;
}

interface Attempt {
  /** Names the step in messages. */
  readonly step: string;
  /** Noted down before the transaction leaves the machine. */
  readonly note: (nonce: number) => Promise<void>;
  readonly request: { readonly to: string; readonly data: string };
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

/** A round's call may go through every validator and student. */
const ampleGas = 5_000_000n;

/**
 * What keeps a transaction from happening twice: it is sent with the account's next nonce after the newest mined one. If
 * an earlier sending of it still waits in the pool, that one has this very nonce, and the chain takes only one of the
 * two; if it was mined, the caller has found its effect on the chain before it calls this.
 */
export function makeSender(options: SenderOptions): Sender {
  const { provider, pollMs, waitMs } = options;
  const rpc = endpointOf(provider);
  const signer = ethersSigner(options.signer);
  let waited = 0;
  const sleep = async (milliseconds: number): Promise<void> => {
    await options.sleep(milliseconds);
    waited += milliseconds;
  };

  const until = async <Value>(
    attempt: { readonly step: string; readonly nonce: number },
    look: () => Promise<Value | null>,
  ): Promise<Value> => {
    const begun = waited;
    for (let looks = 1; ; looks++) {
      const found = await look();
      if (found !== null) return found;
      if (waited - begun >= waitMs)
        throw orchestratorErrors.create("NOT_MINED", { ...attempt, waitedMs: waited - begun });
      const first = Math.max(1, Math.round(pollMs / 32));
      await sleep(Math.max(1, growingPause(looks, { first, most: pollMs })));
    }
  };

  return {
    async send({ step, note, request }) {
      try {
        const { address: sender } = await signer;
        const [nonce, chainId, block] = await Promise.all([
          nonceOf(rpc, sender, "latest"),
          chainIdOf(rpc),
          latestBlock(rpc),
        ]);
        await note(nonce);
        let reverted: Reverted | undefined;
        const entries: AttemptEntry[] = [];
        try {
          const [mined] = await carryOut({
            rpc,
            signer: await signer,
            calls: [{ ...request, text: step }],
            sender,
            chainId: chainId.toString(),
            firstNonce: nonce,
            since: block.number,
            // In memory: a run that is killed finds what it did by its effect, and what waits by its nonce.
            journal: { entries: () => entries, append: async (entry) => void entries.push(entry) },
            signedFor: () => undefined,
            explain: async (_, __, revertData) => {
              reverted = new Reverted(revertData);
              return revertReason(revertData) ?? "it reverts and does not say why";
            },
            failures: sendFailures(step, nonce, () => reverted),
            maxFeePerGas: options.maxFeePerGas,
            ampleGas,
            confirmations: 1,
            bumpAfterMs: 60_000,
            giveUpAfterMs: waitMs,
            pollMs,
            mayReplace: async () => false,
            assertMayGoOn: async () => {},
            now: options.clock,
            ticks: () => waited,
            sleep,
            say: options.say,
          });
          const hash = mined?.transactionHash ?? "";
          return await until({ step, nonce }, () => provider.getTransactionReceipt(hash));
        } catch (thrown) {
          if (!(thrown instanceof NonceElsewhere)) throw thrown;
          await until({ step, nonce }, async () =>
            (await nonceOf(rpc, sender, "latest")) > nonce ? true : null,
          );
          return undefined;
        }
      } catch (thrown) {
        throw chainProblem(step, thrown);
      }
    },
  };
}
