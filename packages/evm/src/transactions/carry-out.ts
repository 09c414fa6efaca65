import type { Receipt } from "../node-values.ts";
import { adoptSent } from "./adopt-sent.ts";
import { attemptsOf } from "./attempts.ts";
import { prepare } from "./prepare.ts";
import { runCall } from "./run-call.ts";
import { nonceFor, type Sending, timeOf } from "./sending.ts";
import { lookAt, type Sight } from "./sight.ts";
import { stateOf } from "./step-state.ts";
import { Turns } from "./turns.ts";

/** A call that was mined. Numbers in decimal; `step` counts from 1. */
export interface CallReceipt {
  readonly step: number;
  readonly transactionHash: string;
  readonly blockNumber: string;
  readonly gasUsed: string;
}

/**
 * Carries calls out, one after the other. Every turn looks at the chain, takes the first step that is not
 * confirmed on it, and does what its state asks for; a step that a reorganisation took back is the first one again.
 *
 * @throws STEP_FAILED, what `Turns.take` throws, what `rpc.request` throws
 */
export async function carryOut(to: Sending): Promise<readonly CallReceipt[]> {
  const steps = [...to.calls.keys()];
  let turns: Turns | undefined;
  for (;;) {
    for (const index of steps) await adoptSent(to, index);
    const attempts = steps.map((index) => attemptsOf(to.journal, index));
    const index = turns?.index ?? 0;
    // Nothing is signed yet: what the first transaction needs is requested in the same round trip as the first look.
    const ahead = turns === undefined && attempts.flat().length === 0 ? prepare(to, 0, []) : undefined;
    ahead?.catch(() => {});
    const sight = await lookAt(to.rpc, to.sender, attempts.flat(), attempts[index] ?? []);
    const confirmed: CallReceipt[] = [];
    for (const at of steps) {
      const state = stateOf(nonceFor(to, at), attempts[at] ?? [], sight, BigInt(to.confirmations));
      if (state.at !== "mined") break;
      if (state.receipt.status !== 1n) throw await failed(to, at, state.receipt);
      if (!state.deep) break;
      confirmed.push(await settle(to, at, state.receipt));
    }
    const next = confirmed.length;
    if (next === steps.length) return confirmed;
    if (turns?.index !== next) turns = new Turns(to, next);
    await turns.take(await sightOf(to, next, index, sight), ahead);
  }
}

// The look was at the transactions of the step before; those of this one were not asked for by hash yet.
async function sightOf(to: Sending, next: number, looked: number, sight: Sight): Promise<Sight> {
  const attempts = attemptsOf(to.journal, next);
  if (next === looked || attempts.length === 0) return sight;
  return lookAt(to.rpc, to.sender, attempts, attempts);
}

async function settle(to: Sending, index: number, receipt: Receipt): Promise<CallReceipt> {
  const { transactionHash } = receipt;
  const blockNumber = receipt.blockNumber.toString();
  const gasUsed = receipt.gasUsed.toString();
  const before = to.journal.entries().findLast((entry) => entry.type === "mined" && entry.step === index);
  if (before?.type !== "mined" || before.hash !== transactionHash || before.blockNumber !== blockNumber) {
    await to.journal.append({
      type: "mined",
      at: timeOf(to),
      step: index,
      hash: transactionHash,
      blockNumber,
      gasUsed,
    });
    to.say(`step ${index + 1}: in block ${blockNumber}, ${gasUsed} gas`);
  }
  return { step: index + 1, transactionHash, blockNumber, gasUsed };
}

async function failed(to: Sending, index: number, { transactionHash: hash, blockNumber }: Receipt) {
  await to.journal.append({ type: "failed", at: timeOf(to), step: index, hash });
  const step = to.calls[index];
  if (step === undefined) throw new TypeError(`there is no call ${index + 1}`);
  const { ok, revertData } = await runCall(to.rpc, to.sender, step, "latest");
  return to.failures.STEP_FAILED({
    step: index + 1,
    call: step.text,
    hash,
    explanation: ok ? "reverted: it would work now" : await to.explain(index, blockNumber, revertData),
  });
}
