import { isCodedError } from "@mvcrs/errors";
import { keccak256 } from "ethers";
import { ownerErrors } from "../../errors.ts";
import { describeStep, type Plan, type PlanStep } from "../../plan.ts";
import type { StepReceipt } from "../../record.ts";
import type { Rpc } from "../../rpc.ts";
import type { OwnerSigner, UnsignedTransaction } from "../../signer.ts";
import { explainRevert } from "../explain.ts";
import {
  ask,
  hexBytes,
  latestBlock,
  nonceOf,
  quantity,
  type Receipt,
  receiptOf,
  revertDataOf,
  rpcErrorOf,
} from "../node-values.ts";
import { runStep } from "../run-step.ts";
import { currentFees, type Fees, raisedFees } from "./fees.ts";
import { findSent, isStep } from "./find-sent.ts";
import { type Journal, receiptOf as receiptInJournal } from "./journal.ts";

/** What sending needs; times in milliseconds. */
export interface Sending {
  readonly rpc: Rpc;
  readonly plan: Plan;
  readonly signer: OwnerSigner;
  readonly journal: Journal;
  /** Upper bound of what is paid per gas, in wei. */
  readonly maxFeePerGas: bigint;
  readonly confirmations: number;
  /** A transaction that waits longer is replaced by one with higher fees. */
  readonly bumpAfterMs: number;
  readonly giveUpAfterMs: number;
  readonly pollMs: number;
  readonly now: () => number;
  readonly ticks: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (text: string) => void;
}

// A node behind a load balancer may know the new nonce before the receipt; so many looks before it counts as foreign.
const looksBeforeForeign = 5;

/** Sends one step, or goes on with what the journal says was sent, and waits until it is confirmed. */
export async function sendStep(to: Sending, index: number): Promise<StepReceipt> {
  const { plan, journal } = to;
  const step = plan.steps[index];
  if (step === undefined) throw new TypeError(`the plan has no step ${index + 1}`);
  const mined = journal.entries().find((entry) => entry.type === "mined" && entry.step === index);
  if (mined?.type === "mined") return receiptInJournal(mined);
  if (attemptsOf(journal, index).length === 0 && !(await adopt(to, step, index)))
    await first(to, step, index);
  else await again(to, step, index);
  return wait(to, step, index);
}

interface Attempt {
  readonly hash: string;
  readonly raw: string | undefined;
  readonly fees: Fees;
}

function attemptsOf(journal: Journal, index: number): readonly Attempt[] {
  return journal.entries().flatMap((entry): readonly Attempt[] => {
    if (entry.type === "signed" && entry.step === index)
      return [
        {
          hash: entry.hash,
          raw: entry.raw,
          fees: {
            maxFeePerGas: BigInt(entry.maxFeePerGas),
            maxPriorityFeePerGas: BigInt(entry.maxPriorityFeePerGas),
          },
        },
      ];
    if (entry.type === "sent" && entry.step === index)
      return [{ hash: entry.hash, raw: undefined, fees: { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n } }];
    return [];
  });
}

const at = (to: Sending): string => new Date(to.now()).toISOString();
const nonceFor = ({ plan }: Sending, index: number): number => plan.nonce + index;

// The node was told to sign and send, and the process died before the answer: look whether it did.
async function adopt(to: Sending, step: PlanStep, index: number): Promise<boolean> {
  const told = to.journal.entries().findLast((entry) => entry.type === "sending" && entry.step === index);
  if (told?.type !== "sending") return false;
  const sent = await findSent(to.rpc, to.plan.sender, told.nonce, BigInt(told.fromBlock));
  if (sent === undefined) return false;
  if (!isStep(step, sent)) throw foreign(to, index);
  to.journal.append({ type: "sent", at: at(to), step: index, hash: sent.hash });
  return true;
}

