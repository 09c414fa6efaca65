import { evmErrors, stakeInterface } from "@mvcrs/evm";
import { ZeroAddress } from "ethers/constants";
import { z } from "zod";
import { ownerErrors } from "./errors.ts";
import { type Contract, identify, identifySystem } from "./internal/plan/contracts.ts";
import { addStep, type Draft, expectEvent } from "./internal/plan/draft.ts";
import { addPauseSteps, pauseModule, pauseStep } from "./internal/plan/pause-steps.ts";
import { makePlan, type PlanOptions } from "./internal/plan/start.ts";
import { readAddress, readFlag, readWhole, tryAddress } from "./internal/typed-reads.ts";
import type { Plan } from "./plan.ts";

/** A report of misconduct. `amount` in the stake token's smallest unit, above zero. */
export interface SlashRequest {
  readonly arena: string;
  readonly roundId: bigint;
  readonly validator: string;
  readonly amount: bigint;
  readonly recipient: string;
  readonly reason: string;
  /** Paused as well, where given. */
  readonly systemPause?: string | undefined;
  /** Pause the arena around the report, as the runbook has it; true by default. */
  readonly pause?: boolean;
  /** Where a paused deployed arena stands in the way: unpause, report and pause again. False by default. */
  readonly reopen?: boolean;
}

const roundSchema = z.object({ validators: z.array(z.string()) });

/**
 * Plans a report of validator misconduct. Ours: pause first, then report. In the field a paused arena or stake manager
 * takes no report: report first, then pause.
 *
 * @throws MISCONDUCT_NEEDS_UNPAUSED, ARENA_MAY_NOT_SLASH, TREASURY_NOT_ALLOWED, ROUND_NOT_FOUND, NOT_A_VALIDATOR,
 * STAKE_TOO_SMALL, OUT_OF_RANGE, NO_CODE, WRONG_CONTRACT, WRONG_CHAIN, ENDPOINTS_DISAGREE, what `rpc.request` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { planSlash } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const request = {
 *   arena: process.env["ARENA"] ?? "",
 *   roundId: 99n,
 *   validator: "0x00000000000000000000000000000000000000AA",
 *   amount: 5n,
 *   recipient: "0x00000000000000000000000000000000000000BB",
 *   reason: "moderation:block",
 * };
 * // Nothing is sent to report in a round that there never was.
 * await assert.rejects(planSlash(request, { rpc, now: Date.now }), { code: "ROUND_NOT_FOUND" });
 * ```
 */
export function planSlash(request: SlashRequest, options: PlanOptions): Promise<Plan> {
  const { amount, pause = true, reopen = false } = request;
  if (amount < 1n)
    throw evmErrors.create("OUT_OF_RANGE", {
      where: "--amount",
      value: amount.toString(),
      minimum: "1",
      maximum: "the validator's stake",
    });
  const plain = { ...request, roundId: request.roundId.toString(), amount: amount.toString(), pause, reopen };
  return makePlan("slash", plain, options, async (reader, chainId) => {
    const arena = await identify(reader, "SelfPlayArena", "--arena", request.arena, chainId);
    const system =
      request.systemPause === undefined
        ? undefined
        : await identifySystem(reader, "--system-pause", request.systemPause, chainId);
    return {
      contracts: [arena],
      async fill(draft) {
        const stakes = await stakesOf(draft, arena);
        await assertReportable(draft, arena, stakes, request);
        const anyTime = await reader.read(arena.name, arena.address, arena.abi, "ownerMayReportWhilePaused");
        const pauseAll = async () => {
          const covered = system === undefined ? undefined : await addPauseSteps(draft, system, "pause");
          if (!covered?.has(arena.address)) await pauseModule(draft, arena, "pause");
        };
        if (anyTime?.[0] === true) {
          if (pause) await pauseAll();
          await report(draft, arena, stakes, request);
          return;
        }
        const paused: Contract[] = [];
        for (const contract of [arena, stakes])
          if (await readFlag(reader, contract, "paused")) paused.push(contract);
        if (paused.length > 0 && !reopen)
          throw ownerErrors.create("MISCONDUCT_NEEDS_UNPAUSED", {
            arena: arena.address,
            paused: paused.map(({ name, address }) => `${name} ${address} is`),
          });
        // The stake manager first, so that the arena is open for as few transactions as can be.
        const reason = "deployed arenas take no report while paused: open, report, close again";
        for (const contract of [...paused].reverse()) await pauseStep(draft, contract, "unpause", reason);
        await report(draft, arena, stakes, request);
        for (const contract of paused) await pauseStep(draft, contract, "pause", reason);
        if (pause && !paused.includes(arena)) await pauseModule(draft, arena, "pause");
        if (pause && system !== undefined && !paused.includes(stakes))
          await addPauseSteps(draft, system, "pause");
      },
    };
  });
}

