import { messageOf } from "@mvcrs/errors";
import { attemptsOf } from "@mvcrs/evm";
import { ownerErrors } from "../../errors.ts";
import type { ExecuteOptions } from "../../execute-options.ts";
import type { Plan } from "../../plan.ts";
import { planPause } from "../../plan-pause.ts";
import { attemptsIn, type Journal } from "./journal.ts";

const pausedGetter = "0x5c975abb";

interface Open {
  readonly name: string;
  readonly address: string;
}

/** Contracts that an operation has opened on its way, or may yet open, and has not closed again. */
export function leftOpen(plan: Plan, journal: Journal): readonly Open[] {
  // To unpause is what an unpause is for.
  if (plan.kind === "unpause") return [];
  const mined = new Set(journal.entries().flatMap((entry) => (entry.type === "mined" ? [entry.step] : [])));
  const open = new Map<string, Open>();
  for (const [index, { contract, changes }] of plan.steps.entries())
    for (const { target, data, desired } of changes) {
      if (data !== pausedGetter) continue;
      // What was submitted may still be mined.
      if (desired === "false" && attemptsOf(attemptsIn(journal), index).length > 0)
        open.set(target, { name: contract, address: target });
      if (desired === "true" && mined.has(index)) open.delete(target);
    }
  return [...open.values()];
}

/**
 * Closes again what an operation opened before it failed, by a pause of its own, and says so. The failure is thrown by
 * the caller.
 *
 * @throws LEFT_OPEN where it cannot be closed
 */
export async function closeAgain(
  plan: Plan,
  open: readonly Open[],
  failure: unknown,
  options: ExecuteOptions,
  execute: (pause: Plan, options: ExecuteOptions) => Promise<unknown>,
): Promise<void> {
  const { rpc, now, onProgress: say = () => {} } = options;
  const names = namesOf(open);
  say(`the operation failed (${messageOf(failure)}); closing again what it opened: ${names.join(", ")}`);
  const stillOpen = (left: readonly Open[], closing: string) =>
    ownerErrors.create(
      "LEFT_OPEN",
      { open: namesOf(left), failure: messageOf(failure), closing },
      { cause: failure },
    );
  const addressOf = (name: string) => open.find((one) => one.name === name)?.address;
  const request = { arena: addressOf("SelfPlayArena"), stakeManager: addressOf("StakeManager") };
  let pause: Plan;
  try {
    pause = await planPause(request, { rpc, now, sender: plan.sender, chainId: BigInt(plan.chainId) });
    if (pause.steps.length > 0)
      await execute(pause, { ...options, checked: undefined, mayReplace: async () => true });
  } catch (thrown) {
    throw stillOpen(open, messageOf(thrown));
  }
  // What does not answer, or obeys the sender no more, is left out of a pause.
  const left = open.filter(({ address }) => !seesTo(pause, address));
  if (left.length > 0) throw stillOpen(left, pause.warnings.map(({ text }) => text).join("; "));
  say(`closed again: ${names.join(", ")}`);
}

const namesOf = (open: readonly Open[]): readonly string[] =>
  open.map(({ name, address }) => `${name} ${address}`);

const seesTo = ({ steps, inPlace }: Plan, address: string): boolean =>
  inPlace.some(({ target }) => target === address) ||
  steps.some(({ changes }) =>
    changes.some(({ target, data }) => target === address && data === pausedGetter),
  );
