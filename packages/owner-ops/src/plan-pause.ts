import type { CodedError } from "@mvcrs/errors";
import { ownerErrors } from "./errors.ts";
import { identify, identifySystem } from "./internal/plan/contracts.ts";
import { addPauseSteps, leaveOutWhatFails, notAnswering, pauseModule } from "./internal/plan/pause-steps.ts";
import { makePlan, type PlanOptions } from "./internal/plan/start.ts";
import type { Plan } from "./plan.ts";

/** Which contracts to pause or unpause; at least one. Addresses in EIP-55 form. */
export interface PauseRequest {
  readonly arena?: string | undefined;
  readonly stakeManager?: string | undefined;
  readonly systemPause?: string | undefined;
}

/**
 * Plans to pause: SystemPause first, then the arena, then the stake manager where SystemPause does not cover it. What
 * does not answer is passed over with a warning, as long as anything else does.
 *
 * @throws NOTHING_TO_DO, NO_CODE, WRONG_CONTRACT, WRONG_CHAIN, ENDPOINTS_DISAGREE, what `rpc.request` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { formatPlan, planPause } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const request = { arena: process.env["ARENA"], stakeManager: process.env["STAKE_MANAGER"] };
 * const plan = await planPause(request, { rpc, now: Date.now });
 * assert.equal(plan.kind, "pause");
 * assert(formatPlan(plan).includes(plan.hash)); // to be kept, read, signed elsewhere
 * ```
 */
export const planPause = (request: PauseRequest, options: PlanOptions): Promise<Plan> =>
  plan("pause", request, options);

/**
 * Plans to unpause, the arena last, so that no round starts while what it needs is still paused.
 *
 * @throws what `planPause` throws
 */
export const planUnpause = (request: PauseRequest, options: PlanOptions): Promise<Plan> =>
  plan("unpause", request, options);

function plan(kind: "pause" | "unpause", request: PauseRequest, options: PlanOptions): Promise<Plan> {
  const { arena, stakeManager, systemPause } = request;
  if (arena === undefined && stakeManager === undefined && systemPause === undefined)
    throw ownerErrors.create("NOTHING_TO_DO", { verb: kind });
  return makePlan(kind, { arena, stakeManager, systemPause }, options, async (reader, chainId) => {
    const broken: CodedError[] = [];
    // What does not answer keeps nothing else from being paused; to unpause, all has to be what it should be.
    const tolerantly = async <T>(address: string | undefined, look: (at: string) => Promise<T>) => {
      if (address === undefined) return undefined;
      try {
        return await look(address);
      } catch (thrown) {
        if (kind === "unpause" || !ownerErrors.is(thrown, "NO_CODE", "WRONG_CONTRACT")) throw thrown;
        broken.push(thrown);
        return undefined;
      }
    };
    const system = await tolerantly(systemPause, (at) =>
      identifySystem(reader, "--system-pause", at, chainId),
    );
    const theArena = await tolerantly(arena, (at) =>
      identify(reader, "SelfPlayArena", "--arena", at, chainId),
    );
    const stakes = await tolerantly(stakeManager, (at) =>
      identify(reader, "StakeManager", "--stake-manager", at, chainId),
    );
    const contracts = [system, theArena, stakes].filter((contract) => contract !== undefined);
    if (contracts.length === 0 && broken[0] !== undefined) throw broken[0];
    const rest = kind === "pause" ? [theArena, stakes] : [stakes, theArena];
    return {
      contracts,
      async fill(draft) {
        const covered = system === undefined ? new Set<string>() : await addPauseSteps(draft, system, kind);
        for (const contract of rest)
          if (contract !== undefined && !covered.has(contract.address))
            await pauseModule(draft, contract, kind);
        if (kind === "unpause") return;
        for (const { summary } of broken) notAnswering(draft, summary);
        await leaveOutWhatFails(draft);
      },
    };
  });
}
