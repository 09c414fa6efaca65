import { describeShown } from "@mvcrs/evm";
import type { ExecuteOptions, Plan } from "@selfplay/owner-ops/operate";
import { isConfirmed } from "./confirm.ts";
import type { OwnerIo } from "./io.ts";
import { flagOf } from "./options/args.ts";
import type { OwnerArgs } from "./options/flags.ts";

/**
 * What is said to a transaction that waits where the plan should go. `--replace-pending` takes its place for any
 * operation. A pause asks, and `--yes` answers that too: it never waits for another's transaction.
 */
export function replacementFor(
  plan: Plan,
  io: OwnerIo,
  args: OwnerArgs,
): NonNullable<ExecuteOptions["mayReplace"]> {
  return async ({ nonce, sender, shown }) => {
    if (flagOf(args, "replace-pending")) return true;
    if (plan.kind !== "pause") return false;
    const what = describeShown(shown);
    const question = `nonce ${nonce} of ${sender} is held by ${what}, which was not signed here. Replace it with the pause?`;
    if (flagOf(args, "yes")) io.say(`${question} --yes says so.`);
    return isConfirmed(io, args, question, "yes");
  };
}
