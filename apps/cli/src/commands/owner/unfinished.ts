import { messageOf } from "@mvcrs/errors";
import { chainIdOf, type TransactionSigner } from "@mvcrs/evm";
import {
  canBePlannedAgain,
  type Execution,
  executePlan,
  openPlans,
  type Plan,
  unfinishedPlans,
} from "@selfplay/owner-ops/operate";
import { confirm } from "./confirm.ts";
import type { OwnerIo } from "./io.ts";
import { isWishOf, type Wish } from "./make-plan.ts";
import type { OwnerArgs, OwnerVerb } from "./options/flags.ts";
import type { Settings } from "./options/settings.ts";
import { replacementFor } from "./replacement.ts";
import { renderExecution, renderPlan } from "./show/render.ts";

/**
 * Resumes what an earlier run began. A pause waits for none of it: it resumes the same pause alone, and
 * names the others.
 *
 * @returns the execution of the given plan, or of this very request, where that is what was begun: a report of
 * misconduct that was cut off and is asked for again is one report
 */
export async function finishEarlier(
  args: OwnerArgs,
  io: OwnerIo,
  settings: Settings,
  signer: TransactionSigner,
  wanted: {
    readonly verb: OwnerVerb;
    readonly pauses: boolean;
    readonly given: Plan | undefined;
    readonly wish: Wish | undefined;
  },
): Promise<Execution | undefined> {
  // A person's pause does not wait for a journal to be fixed either: what an earlier run did, the chain shows.
  const forgiving = wanted.pauses && settings.caller.kind === "human";
  const listed = (read: () => readonly Plan[]) => (forgiving ? orNone(io, read) : read());
  if (listed(() => openPlans(io.journalFolder)).length === 0) return undefined;
  const chainId = (await chainIdOf(settings.rpc)).toString();
  for (const begun of listed(() => unfinishedPlans(io.journalFolder, chainId, signer.address))) {
    const short = begun.hash.slice(0, 12);
    if (wanted.pauses && begun.kind !== "pause") {
      io.say(`plan ${short} (${begun.kind}) is unfinished; a pause does not wait for it`);
      continue;
    }
    io.say(`an earlier operation was cut off; going on with it first:\n${renderPlan(begun)}`);
    io.say(`to give it up instead: mvcrs owner give-up ${short}`);
    await confirm(io, args, begun, "go on with it");
    try {
      const mayReplace = replacementFor(begun, io, args);
      const done = await executePlan(begun, { ...settings.execution, signer, mayReplace });
      // A pause looks for what is left all the same.
      if (begun.hash === wanted.given?.hash || (!wanted.pauses && isAskedAgain(wanted, begun))) return done;
      io.say(renderExecution(done));
    } catch (thrown) {
      // The pause that was cut off cannot be resumed; a new one can be made.
      if (!wanted.pauses || !canBePlannedAgain(thrown)) throw thrown;
      io.say(`it has no way on: ${thrown.summary}`);
    }
  }
  return undefined;
}

function orNone(io: OwnerIo, read: () => readonly Plan[]): readonly Plan[] {
  try {
    return read();
  } catch (thrown) {
    io.say(`WARNING: what was begun before cannot be read: ${messageOf(thrown)}; the pause goes on`);
    return [];
  }
}

const verbOf: Readonly<Record<Plan["kind"], OwnerVerb>> = {
  pause: "pause",
  unpause: "unpause",
  roles: "set-roles",
  params: "set-params",
  slash: "slash",
};

const isAskedAgain = (
  { verb, wish }: { readonly verb: OwnerVerb; readonly wish: Wish | undefined },
  begun: Plan,
): boolean => wish !== undefined && verbOf[begun.kind] === verb && isWishOf(wish, begun);
