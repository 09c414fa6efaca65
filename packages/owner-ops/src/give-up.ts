import { isCodedError } from "@mvcrs/errors";
import type { Rpc } from "@mvcrs/evm";
import { attemptsOf, lookAt, type Sight } from "@mvcrs/evm";
import { ownerErrors } from "./errors.ts";
import type { Caller } from "./guard.ts";
import { lockAccount } from "./internal/execute/account-lock.ts";
import { leftOpen } from "./internal/execute/close-again.ts";
import { stop } from "./internal/execute/end.ts";
import { attemptsIn, type Journal, openJournal } from "./internal/execute/journal.ts";
import { openPlans } from "./internal/execute/kept-plans.ts";
import type { Plan } from "./plan.ts";
import type { OwnerRecorder } from "./record.ts";

export interface GiveUpOptions {
  readonly rpc: Rpc;
  readonly caller: Caller;
  readonly recorder: OwnerRecorder;
  readonly journalFolder: string;
  readonly now: () => number;
  /** Asks whether to; it throws where the answer is no. */
  readonly confirm: () => Promise<void>;
}

export interface GivenUp {
  /** Every transaction that was signed for the plan, and what became of it. */
  readonly transactions: readonly Became[];
  /** Contracts that the operation opened and did not close again, each with its address. */
  readonly leftOpen: readonly string[];
}

/**
 * The unfinished plan whose hash starts with `start`, of any account.
 *
 * @throws NO_SUCH_OPERATION where there is none, or more than one, or `start` is shorter than six digits
 */
export function findOpenPlan(journalFolder: string, start: string): Plan {
  const open = openPlans(journalFolder);
  const [plan, other] = open.filter(({ hash }) => hash.startsWith(start) && start.length >= 6);
  if (plan === undefined || other !== undefined)
    throw ownerErrors.create("NO_SUCH_OPERATION", { plan: start, unfinished: open.map(({ hash }) => hash) });
  return plan;
}

/**
 * Gives up an unfinished operation: what of it is mined is recorded, and every hash that was signed, so that one that
 * is mined after all is known as ours. Nothing is sent.
 *
 * @throws OPERATION_RUNNING, RECORD_FAILED, what `confirm` throws
 */
export async function giveUpPlan(plan: Plan, options: GiveUpOptions): Promise<GivenUp> {
  const { journalFolder, rpc, caller, recorder, now, confirm } = options;
  const { chainId, sender, kind } = plan;
  const unlock = await lockAccount(journalFolder, chainId, sender, kind === "pause" ? "pause" : "any");
  try {
    await confirm();
    const journal = await openJournal(journalFolder, plan.hash);
    try {
      const transactions = await whatBecame(plan, journal, rpc, now);
      const open = leftOpen(plan, journal).map(({ name, address }) => `${name} ${address}`);
      await stop(plan, { caller, recorder, now }, journal, "GIVEN_UP");
      return { transactions, leftOpen: open };
    } finally {
      await journal.close();
    }
  } finally {
    await unlock();
  }
}

interface Became {
  readonly step: number;
  readonly hash: string;
  readonly state: string;
}

/** Looks where the signed transactions are, and keeps in the journal what is mined. A lost node is no obstacle. */
async function whatBecame(
  plan: Plan,
  journal: Journal,
  rpc: Rpc,
  now: () => number,
): Promise<readonly Became[]> {
  const signed = plan.steps.flatMap((_, index) =>
    attemptsOf(attemptsIn(journal), index).map(({ hash }) => ({ index, hash })),
  );
  if (signed.length === 0) return [];
  const attempts = plan.steps.flatMap((_, index) => attemptsOf(attemptsIn(journal), index));
  const sight = await lookAt(rpc, plan.sender, attempts, attempts).catch((thrown: unknown) => {
    if (!isCodedError(thrown)) throw thrown;
    return undefined;
  });
  for (const { index, hash } of signed) {
    const receipt = sight?.receipts.get(hash);
    if (receipt?.status === 1n)
      await journal.append({
        type: "mined",
        at: new Date(now()).toISOString(),
        step: index,
        hash,
        blockNumber: receipt.blockNumber.toString(),
        gasUsed: receipt.gasUsed.toString(),
      });
  }
  return signed.map(({ index, hash }) => ({ step: index + 1, hash, state: stateOf(sight, hash) }));
}

function stateOf(sight: Sight | undefined, hash: string): string {
  if (sight === undefined) return "was signed; the node does not say more";
  const receipt = sight.receipts.get(hash);
  if (receipt !== undefined)
    return `is in block ${receipt.blockNumber}${receipt.status === 1n ? "" : ", where it failed"}`;
  return sight.known.has(hash)
    ? "waits in the pool and may still be mined; the account's next operation takes its place"
    : "is not known to the node";
}