async function stakesOf(draft: Draft, arena: Contract): Promise<Contract> {
  const address = await readAddress(draft.reader, arena, "stakeManager");
  if (address === ZeroAddress)
    throw ownerErrors.create("ARENA_MAY_NOT_SLASH", { arena: arena.address, stakeManager: "(none is set)" });
  return identify(draft.reader, "StakeManager", "the arena's stake manager", address, draft.chainId);
}

// In the order in which the contracts check, so that the plan names what the chain would.
async function assertReportable(
  draft: Draft,
  arena: Contract,
  stakes: Contract,
  { roundId, validator, amount, recipient }: SlashRequest,
): Promise<void> {
  const { reader } = draft;
  const found = await reader.read(arena.name, arena.address, arena.abi, "getRound", [roundId]);
  if (found === undefined) throw ownerErrors.create("ROUND_NOT_FOUND", { roundId: roundId.toString() });
  const { validators } = roundSchema.parse({ validators: [...found[0].validators] });
  if (!validators.includes(validator))
    throw ownerErrors.create("NOT_A_VALIDATOR", { roundId: roundId.toString(), validator, validators });
  const modules = [
    await tryAddress(reader, stakes, "disputeModule"),
    await tryAddress(reader, stakes, "validationModule"),
  ];
  if (!modules.includes(arena.address))
    throw ownerErrors.create("ARENA_MAY_NOT_SLASH", {
      arena: arena.address,
      stakeManager: stakes.address,
    });
  const treasury = await tryAddress(reader, stakes, "treasury");
  if (treasury !== undefined && !(await readFlag(reader, stakes, "treasuryAllowlist", treasury)))
    throw ownerErrors.create("TREASURY_NOT_ALLOWED", { stakeManager: stakes.address, treasury });
  const stake = await readWhole(reader, stakes, "stakeOf", validator, 1);
  const exit = await reader.read(stakes.name, stakes.address, stakeInterface, "unbondingOf", [validator, 1]);
  // Arenas of this repository take no more than the round has locked, and only for some days.
  const bound = await reader.read(arena.name, arena.address, arena.abi, "reportableOf", [roundId, validator]);
  const available = z.bigint().parse(bound?.[0] ?? stake + z.bigint().parse(exit?.[0] ?? 0n));
  if (available < amount)
    throw ownerErrors.create("STAKE_TOO_SMALL", {
      validator,
      available: available.toString(),
      needed: amount.toString(),
    });
  const shares = await reader.read(stakes.name, stakes.address, stakeInterface, "employerSlashPct");
  if (shares?.[0] === 0n)
    draft.warnings.push({
      code: "RECIPIENT_GETS_NOTHING",
      text: `the stake manager's slash percentage for the recipient is 0, so ${recipient} gets nothing; what no share takes is burned`,
      ask: false,
    });
}

async function report(draft: Draft, arena: Contract, stakes: Contract, request: SlashRequest): Promise<void> {
  const { roundId, validator, amount, recipient, reason } = request;
  const stake = await readWhole(draft.reader, stakes, "stakeOf", validator, 1);
  await addStep(draft, {
    contract: arena,
    fn: "reportValidatorMisconduct",
    args: [roundId, validator, amount, recipient, reason],
    right: "owner",
    changes: [
      {
        contract: stakes,
        getter: "stakeOf",
        args: [validator, 1],
        current: stake,
        desired: stake > amount ? stake - amount : 0n,
      },
    ],
    expects: [
      expectEvent(arena, "ValidatorMisconduct", [roundId, validator, amount, recipient, reason]),
      expectEvent(stakes, "StakeSlashed", null),
    ],
    reason: `take ${amount} from ${validator}: ${reason}`,
  });
}
