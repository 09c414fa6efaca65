import { getAddress, type Interface } from "ethers";
import { z } from "zod";
import { arenaInterface } from "./internal/abi/arena.ts";
import { stakeInterface } from "./internal/abi/stake-manager.ts";
import { moduleInterface, systemInterface } from "./internal/abi/system-pause.ts";
import {
  ask,
  blockSchema,
  chainIdOf,
  latestBlock,
  logSchema,
  type NodeLog,
  rpcErrorOf,
  toQuantity,
} from "./internal/node-values.ts";
import { identifySystem } from "./internal/plan/contracts.ts";
import { chainReader } from "./internal/reader.ts";
import { showValue } from "./internal/show.ts";
import type { OwnerOpExecuted, OwnerOpIntended } from "./record.ts";
import type { Rpc } from "./rpc.ts";

/** Something an owner role did on chain. */
export interface OwnerRoleEvent {
  readonly contract: string;
  readonly emitter: string;
  readonly event: string;
  readonly args: readonly string[];
  readonly blockNumber: string;
  readonly transactionHash: string;
  readonly logIndex: number;
  /** RFC 3339, from the block. */
  readonly at: string;
}

/** Contracts to watch; addresses in EIP-55 form. */
export interface WatchedContracts {
  readonly arena?: string | undefined;
  readonly stakeManager?: string | undefined;
  readonly systemPause?: string | undefined;
  /** Further modules, watched for pausing only. */
  readonly modules?: readonly string[];
}

// What users and modules do; everything else these contracts emit takes an owner role.
const notOwners = new Set(["StakeSlashed", "SurplusSwept"]);

/**
 * Every event of an owner role in a range of blocks, in chain order. Ranges that a node finds too wide are halved.
 *
 * @throws RPC errors
 */
export async function scanOwnerEvents(
  rpc: Rpc,
  contracts: WatchedContracts,
  fromBlock: bigint,
  toBlock?: bigint,
): Promise<readonly OwnerRoleEvent[]> {
  const watched = new Map<string, { name: string; abi: Interface }>();
  const add = (address: string | undefined, name: string, abi: Interface) => {
    if (address !== undefined) watched.set(getAddress(address), { name, abi });
  };
  for (const module of contracts.modules ?? []) add(module, "module", moduleInterface);
  add(contracts.arena, "SelfPlayArena", arenaInterface);
  add(contracts.stakeManager, "StakeManager", stakeInterface);
  add(contracts.systemPause, "SystemPause", systemInterface);

  const head = toBlock ?? (await latestBlock(rpc)).number;
  const logs = await logsOf(rpc, [...watched.keys()], fromBlock, head);
  const times = new Map<bigint, string>();
  const events: OwnerRoleEvent[] = [];
  for (const log of logs) {
    const emitter = getAddress(log.address);
    const known = watched.get(emitter);
    const parsed = known?.abi.parseLog({ topics: [...log.topics], data: log.data });
    if (known === undefined || !parsed || notOwners.has(parsed.name) || log.blockNumber == null) continue;
    if (parsed.name === "ValidatorMisconduct" && (await isByOrchestrator(rpc, log))) continue;
    events.push({
      contract: known.name,
      emitter,
      event: parsed.name,
      args: [...parsed.args].map(showValue),
      blockNumber: log.blockNumber.toString(),
      transactionHash: log.transactionHash ?? "",
      logIndex: Number(log.logIndex ?? 0n),
      at: await timeOf(rpc, log.blockNumber, times),
    });
  }
  return events;
}

const sentBySchema = z.object({ from: z.string() });

/**
 * Reporting misconduct takes the owner or an orchestrator; what an orchestrator reports is its own work. A node that can
 * no longer say who held the role at that block leaves the event with the owner: better one question too many.
 */
async function isByOrchestrator(
  rpc: Rpc,
  { transactionHash, address, blockNumber }: NodeLog,
): Promise<boolean> {
  if (transactionHash == null || blockNumber == null) return false;
  try {
    const { from } = await ask(rpc, sentBySchema, "eth_getTransactionByHash", transactionHash);
    const call = { to: address, data: arenaInterface.encodeFunctionData("orchestrators", [from]) };
    const answer = await ask(rpc, z.string(), "eth_call", call, toQuantity(blockNumber));
    return arenaInterface.decodeFunctionResult("orchestrators", answer)[0] === true;
  } catch (thrown) {
    if (rpcErrorOf(thrown) === undefined) throw thrown;
    return false;
  }
}

async function logsOf(
  rpc: Rpc,
  address: readonly string[],
  from: bigint,
  to: bigint,
): Promise<readonly NodeLog[]> {
  if (address.length === 0 || from > to) return [];
  const filter = { address, fromBlock: toQuantity(from), toBlock: toQuantity(to) };
  try {
    return await ask(rpc, z.array(logSchema), "eth_getLogs", filter);
  } catch (thrown) {
    // Nodes limit blocks or results per query, each with words of its own.
    if (rpcErrorOf(thrown) === undefined || from === to) throw thrown;
    const middle = (from + to) / 2n;
    return [...(await logsOf(rpc, address, from, middle)), ...(await logsOf(rpc, address, middle + 1n, to))];
  }
}

