import { isCodedError } from "@mvcrs/errors";
import { greater } from "../bigints.ts";
import { ask, isUnsupported, latestBlock, quantity, revertDataOf, rpcErrorOf } from "../node-values.ts";
import type { Attempt } from "./attempts.ts";
import { type Market, marketOf } from "./fees.ts";
import { runCall } from "./run-call.ts";
import type { Call, Sending } from "./sending.ts";

/** What a step needs to be signed: the fees of now, and its gas limit. */
export interface Prepared {
  readonly market: Market;
  readonly gasLimit: bigint;
}

/**
 * Finds what the next attempt of a step needs. The gas limit of a replacement is that of the first attempt: an estimate
 * would run on a state in which the first may have been done already, and revert.
 *
 * @throws STEP_WOULD_REVERT where the call would fail on the state of now
 */
export async function prepare(to: Sending, index: number, attempts: readonly Attempt[]): Promise<Prepared> {
  const step = to.calls[index];
  if (step === undefined) throw new TypeError(`there is no call ${index + 1}`);
  const known = gasLimitAfter(attempts);
  const [market, gasLimit] = await Promise.all([marketOf(to.rpc), known ?? estimate(to, step, index)]);
  return { market, gasLimit };
}

function gasLimitAfter(attempts: readonly Attempt[]): bigint | undefined {
  const known = attempts.filter(({ gasLimit }) => gasLimit !== undefined);
  const [first, last] = [known[0], known.at(-1)];
  if (first?.gasLimit === undefined || last?.gasLimit === undefined) return undefined;
  if (last.refused?.means === "gas-low") return last.gasLimit * 2n;
  if (last.refused?.means !== "gas-high") return last.gasLimit;
  // Never below the estimate itself, to the last unit: less than that is mined and fails.
  const least = (first.gasLimit * 4n + 4n) / 5n;
  const cap = /cap:? (\d{4,12})/.exec(last.refused.text)?.[1];
  return cap === undefined ? least : greater(BigInt(cap), least);
}

async function estimate(to: Sending, step: Call, index: number): Promise<bigint> {
  const call = { from: to.sender, to: step.to, data: step.data };
  // A node that lags behind the step before sees a world in which this one fails; a revert has to stand.
  for (let looks = 1; ; looks++) {
    try {
      // A quarter on top: the state may move between the estimate and the block.
      return ((await ask(to.rpc, quantity, "eth_estimateGas", call)) * 5n) / 4n;
    } catch (thrown) {
      if (!isCodedError(thrown) || rpcErrorOf(thrown) === undefined) throw thrown;
      const { ok, revertData } = await runCall(to.rpc, to.sender, step, "latest");
      // The call works: the node only cannot estimate it.
      if (ok && (isUnsupported(thrown) || revertDataOf(thrown) === undefined || looks > 1))
        return to.ampleGas;
      if (!ok && (index === 0 || looks >= 3)) throw await wouldRevert(to, step, index, revertData);
    }
    await to.sleep(to.pollMs);
  }
}

/** Looks whether a step that was signed before still works on the state of now. @throws STEP_WOULD_REVERT */
export async function assertStillWorks(to: Sending, index: number): Promise<void> {
  const step = to.calls[index];
  if (step === undefined) throw new TypeError(`there is no call ${index + 1}`);
  for (let looks = 1; ; looks++) {
    const { ok, revertData } = await runCall(to.rpc, to.sender, step, "latest");
    if (ok) return;
    if (looks >= 3) throw await wouldRevert(to, step, index, revertData);
    await to.sleep(to.pollMs);
  }
}

async function wouldRevert(to: Sending, step: Call, index: number, revertData: string): Promise<Error> {
  const block = (await latestBlock(to.rpc)).number;
  return to.failures.STEP_WOULD_REVERT({
    step: index + 1,
    call: step.text,
    explanation: await to.explain(index, block, revertData),
  });
}
