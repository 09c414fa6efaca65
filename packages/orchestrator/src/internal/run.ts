import type { ContractTransaction, TransactionReceipt } from "ethers";
import type { AgentPopulation } from "../agents.ts";
import type { OrchestratorAlert } from "../alert.ts";
import type { SlashCaps } from "../caps.ts";
import { orchestratorErrors } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { Moderator } from "../moderation.ts";
import type { RunReceipt } from "../receipt.ts";
import type { Scoreboard } from "../scoreboard.ts";
import type { ArenaView } from "./arena.ts";
import { chainProblem } from "./chain-problem.ts";
import type { Sender } from "./sender.ts";

/** How slashes are sized; amounts in the stake token's smallest unit. */
export interface SlashPolicy {
  /** For `moderation:block`. Default: the round's validator stake. */
  readonly moderation?: bigint;
  /** For `auto-slash:…`. Default: a tenth of the round's validator stake. */
  readonly autoSlash?: bigint;
  /** Failures in a row that lead to one. Default 3. */
  readonly strikeLimit?: number;
}

/** What every phase of a run works with. */
export interface Run {
  /** The journal; a phase changes it in place and saves it before it acts on it. */
  readonly receipt: RunReceipt;
  readonly board: Scoreboard;
  readonly view: ArenaView;
  readonly sender: Sender;
  readonly agents: AgentPopulation;
  readonly moderation: readonly Moderator[];
  readonly caps: SlashCaps;
  /** What is known elsewhere to have been slashed on a UTC day. */
  readonly slashedInLog: (day: string) => Promise<bigint>;
  readonly beforeSending: () => Promise<void>;
  readonly slashing: SlashPolicy;
  readonly agentTimeoutMs: number;
  readonly log: Logger;
  readonly clock: () => number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly alert: (alert: OrchestratorAlert) => Promise<void>;
  readonly save: () => Promise<void>;
  /** @throws FROZEN */
  readonly gate: () => Promise<void>;
}

export const nowOf = ({ clock }: Pick<Run, "clock">): string => new Date(clock()).toISOString();

/** Adds a line to the receipt's `status.logs`, and to the structured log. */
export function say({ receipt, log }: Pick<Run, "receipt" | "log">, text: string, fields: object = {}): void {
  receipt.status.logs.push(text);
  log.info({ run: receipt.id, phase: receipt.status.phase, ...fields }, text);
}

/** The round as planned. */
export function plannedRound({ receipt }: Pick<Run, "receipt">) {
  if (receipt.round === null) throw new TypeError(`${receipt.id} has no plan`);
  return receipt.round;
}

/** The arena's number of the round. */
export function roundIdOf(run: Pick<Run, "receipt">): bigint {
  const { id } = plannedRound(run);
  if (id === null) throw new TypeError(`${run.receipt.id} has not started`);
  return BigInt(id);
}

/** How far back effects of this run are looked for; the slack covers a chain that was rolled back a little. */
export async function searchFrom(run: Run): Promise<number> {
  const newest = await run.view.provider.getBlockNumber();
  return Math.max(0, Math.min(plannedRound(run).fromBlock, newest) - 1000);
}

export interface Step<Found> {
  readonly name: string;
  /** What the step did, where the chain shows it; `null` where it does not. */
  readonly look: () => Promise<Found | null>;
  readonly request: () => Promise<ContractTransaction>;
  readonly read: (receipt: TransactionReceipt) => Promise<Found> | Found;
}

/**
 * Does one on-chain step once: the journal says that it is about to be sent before it is; a step that the journal knows is
 * looked for on the chain before it is sent again.
 *
 * @throws CHAIN_FAILED where its effect does not show
 */
export async function takeStep<Found>(run: Run, { name, look, request, read }: Step<Found>): Promise<Found> {
  const { transactions } = run.receipt;
  const looked = async (): Promise<Found | null> => {
    try {
      return await look();
    } catch (thrown) {
      throw chainProblem(name, thrown);
    }
  };
  if (transactions.some(({ step }) => step === name)) {
    const found = await looked();
    if (found !== null) return found;
  }
  const entry = (nonce: number) => {
    const known = transactions.find(({ step }) => step === name);
    const fresh = { step: name, nonce, hash: null, block: null, gasUsed: null };
    if (known === undefined) transactions.push(fresh);
    else Object.assign(known, fresh);
  };
  const wanted = await request();
  await run.beforeSending();
  const receipt = await run.sender.send({
    step: name,
    note: async (nonce) => {
      entry(nonce);
      await run.save();
    },
    request: wanted,
  });
  if (receipt === undefined) {
    const found = await looked();
    if (found !== null) return found;
    throw orchestratorErrors.create("CHAIN_FAILED", {
      step: name,
      problem: "its nonce was used by another transaction; nobody else may use the orchestrator's account",
    });
  }
  const mined = transactions.find(({ step }) => step === name);
  if (mined !== undefined)
    Object.assign(mined, {
      hash: receipt.hash,
      block: receipt.blockNumber,
      gasUsed: receipt.gasUsed.toString(),
    });
  return read(receipt);
}
