import type { Receipt } from "@mvcrs/evm";
import { ownerErrors } from "../../errors.ts";
import { describeStep } from "../../plan.ts";
import type { StepReceipt } from "../../record.ts";
import { explainRevert } from "../explain.ts";
import { runStep } from "../run-step.ts";
import { adoptSent } from "./adopt-sent.ts";
import { attemptsOf } from "./attempts.ts";
import { prepare } from "./prepare.ts";
import { nonceFor, type Sending, timeOf } from "./sending.ts";
import { lookAt, type Sight } from "./sight.ts";
import { stateOf } from "./step-state.ts";
import { Turns } from "./turns.ts";

/**
 * Carries the steps of a plan out, one after the other. Every turn looks at the chain, takes the first step that is not
 * confirmed on it, and does what its state asks for; a step that a reorganisation took back is the first one again.
 *
 * @throws what Turns throws, STEP_FAILED, and RPC errors
 */
export async function carrySteps(to: Sending): Promise<readonly StepReceipt[]> {
  const steps = [...to.plan.steps.keys()];
  let turns: Turns | undefined;
  for (;;) {
    for (const index of steps) await adoptSent(to, index);
    const attempts = steps.map((index) => attemptsOf(to.journal, index));
    const index = turns?.index ?? 0;
    // Nothing is signed yet: what the first transaction needs is asked for in the trip of the first look.
    const ahead = turns === undefined && attempts.flat().length === 0 ? prepare(to, 0, []) : undefined;
    ahead?.catch(() => {});
    const sight = await lookAt(to.rpc, to.plan.sender, attempts.flat(), attempts[index] ?? []);
    const confirmed: StepReceipt[] = [];
    for (const at of steps) {
      const state = stateOf(nonceFor(to, at), attempts[at] ?? [], sight, BigInt(to.confirmations));
      if (state.at !== "mined") break;
      if (state.receipt.status !== 1n) throw await failed(to, at, state.receipt);
      if (!state.deep) break;
      confirmed.push(settle(to, at, state.receipt));
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
  return lookAt(to.rpc, to.plan.sender, attempts, attempts);
}

function settle(to: Sending, index: number, receipt: Receipt): StepReceipt {
  const { transactionHash } = receipt;
  const blockNumber = receipt.blockNumber.toString();
  const gasUsed = receipt.gasUsed.toString();
  const before = to.journal.entries().findLast((entry) => entry.type === "mined" && entry.step === index);
  if (before?.type !== "mined" || before.hash !== transactionHash || before.blockNumber !== blockNumber) {
    to.journal.append({
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
  to.journal.append({ type: "failed", at: timeOf(to), step: index, hash });
  const step = to.plan.steps[index];
  if (step === undefined) throw new TypeError(`the plan has no step ${index + 1}`);
  const { ok, revertData } = await runStep(to.rpc, to.plan.sender, step, "latest");
  const why = ok
    ? { error: "reverted", text: "it would work now" }
    : await explainRevert(to.rpc, blockNumber, step, to.plan.sender, revertData);
  return ownerErrors.create("STEP_FAILED", {
    step: index + 1,
    call: describeStep(step),
    hash,
    explanation: `${why.error}: ${why.text}`,
  });
}
