import { type ChainClaim, describeChain, openPlans, type Plan } from "@selfplay/owner-ops/operate";
import { cliErrors } from "../../errors.ts";
import type { OwnerIo } from "./io.ts";
import { flagOf } from "./options/args.ts";
import type { OwnerArgs } from "./options/flags.ts";

/** Asks on the terminal unless the flag was given; false for any answer but yes, and where there is no terminal. */
export async function isConfirmed(
  io: OwnerIo,
  args: OwnerArgs,
  question: string,
  flag: string,
): Promise<boolean> {
  if (flagOf(args, flag)) return true;
  const answer = io.ask === undefined ? "" : await io.ask(`${question} Type yes: `);
  return answer.trim().toLowerCase() === "yes";
}

/** Says that nothing but one node vouches for the chain, and asks whether it is the one; a pause asks nothing. */
export async function isChainConfirmed(io: OwnerIo, args: OwnerArgs, claim: ChainClaim): Promise<boolean> {
  const { chain, chainId, endpoint, doubts, pauses } = claim;
  const what = `only ${endpoint} says that this is ${chain}${doubts.map((doubt) => `, and ${doubt}`).join("")}; --chain-id ${chainId} or a second --rpc-url vouches for it`;
  if (!pauses) return isConfirmed(io, args, `${what}. Sign for ${chain}?`, "accept-warnings");
  io.say(`WARNING: ${what}. A pause goes on.`);
  return true;
}

/** Asks for the plan's warnings, then for the plan. @throws NOT_CONFIRMED */
export async function confirm(io: OwnerIo, args: OwnerArgs, plan: Plan, what: string): Promise<void> {
  const asked = async (question: string, flag: string) => {
    if (!(await isConfirmed(io, args, question, flag)))
      throw cliErrors.create("NOT_CONFIRMED", { what: question });
  };
  for (const { ask, text } of plan.warnings) if (ask) await asked(`${text}.`, "accept-warnings");
  await asked(`${what} as ${plan.sender} on ${describeChain(plan.chainId)}?`, "yes");
}

/**
 * Asks before a slash where another host, or one whose journal is gone, has begun one that may be on the chain: a second report of the
 * same thing is a second slash, which nothing else stops. @throws NOT_CONFIRMED, what `unended` throws
 */
export async function confirmBesideOthers(io: OwnerIo, args: OwnerArgs, plan: Plan): Promise<void> {
  if (plan.kind !== "slash") return;
  const ours = new Set(openPlans(io.journalFolder).map(({ hash }) => hash));
  for (const { hash, at, actor } of await io.unended(plan)) {
    if (ours.has(hash)) continue;
    const question = `slash ${hash.slice(0, 12)}, begun ${at} by ${actor}, has no end in the log, and may be on the chain: finish it where it was begun. A second one?`;
    if (!(await isConfirmed(io, args, question, "accept-warnings")))
      throw cliErrors.create("NOT_CONFIRMED", { what: question });
  }
}
