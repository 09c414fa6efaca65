import { getAddress } from "ethers";
import { capSlash } from "../../caps.ts";
import { describeSlash } from "../../describe-slash.ts";
import type { RecordedSlash } from "../../receipt.ts";
import type { SlashWish } from "../../settle.ts";
import { formatSlashReason, slashKindOf } from "../../slash-reason.ts";
import { alertOf, alertOfUnpaid } from "../alert-of.ts";
import { refusalOf } from "../chain-problem.ts";
import { nowOf, type Run, roundIdOf, say, searchFrom, takeStep } from "../run.ts";

/** Sizes the slashes under the caps and notes them as intended. */
export async function planSlashes(run: Run, wishes: readonly SlashWish[]): Promise<void> {
  if (wishes.length === 0) return;
  const { view, slashing, caps, board, receipt } = run;
  const { validatorStake } = await view.arena.termsOf(roundIdOf(run));
  // The arena takes no other from an orchestrator.
  const recipient = getAddress(await view.arena.orchestratorRecipient());
  const at = nowOf(run);
  let takenInRound = 0n;
  const day = at.slice(0, 10);
  const known = board.slashedOn.day === day ? BigInt(board.slashedOn.amount) : 0n;
  const logged = await run.slashedInLog(day);
  let takenToday = logged > known ? logged : known;
  for (const { validator, cause } of wishes) {
    const wanted =
      cause.kind === "moderation"
        ? (slashing.moderation ?? validatorStake)
        : (slashing.autoSlash ?? validatorStake / 10n);
    const reportable = await view.reportableOf(roundIdOf(run), validator);
    const { amount, note } = capSlash(wanted, { caps, takenInRound, takenToday, reportable });
    takenInRound += amount;
    takenToday += amount;
    receipt.slashes.push({
      validator,
      reason: formatSlashReason(cause),
      state: amount > 0n ? "intended" : "withheld",
      amount: amount.toString(),
      recipient,
      at,
      note,
      transaction: null,
      alerted: false,
    });
  }
}

/** Takes what was intended, once, and sends the alerts about it and about who is not paid. */
export async function slashAll(run: Run): Promise<void> {
  for (const slash of run.receipt.slashes) {
    await takeSlash(run, slash);
    if (slash.state === "withheld" && !slash.alerted) say(run, describeSlash(slash, run.receipt));
    if (slash.alerted) continue;
    await run.alert(alertOf(run, slash));
    slash.alerted = true;
    await run.save();
  }
  for (const unpaid of run.receipt.unpaid) {
    if (unpaid.alert !== "due") continue;
    await run.alert(alertOfUnpaid(run, unpaid));
    unpaid.alert = "done";
    await run.save();
  }
  run.receipt.status.phase = "finalise";
}

/** Refusals that no later attempt changes; a pause, or a node's trouble, is none of them. */
const final = new Set([
  "AlreadyReported",
  "CapExceeded",
  "InvalidRecipient",
  "InsufficientStake",
  "ReportTooLarge",
  "ReportTooLate",
]);

/** The cap was used up elsewhere after the slash was planned. */
class CapUsedUp extends Error {}

async function takeSlash(run: Run, slash: RecordedSlash): Promise<void> {
  const { arena } = run.view;
  const roundId = roundIdOf(run);
  const { validator, reason, recipient } = slash;
  const look = async () => {
    // Who has reported this validator for this round with such a reason: a person may have been faster, and
    // nobody is punished twice for one thing.
    const filter = arena.filters.ValidatorMisconduct(roundId, validator);
    const events = await arena.queryFilter(filter, await searchFrom(run));
    const found = events.find(({ args }) => slashKindOf(args.reason) !== undefined);
    return found === undefined ? null : { hash: found.transactionHash, amount: found.args.amount.toString() };
  };
  let done = await look();
  if (done === null && slash.state !== "withheld")
    try {
      done = await takeStep(run, {
        name: `slash:${validator}`,
        look,
        request: async () => {
          // What was planned a while ago may be more than another host has left.
          const { perDay } = run.caps;
          if ((await run.slashedInLog(slash.at.slice(0, 10))) + BigInt(slash.amount) > perDay)
            throw new CapUsedUp(`${slash.amount} wanted, limited by the cap per day of ${perDay}`);
          return arena.reportValidatorMisconduct.populateTransaction(
            roundId,
            validator,
            BigInt(slash.amount),
            recipient,
            reason,
          );
        },
        read: ({ hash }) => ({ hash, amount: slash.amount }),
      });
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      const isFinal = thrown instanceof CapUsedUp || (refusal !== undefined && final.has(refusal));
      if (!isFinal) throw thrown;
      // The round must end all the same: its other participants wait for their stakes and rewards.
      const note =
        thrown instanceof CapUsedUp ? thrown.message : `the arena refuses ${slash.amount}: ${refusal}`;
      Object.assign(slash, { state: "withheld", amount: "0", note, transaction: null });
      await run.save();
    }
  if (done === null) return;
  slash.transaction = done.hash;
  slash.amount = done.amount;
  if (slash.state === "done") return;
  slash.state = "done";
  const { amount } = slash;
  say(run, describeSlash(slash, run.receipt), { validator, reason, amount, transaction: done.hash });
  await run.save();
}