async function first(to: Sending, step: PlanStep, index: number): Promise<void> {
  const { rpc, plan } = to;
  const nonce = nonceFor(to, index);
  // A node behind a load balancer may not have the block of the step before yet.
  let mined = await nonceOf(rpc, plan.sender, "latest");
  for (let looks = 0; mined < nonce && looks < 30; looks++) {
    await to.sleep(to.pollMs);
    mined = await nonceOf(rpc, plan.sender, "latest");
  }
  if (mined !== nonce || (await nonceOf(rpc, plan.sender, "pending")) > nonce) throw foreign(to, index);
  await assertStillWorks(to, step, index);
  await signAndSend(to, step, index, await currentFees(rpc, to.maxFeePerGas));
}

async function assertStillWorks(to: Sending, step: PlanStep, index: number): Promise<void> {
  const { ok, revertData } = await runStep(to.rpc, to.plan.sender, step, "latest");
  if (ok) return;
  const block = (await latestBlock(to.rpc)).number;
  const { error, text } = await explainRevert(to.rpc, block, step, to.plan.sender, revertData);
  throw ownerErrors.create("STEP_WOULD_REVERT", {
    step: index + 1,
    call: describeStep(step),
    explanation: `${error}: ${text}`,
  });
}

async function gasFor(to: Sending, step: PlanStep): Promise<bigint> {
  const call = { from: to.plan.sender, to: step.to, data: step.data };
  // A quarter on top: the state may move between the estimate and the block.
  return ((await ask(to.rpc, quantity, "eth_estimateGas", call)) * 5n) / 4n;
}

async function signAndSend(to: Sending, step: PlanStep, index: number, fees: Fees): Promise<void> {
  const { plan, signer, journal, rpc } = to;
  const transaction: UnsignedTransaction = {
    chainId: BigInt(plan.chainId),
    nonce: nonceFor(to, index),
    to: step.to,
    data: step.data,
    gasLimit: await gasFor(to, step),
    ...fees,
  };
  const inJournal = {
    at: at(to),
    step: index,
    nonce: transaction.nonce,
    maxFeePerGas: fees.maxFeePerGas.toString(),
    maxPriorityFeePerGas: fees.maxPriorityFeePerGas.toString(),
  };
  const raw = await signer.sign(transaction);
  if (raw !== undefined) {
    const hash = keccak256(raw);
    journal.append({ type: "signed", hash, raw, ...inJournal });
    to.say(`step ${index + 1}: ${describeStep(step)}: ${hash}`);
    await handIn(to, index, raw);
    return;
  }
  if (signer.send === undefined) throw ownerErrors.create("SIGNER_MISSING", { sender: plan.sender });
  const fromBlock = (await latestBlock(rpc)).number.toString();
  journal.append({ type: "sending", fromBlock, ...inJournal });
  const hash = await signer.send(transaction);
  journal.append({ type: "sent", at: at(to), step: index, hash });
  to.say(`step ${index + 1}: ${describeStep(step)}: ${hash}`);
}

/** Hands a signed transaction in; what a node says to one it has already is no failure. */
async function handIn(to: Sending, index: number, raw: string): Promise<void> {
  try {
    await ask(to.rpc, hexBytes, "eth_sendRawTransaction", raw);
  } catch (thrown) {
    const text = rpcErrorOf(thrown)?.text ?? "";
    if (/already (known|imported|exists)|known transaction|nonce (is )?too low/i.test(text)) return;
    const attempts = attemptsOf(to.journal, index);
    if (/underpriced|replacement/i.test(text)) {
      // Somebody else's transaction holds the nonce, unless it is one of ours that is to be replaced.
      if (attempts.length > 1) return;
      throw foreign(to, index);
    }
    if (/insufficient funds|doesn't have enough funds/i.test(text)) {
      const balance = await ask(to.rpc, quantity, "eth_getBalance", to.plan.sender, "latest");
      throw ownerErrors.create("FUNDS_TOO_LOW", {
        sender: to.plan.sender,
        balance: balance.toString(),
        needed: "more",
      });
    }
    throw thrown;
  }
}

