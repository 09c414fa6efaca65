import type { Rpc, TransactionSigner } from "@mvcrs/evm";
import type { RoleHolders } from "@selfplay/owner-ops";
import {
  type Execution,
  executePlan,
  failuresOf,
  formatPlan,
  handOutBatch,
  ownerErrors,
  type Plan,
  type Simulation,
  simulatePlan,
} from "@selfplay/owner-ops/operate";
import { confirm } from "./confirm.ts";
import { giveUp } from "./give-up.ts";
import type { OwnerIo, OwnerOutcome } from "./io.ts";
import { asksForChanges, planFrom } from "./make-plan.ts";
import { addressOf, need, textOf, wholeOf } from "./options/args.ts";
import type { OwnerArgs, OwnerVerb } from "./options/flags.ts";
import { endpointsOf, type Settings, settingsOf } from "./options/settings.ts";
import { canBePlannedAgain, replacementFor } from "./pause-through.ts";
import { assertHolds, readPlan, write } from "./plan-file.ts";
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
  const settings = await settingsOf(args, io);
  const given = wish === undefined ? readPlan(io, textOf(args, "plan")) : undefined;
  const pauses = (given?.kind ?? verb) === "pause";
  if (settings.sends && settings.signer !== undefined) {
    const done = await finishEarlier(args, io, settings, settings.signer, { verb, pauses, given, wish });
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
  const signer = assertCanSend(looked, settings);
  const { plan } = looked;
  io.say(renderPlan(plan, looked.simulation));
  await confirm(io, args, plan, `send ${plan.steps.length} transaction${plan.steps.length === 1 ? "" : "s"}`);
  const again = pauses && given === undefined ? look : undefined;
  const execution = await carryThrough(looked, again, settings, signer, args, io);
  if (execution === undefined) return outcomeOf("nothing-to-do", plan, looked.simulation, undefined, holders);
  return outcomeOf("executed", execution.plan, looked.simulation, execution, holders);
}

interface Looked {
  readonly plan: Plan;
  readonly blockHash: string;
  readonly simulation: Simulation;
}

const mostPlans = 5;

/**
 * Carries a plan out. A pause that the world moves away from is planned and sent again, until all of it is paused:
 * undefined where somebody else has done what was left.
 */
async function carryThrough(
  first: Looked,
  again: (() => Promise<Looked>) | undefined,
  settings: Settings,
  signer: TransactionSigner,
  args: OwnerArgs,
  io: OwnerIo,
): Promise<Execution | undefined> {
  let looked = first;
  let unverified = 0;
  for (let plans = 1; ; plans++) {
    const { plan, blockHash, simulation } = looked;
    const checked = { blockHash, simulation };
    try {
      const mayReplace = replacementFor(plan, io, args);
      return await executePlan(plan, { ...settings.execution, signer, checked, mayReplace });
    } catch (thrown) {
      if (again === undefined || plans >= mostPlans || !canBePlannedAgain(thrown)) throw thrown;
      // A contract that takes the call and stays unpaused would take another one as well.
      if (thrown.code === "NOT_VERIFIED" && ++unverified > 1) throw thrown;
      io.say(`${thrown.summary}; planning the pause again`);
    }
    looked = await again();
    if (looked.plan.steps.length === 0) return undefined;
    assertCanSend(looked, settings);
    io.say(renderPlan(looked.plan, looked.simulation));
  }
}

/** @throws SIMULATION_FAILED, MULTISIG_REQUIRED, SIGNER_MISSING */
function assertCanSend({ plan, simulation }: Looked, { signer }: Settings): TransactionSigner {
  if (!simulation.ok)
    throw ownerErrors.create("SIMULATION_FAILED", { failures: failuresOf(simulation), simulation });
  if (plan.multisig !== null)
    throw ownerErrors.create("MULTISIG_REQUIRED", { sender: plan.sender, ...plan.multisig });
  if (signer === undefined) throw ownerErrors.create("SIGNER_MISSING", { sender: plan.sender });
  return signer;
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

async function simulateThrough(plan: Plan, { rpc, secondRpc }: Settings, block: bigint): Promise<Simulation> {
  const simulation = await simulatePlan(rpc, plan, block);
  if (secondRpc === undefined) return simulation;
  const other = await simulatePlan(secondRpc, plan, block);
  const outcomes = ({ steps }: Simulation) => steps.map(({ outcome, error }) => `${outcome} ${error ?? ""}`);
  const mine = outcomes(simulation);
  // A node that cannot simulate in sequence proves less; only what both have run can disagree.
  const comparable = simulation.method !== "separate" && other.method !== "separate";
  const differences = outcomes(other).flatMap((outcome, index) =>
    outcome === mine[index]
      ? []
      : [`simulation of step ${index + 1}: ${rpc.label} ${mine[index] ?? ""}, ${secondRpc.label} ${outcome}`],
  );
  if ((comparable || simulation.ok !== other.ok) && differences.length > 0)
    throw ownerErrors.create("ENDPOINTS_DISAGREE", { differences });
  return simulation;
}

async function holdersOf(args: OwnerArgs, rpc: Rpc): Promise<RoleHolders | undefined> {
  const since = wholeOf(args, "list-from-block", "blocks");
  if (since === undefined) return undefined;
  const contracts = { arena: addressOf(args, "arena"), stakeManager: addressOf(args, "stake-manager") };
  if (contracts.arena === undefined && contracts.stakeManager === undefined)
    throw ownerErrors.create("MISSING_OPTION", {
      option: "--arena",
      why: "roles are held in an arena or, with --stake-manager, in a stake manager",
    });
  const { listRoleHolders } = await import("@selfplay/owner-ops");
  return listRoleHolders(rpc, contracts, since);
}
