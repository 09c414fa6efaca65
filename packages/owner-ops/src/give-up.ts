import { isCodedError } from "@mvcrs/errors";
import { ownerErrors } from "../../errors.ts";
import type { Plan } from "../../plan.ts";
import type { Rpc } from "../../rpc.ts";
import { lockAccount } from "../execute/account-lock.ts";
import { attemptsOf } from "../execute/attempts.ts";
import { leftOpen } from "../execute/close-again.ts";
import { stop } from "../execute/end.ts";
import { type Journal, openJournal } from "../execute/journal.ts";
import { openPlans } from "../execute/kept-plans.ts";
import { lookAt } from "../execute/sight.ts";
import { textOf } from "./args.ts";
import { confirm } from "./confirm.ts";
import type { OwnerArgs } from "./flags.ts";
import type { OwnerIo, OwnerOutcome } from "./io.ts";
import { callerOf, endpointsOf } from "./settings.ts";

/**
 * Gives up an unfinished operation: what of it is mined is recorded, and every hash that was signed, so that one that
 * is mined after all is known as ours. Nothing is sent. Without a plan it lists those that are unfinished.
 *
 * @throws NO_SUCH_OPERATION, NOT_CONFIRMED, OPERATION_RUNNING, RECORD_FAILED
 */
export async function giveUp(args: OwnerArgs, io: OwnerIo): Promise<OwnerOutcome> {
  const wanted = textOf(args, "plan");
  const open = openPlans(io.journalFolder);
  const lines = open.map(
    ({ hash, kind, chainId, sender }) => `${hash}  ${kind} by ${sender} on chain ${chainId}`,
  );
  if (wanted === undefined)
    return {
      json: { ok: true, mode: "listed", unfinished: open.map(({ hash }) => hash) },
      text: lines.length === 0 ? "no operation is unfinished" : `unfinished operations:\n${lines.join("\n")}`,
      exitCode: 0,
    };
  const [plan, other] = open.filter(({ hash }) => hash.startsWith(wanted) && wanted.length >= 6);
  if (plan === undefined || other !== undefined)
    throw ownerErrors.create("NO_SUCH_OPERATION", { plan: wanted, unfinished: open.map(({ hash }) => hash) });
  const unlock = await lockAccount(
    io.journalFolder,
    plan.chainId,
    plan.sender,
    plan.kind === "pause" ? "pause" : "any",
  );
  try {
    await confirm(io, args, plan, `give up ${plan.kind} ${plan.hash.slice(0, 12)}`);
    const journal = openJournal(io.journalFolder, plan.hash);
    try {
      return await end(plan, journal, args, io);
    } finally {
      journal.close();
    }
  } finally {
    await unlock();
  }
}

async function end(plan: Plan, journal: Journal, args: OwnerArgs, io: OwnerIo): Promise<OwnerOutcome> {
  const [rpc] = endpointsOf(args, io);
  const seen = await whatBecame(plan, journal, rpc, io);
  const open = leftOpen(plan, journal);
  const names = open.map(({ name, address }) => `${name} ${address}`);
  await stop(plan, { caller: callerOf(args, io), recorder: io.recorder, now: io.now }, journal, "GIVEN_UP");
  return {
    json: { ok: open.length === 0, mode: "given-up", plan: plan.hash, transactions: seen, left_open: names },
    text: [
      `given up: plan ${plan.hash}`,
      ...seen.map(({ step, hash, state }) => `  step ${step}: ${hash} ${state}`),
      ...(names.length === 0 ? [] : [`IT LEFT OPEN: ${names.join(", ")}. Run owner pause now.`]),
    ].join("\n"),
    exitCode: open.length === 0 ? 0 : 1,
  };
}

interface Became {
  readonly step: number;
  readonly hash: string;
  readonly state: string;
}

/** Looks where the signed transactions are, and keeps in the journal what is mined. A lost node is no obstacle. */
async function whatBecame(plan: Plan, journal: Journal, rpc: Rpc, io: OwnerIo): Promise<readonly Became[]> {
  const signed = plan.steps.flatMap((_, index) =>
    attemptsOf(journal, index).map(({ hash }) => ({ index, hash })),
  );
  if (signed.length === 0) return [];
  try {
    const attempts = plan.steps.flatMap((_, index) => attemptsOf(journal, index));
    const { receipts, known } = await lookAt(rpc, plan.sender, attempts, attempts);
    return signed.map(({ index, hash }) => {
      const receipt = receipts.get(hash);
      if (receipt?.status === 1n)
        journal.append({
          type: "mined",
          at: new Date(io.now()).toISOString(),
          step: index,
          hash,
          blockNumber: receipt.blockNumber.toString(),
          gasUsed: receipt.gasUsed.toString(),
        });
      const state =
        receipt !== undefined
          ? `is in block ${receipt.blockNumber}${receipt.status === 1n ? "" : ", where it failed"}`
          : known.has(hash)
            ? "waits in the pool and may still be mined; the account's next operation takes its place"
            : "is not known to the node";
      return { step: index + 1, hash, state };
    });
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return signed.map(({ index, hash }) => ({
      step: index + 1,
      hash,
      state: `was signed; the node does not say more`,
    }));
  }
}
