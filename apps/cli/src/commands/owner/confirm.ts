import type { Plan } from "@selfplay/owner-ops/operate";
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

/** Asks for the plan's warnings, then for the plan. @throws NOT_CONFIRMED */
export async function confirm(io: OwnerIo, args: OwnerArgs, plan: Plan, what: string): Promise<void> {
  const asked = async (question: string, flag: string) => {
    if (!(await isConfirmed(io, args, question, flag)))
      throw cliErrors.create("NOT_CONFIRMED", { what: question });
  };
  for (const { ask, text } of plan.warnings) if (ask) await asked(`${text}.`, "accept-warnings");
  await asked(`${what} as ${plan.sender} on chain ${plan.chainId}?`, "yes");
}
