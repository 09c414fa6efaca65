import { moduleInterface } from "@mvcrs/evm";
import type { ExpectedEvent } from "../../plan.ts";
import { explain } from "../explain.ts";
import { readFlag, tryAddress } from "../typed-reads.ts";
import type { Contract, Module, System } from "./contracts.ts";
import { addStep, alreadyInPlace, type Draft, expectEvent, type Wanted } from "./draft.ts";

type Verb = "pause" | "unpause";

const asModule = (contract: Contract): Contract => ({ ...contract, abi: moduleInterface });

const pausedChange = (contract: Contract, verb: Verb): Wanted => ({
  contract: asModule(contract),
  getter: "paused",
  current: verb === "unpause",
  desired: verb === "pause",
});

const pausedEvent = (contract: Contract, verb: Verb, by: string): ExpectedEvent =>
  expectEvent(contract, verb === "pause" ? "Paused" : "Unpaused", [by]);

/** Pauses or unpauses one contract, unless it already is as wanted. */
export async function pauseModule(
  draft: Draft,
  contract: Contract,
  verb: Verb,
  reason?: string,
): Promise<void> {
  const paused = await readFlag(draft.reader, asModule(contract), "paused");
  if (paused === (verb === "pause")) {
    alreadyInPlace(draft, contract, "paused", paused);
    return;
  }
  await pauseStep(draft, contract, verb, reason);
}

/** The step alone, for plans in which the state at that point is known to be the other one. */
export async function pauseStep(
  draft: Draft,
  contract: Contract,
  verb: Verb,
  reason?: string,
): Promise<void> {
  await addStep(draft, {
    contract: asModule(contract),
    fn: verb,
    right: "pauser",
    changes: [pausedChange(contract, verb)],
    expects: [expectEvent(contract, verb === "pause" ? "Paused" : "Unpaused", null)],
    reason: reason ?? (verb === "pause" ? `stop ${contract.name}` : `let ${contract.name} run again`),
  });
}

/** Steps for a SystemPause; returns the addresses of the modules that are dealt with. */
export async function addPauseSteps(draft: Draft, system: System, verb: Verb): Promise<ReadonlySet<string>> {
  if (system.kind === "switch") {
    if (system.paused === (verb === "pause")) alreadyInPlace(draft, system, "paused", system.paused);
    else await pauseStep(draft, system, verb);
    return new Set();
  }
  const wanted = verb === "pause";
  // What is opened has to be what was looked at; what is paused may be anything.
  if (!wanted) await Promise.all(system.modules.map(({ address }) => draft.reader.hasCode(address)));
  const open = system.modules.filter(({ paused }) => paused === !wanted);
  for (const module of system.modules)
    if (module.paused === wanted) alreadyInPlace(draft, module, "paused", wanted);
    else if (module.paused === undefined) await passOver(draft, module, verb);
  const together = await worksAtOnce(draft, system, open, verb);
  const done = together.length > 0 && (await allAtOnce(draft, system, together, open, verb)) ? together : [];
  for (const module of open)
    if (!done.includes(module))
      await pauseStep(
        draft,
        module,
        verb,
        done.length > 0
          ? `it does not obey ${verb}All`
          : `${verb}All would revert, since some modules are there already or do not obey it: module by module`,
      );
  return new Set(system.modules.map(({ address }) => address));
}

// A module that does not say whether it is paused keeps no other from it; nothing is opened next to one.
async function passOver(draft: Draft, module: Module, verb: Verb): Promise<void> {
  if (verb === "unpause") await readFlag(draft.reader, module, "paused");
  notAnswering(draft, `${module.name} ${module.address} does not say whether it is paused`);
}

/** Says that something may stay unpaused, because it could not be asked. */
export function notAnswering(draft: Draft, what: string): void {
  draft.warnings.push({
    code: "NOT_ANSWERING",
    text: `${what}; this plan does not see to it`,
    ask: false,
  });
}

/**
 * What one call for all deals with; empty where it would revert, as it does as a whole when one module does not obey it,
 * the field's also when one is in the wanted state already. Ours goes past those: whoever may call nothing but `pauseAll`,
 * as the guardian, pauses the others with it.
 */
async function worksAtOnce(
  draft: Draft,
  system: System & { readonly modules: readonly Module[] },
  open: readonly Module[],
  verb: Verb,
): Promise<readonly Module[]> {
  if (system.kind === "eight" && open.length < system.modules.length) return [];
  const obeying: Module[] = [];
  for (const module of open)
    for (const getter of ["pauser", "owner"]) {
      if ((await tryAddress(draft.reader, module, getter)) !== system.address) continue;
      obeying.push(module);
      break;
    }
  return obeying.length === open.length || (system.kind === "registry" && verb === "pause") ? obeying : [];
}

/** Adds the one call for all; takes it back where a pause would fail as a whole, and single ones may not. */
async function allAtOnce(
  draft: Draft,
  system: System,
  together: readonly Module[],
  open: readonly Module[],
  verb: Verb,
): Promise<boolean> {
  // How many it changes is certain only where all of them obey.
  const counted = together.length === open.length ? [draft.sender, together.length] : null;
  const own =
    system.kind === "registry"
      ? [expectEvent(system, verb === "pause" ? "PausedAll" : "UnpausedAll", counted)]
      : [];
  await addStep(draft, {
    contract: system,
    fn: `${verb}All`,
    right: "owner",
    changes: together.map((module) => pausedChange(module, verb)),
    expects: [...together.map((module) => pausedEvent(module, verb, system.address)), ...own],
    reason: verb === "pause" ? "stop the whole system at once" : "let the whole system run again",
  });
  const step = draft.steps.at(-1);
  if (verb === "unpause" || step === undefined) return true;
  if ((await draft.reader.revertOf(draft.sender, step.to, step.data)) === undefined) return true;
  draft.steps.pop();
  return false;
}

/**
 * Pauses what obeys the sender and says what does not: a step that fails by itself is left out with a warning, since
 * pausing one contract needs no other. Where nothing at all works the steps stay, and the simulation says why.
 */
export async function leaveOutWhatFails(draft: Draft): Promise<void> {
  const { reader, sender, steps } = draft;
  const reverts = await Promise.all(steps.map(({ to, data }) => reader.revertOf(sender, to, data)));
  if (reverts.every((revert) => revert !== undefined)) return;
  const failing = steps.flatMap((step, index) => {
    const revert = reverts[index];
    return revert === undefined ? [] : [{ step, revert }];
  });
  for (const { step, revert } of failing) {
    const { error, text } = await explain(reader, step, sender, revert);
    draft.warnings.push({
      code: "NOT_OURS",
      text: `${step.contract} ${step.target} is not paused by this plan: ${error}: ${text}`,
      ask: false,
    });
    steps.splice(steps.indexOf(step), 1);
  }
}
