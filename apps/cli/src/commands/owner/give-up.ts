import { findOpenPlan, type GivenUp, giveUpPlan, openPlans, type Plan } from "@selfplay/owner-ops/operate";
import { confirm } from "./confirm.ts";
import type { OwnerIo, OwnerOutcome } from "./io.ts";
import { textOf } from "./options/args.ts";
import type { OwnerArgs } from "./options/flags.ts";
import { callerOf, endpointsOf } from "./options/settings.ts";

/**
 * Gives up an unfinished operation; without a plan it lists those that are unfinished.
 *
 * @throws NO_SUCH_OPERATION, NOT_CONFIRMED, OPERATION_RUNNING, RECORD_FAILED
 */
export async function giveUp(args: OwnerArgs, io: OwnerIo): Promise<OwnerOutcome> {
  const wanted = textOf(args, "plan");
  if (wanted === undefined) return listed(openPlans(io.journalFolder));
  const plan = findOpenPlan(io.journalFolder, wanted);
  const [rpc] = endpointsOf(args, io);
  const given = await giveUpPlan(plan, {
    rpc,
    caller: callerOf(args, io),
    recorder: io.recorder,
    journalFolder: io.journalFolder,
    now: io.now,
    confirm: () => confirm(io, args, plan, `give up ${plan.kind} ${plan.hash.slice(0, 12)}`),
  });
  return outcomeOf(plan, given);
}

const listed = (open: readonly Plan[]): OwnerOutcome => {
  const lines = open.map(
    ({ hash, kind, chainId, sender }) => `${hash}  ${kind} by ${sender} on chain ${chainId}`,
  );
  return {
    json: { ok: true, mode: "listed", unfinished: open.map(({ hash }) => hash) },
    text: lines.length === 0 ? "no operation is unfinished" : `unfinished operations:\n${lines.join("\n")}`,
    exitCode: 0,
  };
};

const outcomeOf = ({ hash: plan }: Plan, { transactions, leftOpen }: GivenUp): OwnerOutcome => ({
  json: { ok: leftOpen.length === 0, mode: "given-up", plan, transactions, leftOpen },
  text: [
    `given up: plan ${plan}`,
    ...transactions.map(({ step, hash, state }) => `  step ${step}: ${hash} ${state}`),
    ...(leftOpen.length === 0 ? [] : [`IT LEFT OPEN: ${leftOpen.join(", ")}. Run owner pause now.`]),
  ].join("\n"),
  exitCode: leftOpen.length === 0 ? 0 : 1,
});
