import type { RoleHolders } from "@selfplay/owner-ops";
import {
  assertCanSend,
  carryThrough,
  formatPlan,
  handOutBatch,
  type Looked,
  simulateThrough,
} from "@selfplay/owner-ops/operate";
import { confirm, confirmBesideOthers } from "./confirm.ts";
import { giveUp } from "./give-up.ts";
import { holdersOf } from "./holders.ts";
import type { OwnerIo, OwnerOutcome } from "./io.ts";
import { asksForChanges, planFrom } from "./make-plan.ts";
import { flagOf, need, textOf } from "./options/args.ts";
import type { OwnerArgs, OwnerVerb } from "./options/flags.ts";
import { endpointsOf, type Settings, settingsOf, withLivingEndpoint } from "./options/settings.ts";
import { assertHolds, readPlan, write } from "./plan-file.ts";
import { replacementFor } from "./replacement.ts";
import { holdersOutcome, type Mode, outcomeOf } from "./show/outcome.ts";
import { renderPlan } from "./show/render.ts";
import { finishEarlier } from "./unfinished.ts";

export type { OwnerIo, OwnerOutcome } from "./io.ts";

/**
 * Runs one owner command: plans, simulates, shows, asks, carries out, verifies. With `--dry-run`, `--out` or `--safe`
 * nothing is sent. Throws coded errors; an outcome of 1 is a dry run whose plan would fail, or a pause that had to
 * leave something out.
 */
export async function runOwnerCommand(verb: OwnerVerb, args: OwnerArgs, io: OwnerIo): Promise<OwnerOutcome> {
  if (verb === "give-up") return giveUp(args, io);
  if (verb === "set-roles" && textOf(args, "list-from-block") !== undefined && !asksForChanges(args))
    return holdersOutcome(
      need(await holdersOf(args, endpointsOf(args, io)[0]), "list-from-block", "to list"),
    );
  // Every option is read before anything is asked of the chain.
  const wish = verb === "apply" ? undefined : planFrom(verb, args);
  const given = wish === undefined ? readPlan(io, textOf(args, "plan")) : undefined;
  const pauses = (given?.kind ?? verb) === "pause";
  const reached = pauses && !flagOf(args, "autonomous") ? await withLivingEndpoint(args, io) : args;
  const settings = await settingsOf(reached, io);
  if (settings.sends && settings.signer !== undefined) {
    const done = await finishEarlier(reached, io, settings, settings.signer, { verb, pauses, given, wish });
    if (done !== undefined) return outcomeOf("executed", done.plan, undefined, done);
  }
  const look = async (): Promise<Looked> => {
    const fresh = given && (await assertHolds(given, settings.planOptions, io, textOf(args, "plan")));
    const plan = given ?? (await wish?.plan(settings.planOptions));
    if (plan === undefined) throw new TypeError("no plan");
    const block = (fresh ?? plan).block;
    return {
      plan,
      blockHash: block.hash,
      simulation: await simulateThrough(plan, settings, BigInt(block.number)),
    };
  };
  const looked = await look();
  const holders = await holdersOf(args, settings.rpc);
  if (!settings.sends) return written(looked, settings, io, holders);
  if (looked.plan.steps.length === 0)
    return outcomeOf("nothing-to-do", looked.plan, looked.simulation, undefined, holders);
  const signer = assertCanSend(looked, settings.signer);
  const { plan } = looked;
  io.say(renderPlan(plan, looked.simulation));
  await confirmBesideOthers(io, args, plan);
  await confirm(io, args, plan, `send ${plan.steps.length} transaction${plan.steps.length === 1 ? "" : "s"}`);
  const execution = await carryThrough(looked, {
    execution: { ...settings.execution, signer },
    mayReplace: (planned) => replacementFor(planned, io, args),
    again: pauses && given === undefined ? look : undefined,
    onOvertaken: (why) => io.say(`${why}; planning the pause again`),
    onPlanned: (next) => io.say(renderPlan(next.plan, next.simulation)),
  });
  if (execution === undefined) return outcomeOf("nothing-to-do", plan, looked.simulation, undefined, holders);
  return outcomeOf("executed", execution.plan, looked.simulation, execution, holders);
}

async function written(
  { plan, simulation }: Looked,
  settings: Settings,
  io: OwnerIo,
  holders: RoleHolders | undefined,
): Promise<OwnerOutcome> {
  const { outPath, safePath } = settings;
  if (outPath !== undefined) write(io, outPath, formatPlan(plan));
  if (safePath !== undefined) {
    const batch = await handOutBatch(plan, simulation, {
      ...io,
      caller: settings.caller,
      dryRun: settings.dryRun,
    });
    write(io, safePath, `${JSON.stringify(batch, undefined, 2)}\n`);
  }
  const mode: Mode = outPath === undefined && safePath === undefined ? "dry-run" : "written";
  return outcomeOf(mode, plan, simulation, undefined, holders);
}
