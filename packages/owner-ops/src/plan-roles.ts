import { ownerErrors } from "./errors.ts";
import { type Contract, identify } from "./internal/plan/contracts.ts";
import { addStep, alreadyInPlace, type Draft, expectEvent } from "./internal/plan/draft.ts";
import { isSystemPause } from "./internal/plan/route.ts";
import { makePlan, type PlanOptions } from "./internal/plan/start.ts";
import { readAddress, readFlag } from "./internal/typed-reads.ts";
import type { Plan } from "./plan.ts";

/** Which accounts lose and get which role. Addresses in EIP-55 form. */
export interface RolesRequest {
  readonly arena?: string | undefined;
  readonly stakeManager?: string | undefined;
  readonly revokeOrchestrators?: readonly string[];
  readonly allowOrchestrators?: readonly string[];
  readonly revokeLockManagers?: readonly string[];
  readonly allowLockManagers?: readonly string[];
  /** New owner of the arena; on arenas with two-step ownership it still has to accept. */
  readonly transferArenaTo?: string | undefined;
}

/**
 * Plans a rotation of roles: every revocation before any grant, a handover last.
 *
 * @throws NOTHING_TO_DO, MISSING_OPTION, CONFLICTING_OPTIONS, STRANDS_ARENA, NO_CODE, WRONG_CONTRACT, WRONG_CHAIN,
 * ENDPOINTS_DISAGREE, what `rpc.request` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { describeStep, planRoles } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const operator = "0x00000000000000000000000000000000000000AA";
 * const request = { arena: process.env["ARENA"], allowOrchestrators: [operator] };
 * const { steps } = await planRoles(request, { rpc, now: Date.now });
 * assert.deepEqual(steps.map(describeStep), [`SelfPlayArena.setOrchestrator(${operator}, true)`]);
 * ```
 */
export function planRoles(request: RolesRequest, options: PlanOptions): Promise<Plan> {
  const { revokeOrchestrators = [], allowOrchestrators = [], transferArenaTo } = request;
  const { revokeLockManagers = [], allowLockManagers = [] } = request;
  const ofArena = revokeOrchestrators.length + allowOrchestrators.length;
  const ofStakes = revokeLockManagers.length + allowLockManagers.length;
  if (ofArena + ofStakes === 0 && transferArenaTo === undefined)
    throw ownerErrors.create("NOTHING_TO_DO", { verb: "roles" });
  need(ofArena > 0 || transferArenaTo !== undefined, request.arena, "--arena", "orchestrators are named");
  need(ofStakes > 0, request.stakeManager, "--stake-manager", "lock managers are named");
  refuseBoth(revokeOrchestrators, allowOrchestrators, "orchestrator");
  refuseBoth(revokeLockManagers, allowLockManagers, "lock-manager");

  return makePlan("roles", { ...request }, options, async (reader, chainId) => {
    const { arena: arenaAddress, stakeManager } = request;
    const arena =
      arenaAddress === undefined
        ? undefined
        : await identify(reader, "SelfPlayArena", "--arena", arenaAddress, chainId);
    const stakes =
      stakeManager === undefined
        ? undefined
        : await identify(reader, "StakeManager", "--stake-manager", stakeManager, chainId);
    return {
      contracts: [arena, stakes].filter((contract) => contract !== undefined),
      async fill(draft) {
        for (const [allowed, orchestrators, managers] of [
          [false, revokeOrchestrators, revokeLockManagers],
          [true, allowOrchestrators, allowLockManagers],
        ] as const) {
          if (arena !== undefined)
            for (const account of orchestrators)
              await setRole(draft, arena, orchestratorRole, account, allowed);
          if (stakes !== undefined)
            for (const account of managers) await setRole(draft, stakes, lockManagerRole, account, allowed);
        }
        if (arena !== undefined && transferArenaTo !== undefined)
          await handOver(draft, arena, transferArenaTo);
      },
    };
  });
}

const orchestratorRole = {
  getter: "orchestrators",
  setter: "setOrchestrator",
  event: "OrchestratorUpdated",
  noun: "orchestrator",
};
const lockManagerRole = {
  getter: "validatorLockManagers",
  setter: "setValidatorLockManager",
  event: "ValidatorLockManagerUpdated",
  noun: "validator lock manager",
};

async function setRole(
  draft: Draft,
  contract: Contract,
  role: typeof orchestratorRole,
  account: string,
  allowed: boolean,
): Promise<void> {
  const current = await readFlag(draft.reader, contract, role.getter, account);
  if (current === allowed) {
    alreadyInPlace(draft, contract, `${role.getter}(${account})`, current);
    return;
  }
  await addStep(draft, {
    contract,
    fn: role.setter,
    args: [account, allowed],
    right: "owner",
    changes: [{ contract, getter: role.getter, args: [account], current, desired: allowed }],
    expects: [expectEvent(contract, role.event, [account, allowed])],
    reason: `${account} ${allowed ? "becomes" : "is no longer"} ${role.noun}`,
  });
}

async function handOver(draft: Draft, arena: Contract, newOwner: string): Promise<void> {
  if (await isSystemPause(draft.reader, newOwner))
    throw ownerErrors.create("STRANDS_ARENA", { arena: arena.address, newOwner });
  const current = await readAddress(draft.reader, arena, "owner");
  if (current === newOwner) {
    alreadyInPlace(draft, arena, "owner", current);
    return;
  }
  const pending = await draft.reader.read(arena.name, arena.address, arena.abi, "pendingOwner");
  const twoStep = pending !== undefined;
  draft.warnings.push({
    code: "OWNERSHIP",
    text: twoStep
      ? `${newOwner} has to call acceptOwnership() before it owns the arena`
      : `${newOwner} owns the arena at once and for good; a wrong address cannot be undone`,
    ask: true,
  });
  await addStep(draft, {
    contract: arena,
    fn: "transferOwnership",
    args: [newOwner],
    right: "owner",
    changes: twoStep
      ? [{ contract: arena, getter: "pendingOwner", current: pending[0], desired: newOwner }]
      : [{ contract: arena, getter: "owner", current, desired: newOwner }],
    expects: [
      expectEvent(arena, twoStep ? "OwnershipTransferStarted" : "OwnershipTransferred", [current, newOwner]),
    ],
    reason: `${newOwner} becomes the owner of the arena`,
  });
}

function need(wanted: boolean, value: string | undefined, option: string, why: string): void {
  if (wanted && value === undefined) throw ownerErrors.create("MISSING_OPTION", { option, why });
}

function refuseBoth(revoked: readonly string[], allowed: readonly string[], noun: string): void {
  const both = revoked.find((account) => allowed.includes(account));
  if (both !== undefined)
    throw ownerErrors.create("CONFLICTING_OPTIONS", {
      options: [`--revoke-${noun} ${both}`, `--allow-${noun} ${both}`],
      why: "the same account cannot lose and keep the role",
    });
}