async function timeOf(rpc: Rpc, number: bigint, known: Map<bigint, string>): Promise<string> {
  const before = known.get(number);
  if (before !== undefined) return before;
  const block = await ask(rpc, blockSchema, "eth_getBlockByNumber", toQuantity(number), false);
  const at = new Date(Number(block.timestamp) * 1000).toISOString();
  known.set(number, at);
  return at;
}

const day = 86_400_000;

/**
 * The events that no recorded intent covers. An intent covers what its own transactions emitted, where its execution is
 * recorded; while that is still to come, it covers each event it expects once, if the event is at most `openForMs`
 * younger (a day unless told, a week for a Safe, whose owners have to sign first: an intent that was given up must not
 * cover what somebody does later) and at most
 * `toleranceMs` older than the intent (the clocks of operator and chain differ; 60,000 unless told).
 */
export function uncoveredEvents(
  events: readonly OwnerRoleEvent[],
  intended: readonly OwnerOpIntended[],
  executed: readonly OwnerOpExecuted[],
  { openForMs, toleranceMs = 60_000 }: { openForMs?: number; toleranceMs?: number } = {},
): readonly OwnerRoleEvent[] {
  const ours = new Set(
    executed.flatMap(({ receipts }) => receipts.map(({ transactionHash }) => transactionHash)),
  );
  const finished = new Set(executed.map(({ plan_hash }) => plan_hash));
  const open = intended
    .filter(({ plan_hash }) => !finished.has(plan_hash))
    .flatMap(({ at, plan }) =>
      plan.steps.flatMap(({ expects }) => {
        const since = Date.parse(at);
        const until = since + (openForMs ?? (plan.multisig === null ? day : 7 * day));
        return expects.map((expected) => ({ ...expected, since, until }));
      }),
    );
  return events.filter((event) => {
    if (ours.has(event.transactionHash)) return false;
    const index = open.findIndex(
      ({ emitter, event: name, args, since, until }) =>
        emitter === event.emitter &&
        name === event.event &&
        (args === null || args.join() === event.args.join()) &&
        Date.parse(event.at) >= since - toleranceMs &&
        Date.parse(event.at) <= until,
    );
    if (index < 0) return true;
    open.splice(index, 1);
    return false;
  });
}

/** Who holds the roles, sorted. */
export interface RoleHolders {
  readonly orchestrators: readonly string[];
  readonly lockManagers: readonly string[];
}

/**
 * Who holds a role now, from the events since `fromBlock`, each confirmed by its getter: the contracts keep no lists.
 *
 * @throws RPC errors
 */
export async function listRoleHolders(
  rpc: Rpc,
  contracts: WatchedContracts,
  fromBlock: bigint,
): Promise<RoleHolders> {
  const events = await scanOwnerEvents(rpc, contracts, fromBlock);
  const confirmed = async (name: string, target: string | undefined, abi: Interface, getter: string) => {
    const seen = new Set(events.flatMap(({ event, args }) => (event === name ? [args[0] ?? ""] : [])));
    const held: string[] = [];
    for (const account of seen) {
      if (target === undefined) continue;
      const call = { to: target, data: abi.encodeFunctionData(getter, [account]) };
      const answer = await ask(rpc, z.string(), "eth_call", call, "latest");
      if (abi.decodeFunctionResult(getter, answer)[0] === true) held.push(account);
    }
    return held.sort();
  };
  return {
    orchestrators: await confirmed("OrchestratorUpdated", contracts.arena, arenaInterface, "orchestrators"),
    lockManagers: await confirmed(
      "ValidatorLockManagerUpdated",
      contracts.stakeManager,
      stakeInterface,
      "validatorLockManagers",
    ),
  };
}

/** The modules of a SystemPause, to be watched with it; none for a plain switch. @throws NO_CODE, WRONG_CONTRACT, and RPC errors */
export async function modulesOf(rpc: Rpc, systemPause: string): Promise<readonly string[]> {
  const reader = chainReader(rpc, (await latestBlock(rpc)).number);
  const chainId = (await chainIdOf(rpc)).toString();
  const system = await identifySystem(reader, "--system-pause", systemPause, chainId);
  return system.kind === "switch" ? [] : system.modules.map(({ address }) => address);
}

/** The blocks to look at: what was asked for, else the last 7,200 (a day of 12 s blocks). @throws RPC errors */
export async function watchRange(
  rpc: Rpc,
  from: bigint | undefined,
  to: bigint | undefined,
): Promise<{ readonly from: bigint; readonly to: bigint; readonly chainId: string }> {
  const last = to ?? (await latestBlock(rpc)).number;
  const day = 7_200n;
  return {
    from: from ?? (last > day ? last - day : 0n),
    to: last,
    chainId: (await chainIdOf(rpc)).toString(),
  };
}
