import { keccak256 } from "ethers/crypto";
import { formatUnits } from "ethers/utils";
import { lesser } from "../bigints.ts";
import { ask, chainIdOf, latestBlock, quantity } from "../node-values.ts";
import type { UnsignedTransaction } from "../signer.ts";
import { type Attempt, attemptsOf } from "./attempts.ts";
import { type Fees, marketOf } from "./fees.ts";
import { type HandedIn, handIn } from "./hand-in.ts";
import { nextFees, raise } from "./next-fees.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { nonceFor, type Sending, timeOf } from "./sending.ts";

/**
 * Signs the next attempt of a step and submits it. Undefined where the cap leaves no room for one that a node would
 * take in place of the last; nothing is signed then. `before`: the attempts to take into account.
 *
 * @throws STEP_WOULD_REVERT, SIGNER_MISSING, FEE_ABOVE_CAP, NODE_REFUSES; the last two only where none of `before` may be in a pool
 */
export async function attempt(
  to: Sending,
  index: number,
  before: readonly Attempt[],
  held?: Fees,
  ahead?: Promise<Prepared>,
): Promise<HandedIn | undefined> {
  const { market, gasLimit } = await (ahead ?? prepare(to, index, before));
  const tooDear = before.at(-1)?.refused?.means === "funds";
  const cap = tooDear ? lesser(to.maxFeePerGas, await affordable(to, gasLimit)) : to.maxFeePerGas;
  const next = nextFees(market, before, cap, held);
  if ("needed" in next) {
    if (before.some(({ refused }) => refused === undefined)) return undefined;
    const last = before.at(-1);
    if (tooDear) await assertFunds(to, before.at(-1));
    // Nobody has named what would do: the cap is where the guessing ends.
    if (!next.named && last !== undefined) throw nodeRefuses(to, index, last);
    throw to.failures.FEE_ABOVE_CAP({
      who: held === undefined ? "the network" : "taking the place of what waits",
      needed: next.needed.toString(),
      cap: cap.toString(),
    });
  }
  await to.assertMayGoOn();
  return signAndSend(to, index, gasLimit, next.fees);
}

async function signAndSend(to: Sending, index: number, gasLimit: bigint, fees: Fees): Promise<HandedIn> {
  const { calls, signer, journal, rpc } = to;
  const step = calls[index];
  if (step === undefined) throw new TypeError(`there is no call ${index + 1}`);
  const transaction: UnsignedTransaction = {
    chainId: BigInt(to.chainId),
    nonce: nonceFor(to, index),
    to: step.to,
    data: step.data,
    gasLimit,
    ...(fees.legacy ? { gasPrice: fees.max } : { maxFeePerGas: fees.max, maxPriorityFeePerGas: fees.tip }),
  };
  const inJournal = {
    at: timeOf(to),
    step: index,
    nonce: transaction.nonce,
    maxFeePerGas: fees.max.toString(),
    maxPriorityFeePerGas: fees.tip.toString(),
  };
  const raw = await signer.sign(transaction);
  if (raw !== undefined) {
    const hash = keccak256(raw);
    await journal.append({
      type: "signed",
      hash,
      raw,
      ...inJournal,
      ...(fees.legacy ? { legacy: true } : {}),
    });
    to.say(`step ${index + 1}: ${step.text}: ${hash}`);
    return handInAgain(to, index, hash, raw);
  }
  if (signer.send === undefined) throw to.failures.SIGNER_MISSING({ sender: to.sender });
  const fromBlock = (await latestBlock(rpc)).number.toString();
  await journal.append({ type: "sending", fromBlock, ...inJournal });
  const hash = await signer.send(transaction);
  await journal.append({ type: "sent", at: timeOf(to), step: index, hash });
  to.say(`step ${index + 1}: ${step.text}: ${hash}`);
  return { kind: "taken" };
}

/** Submits a signed transaction, and keeps what the node refused. @throws FUNDS_TOO_LOW, WRONG_CHAIN */
export async function handInAgain(to: Sending, index: number, hash: string, raw: string): Promise<HandedIn> {
  const { journal, say } = to;
  const answer = await handIn(to.rpc, hash, raw);
  const known = attemptsOf(journal, index).find((one) => one.hash === hash);
  if (answer.kind === "taken" && known?.refused !== undefined)
    await journal.append({ type: "taken", at: timeOf(to), step: index, hash });
  if (answer.kind !== "refused") return answer;
  const { means, text } = answer.why;
  say(`step ${index + 1}: the node refuses it: ${text}`);
  // These two can be looked up, and end the operation only where the look confirms them.
  if (means === "chain" || (means === "funds" && !(await canOfferLess(to, known)))) {
    await (means === "funds" ? assertFunds(to, known) : assertChain(to));
    return { kind: "unsure", thrown: answer.thrown };
  }
  await journal.append({ type: "refused", at: timeOf(to), step: index, hash, means, text });
  return answer;
}

/** The node's own words, and what it was offered at last. */
export function nodeRefuses(to: Sending, index: number, { refused, fees }: Attempt): Error {
  const step = to.calls[index];
  return to.failures.NODE_REFUSES({
    step: index + 1,
    call: step === undefined ? "" : step.text,
    text: refused?.text ?? "",
    offered: `${formatUnits(fees.max, "gwei")} gwei per gas${fees.legacy ? "" : `, ${formatUnits(fees.tip, "gwei")} of it as a tip`}`,
  });
}

const balanceOf = ({ rpc, sender }: Sending): Promise<bigint> =>
  ask(rpc, quantity, "eth_getBalance", sender, "latest");

/** The most per gas that the account can pay. */
const affordable = async (to: Sending, gasLimit: bigint): Promise<bigint> => (await balanceOf(to)) / gasLimit;

/** Whether less than the refused offer would still be mined, after one block's rise of the base fee. */
async function canOfferLess(to: Sending, refused: Attempt | undefined): Promise<boolean> {
  if (to.offersWhatItHas !== true || refused?.gasLimit === undefined) return false;
  const [most, { base }] = await Promise.all([affordable(to, refused.gasLimit), marketOf(to.rpc)]);
  return most < refused.fees.max && most >= raise(base);
}

async function assertFunds(to: Sending, last: Attempt | undefined): Promise<void> {
  const balance = await balanceOf(to);
  const needed = last?.gasLimit === undefined ? undefined : last.gasLimit * last.fees.max;
  if (needed === undefined || balance < needed)
    throw to.failures.FUNDS_TOO_LOW({
      sender: to.sender,
      balance: balance.toString(),
      needed: needed?.toString() ?? "more",
    });
}

async function assertChain(to: Sending): Promise<void> {
  const found = (await chainIdOf(to.rpc)).toString();
  if (found !== to.chainId) throw to.failures.WRONG_CHAIN({ wanted: to.chainId, found });
}