async function again(to: Sending, step: PlanStep, index: number): Promise<void> {
  const attempts = attemptsOf(to.journal, index);
  const last = attempts.at(-1);
  to.say(`step ${index + 1}: ${describeStep(step)}: going on with ${last?.hash ?? ""}`);
  if ((await receiptAmong(to, attempts)) === undefined && last?.raw !== undefined)
    await handIn(to, index, last.raw);
}

async function receiptAmong(to: Sending, attempts: readonly Attempt[]): Promise<Receipt | undefined> {
  for (const { hash } of attempts.toReversed()) {
    const receipt = await receiptOf(to.rpc, hash);
    if (receipt !== undefined) return receipt;
  }
  return undefined;
}

async function wait(to: Sending, step: PlanStep, index: number): Promise<StepReceipt> {
  const { rpc, journal, plan } = to;
  const begun = to.ticks();
  let lastSent = begun;
  let looks = 0;
  for (;;) {
    const attempts = attemptsOf(journal, index);
    const receipt = await receiptAmong(to, attempts);
    if (receipt !== undefined) {
      const head = (await latestBlock(rpc)).number;
      if (head - receipt.blockNumber + 1n >= BigInt(to.confirmations))
        return settle(to, step, index, receipt);
    } else if ((await nonceOf(rpc, plan.sender, "latest")) > nonceFor(to, index)) {
      if (++looks >= looksBeforeForeign) throw foreign(to, index);
    } else if (to.ticks() - lastSent >= to.bumpAfterMs) {
      lastSent = to.ticks();
      await replace(to, step, index, attempts);
    }
    if (to.ticks() - begun >= to.giveUpAfterMs)
      throw ownerErrors.create("NOT_MINED", {
        step: index + 1,
        hashes: attempts.map(({ hash }) => hash),
        waitedMs: to.ticks() - begun,
      });
    await to.sleep(to.pollMs);
  }
}

async function replace(
  to: Sending,
  step: PlanStep,
  index: number,
  attempts: readonly Attempt[],
): Promise<void> {
  const last = attempts.at(-1);
  if (last?.raw === undefined) return;
  try {
    const fees = await raisedFees(to.rpc, last.fees, to.maxFeePerGas);
    if (fees === undefined) {
      to.say(`step ${index + 1} waits; the fee cap leaves no room to replace it`);
      await handIn(to, index, last.raw);
      return;
    }
    to.say(`step ${index + 1} waits; replacing it with ${fees.maxFeePerGas} wei per gas`);
    await signAndSend(to, step, index, fees);
  } catch (thrown) {
    // The estimate reverts once the original is in: the next look finds its receipt.
    const passing =
      revertDataOf(thrown) !== undefined || (isCodedError(thrown) && thrown.code === "FEE_ABOVE_CAP");
    if (!passing) throw thrown;
  }
}

async function settle(to: Sending, step: PlanStep, index: number, receipt: Receipt): Promise<StepReceipt> {
  const { journal } = to;
  const hash = receipt.transactionHash;
  if (receipt.status !== 1n) {
    journal.append({ type: "failed", at: at(to), step: index, hash });
    const { ok, revertData } = await runStep(to.rpc, to.plan.sender, step, "latest");
    const why = ok
      ? { error: "reverted", text: "it would work now" }
      : await explainRevert(to.rpc, receipt.blockNumber, step, to.plan.sender, revertData);
    throw ownerErrors.create("STEP_FAILED", {
      step: index + 1,
      call: describeStep(step),
      hash,
      explanation: `${why.error}: ${why.text}`,
    });
  }
  const blockNumber = receipt.blockNumber.toString();
  const gasUsed = receipt.gasUsed.toString();
  const entry = { type: "mined" as const, at: at(to), step: index, hash, blockNumber, gasUsed };
  journal.append(entry);
  to.say(`step ${index + 1}: in block ${blockNumber}, ${gasUsed} gas`);
  return receiptInJournal(entry);
}

const foreign = (to: Sending, index: number) =>
  ownerErrors.create("NONCE_TAKEN", {
    step: index + 1,
    nonce: nonceFor(to, index),
    sender: to.plan.sender,
  });
