import type { Rpc } from "@mvcrs/evm";
import type { RoleHolders } from "@selfplay/owner-ops";
import { ownerErrors } from "@selfplay/owner-ops/operate";
import { addressOf, wholeOf } from "./options/args.ts";
import type { OwnerArgs } from "./options/flags.ts";

/** Who holds the roles, where that is asked for. @throws MISSING_OPTION, what `listRoleHolders` throws */
export async function holdersOf(args: OwnerArgs, rpc: Rpc): Promise<RoleHolders | undefined> {
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
