import type { Abi, Rpc } from "@mvcrs/evm";
import {
  arenaInterface,
  ask,
  blockSchema,
  latestBlock,
  logsOf,
  type MinedLog,
  type NodeLog,
  rpcErrorOf,
  stakeInterface,
  toQuantity,
} from "@mvcrs/evm";
import { getAddress } from "ethers/address";
import { z } from "zod";
import { showValue } from "./internal/show.ts";
import { isOfUsers } from "./internal/watch/interfaces.ts";
import { namedContracts, type Reach, type Watched } from "./internal/watch/reach.ts";
import type { OwnerRoleEvent, WatchedContracts } from "./watched.ts";

/** Events of a watched contract that no known ABI decodes. */
export interface Undecoded {
  readonly contract: string;
  readonly emitter: string;
  readonly topic: string;
  readonly count: number;
  readonly firstBlock: string;
  readonly transactionHash: string;
}

/** What owners did in a range of blocks. */
export interface Scan {
  readonly events: readonly OwnerRoleEvent[];
  readonly undecoded: readonly Undecoded[];
}

/**
 * Every event of an owner role in a range of blocks, in chain order, of the contracts named. Ranges that a node finds
 * too wide are halved.
 *
 * @throws what `rpc.request` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { scanOwnerEvents } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const events = await scanOwnerEvents(rpc, { arena: process.env["ARENA"] }, 0n);
 * assert(events.some(({ event }) => event === "CommitteeParametersUpdated"));
 * ```
 */
export async function scanOwnerEvents(
  rpc: Rpc,
  contracts: WatchedContracts,
  fromBlock: bigint,
  toBlock?: bigint,
): Promise<readonly OwnerRoleEvent[]> {
  const reach = { contracts: namedContracts(contracts), owners: new Set<string>() };
  return (await scanReach(rpc, reach, fromBlock, toBlock)).events;
}

/**
 * The same for all that a deployment reaches, with what could not be decoded. An event that no ABI knows counts as an
 * owner's where an owner sent the transaction.
 *
 * @throws what `rpc.request` throws
 */
export async function scanReach(
  rpc: Rpc,
  { contracts, owners }: Reach,
  fromBlock: bigint,
  toBlock?: bigint,
): Promise<Scan> {
  const head = toBlock ?? (await latestBlock(rpc)).number;
  const logs = await logsOf(rpc, { addresses: [...contracts.keys()], from: fromBlock, to: head });
  const times = new Map<bigint, string>();
  const senders = new Map<string, boolean>();
  const events: OwnerRoleEvent[] = [];
  const undecoded = new Map<string, Undecoded>();
  for (const log of logs) {
    const emitter = getAddress(log.address);
    const watched = contracts.get(emitter);
    if (watched === undefined) continue;
    const parsed = parse(watched, log);
    const place = { contract: watched.name, emitter, transactionHash: log.transactionHash ?? "" };
    const found = { ...place, blockNumber: log.blockNumber.toString(), logIndex: Number(log.logIndex) };
    if (parsed === undefined) {
      const topic = log.topics[0] ?? "(no topic)";
      const before = undecoded.get(`${emitter} ${topic}`);
      undecoded.set(
        `${emitter} ${topic}`,
        before === undefined
          ? { ...place, topic, count: 1, firstBlock: found.blockNumber }
          : { ...before, count: before.count + 1 },
      );
      if (await isFromOwner(rpc, place.transactionHash, owners, senders))
        events.push({
          ...found,
          event: `unknown ${topic}`,
          args: [],
          at: await timeOf(rpc, log.blockNumber, times),
        });
      continue;
    }
    if (isOfUsers(parsed.name)) continue;
    // Anybody may end a round that takes too long; before that its owner may, and an orchestrator.
    if (parsed.name === "RoundCancelled" && !owners.has(parsed.args[1] ?? "")) continue;
    if (ofOperators.has(parsed.name) && (await isByOrchestrator(rpc, log))) continue;
    events.push({
      ...found,
      event: parsed.name,
      args: parsed.args,
      at: await timeOf(rpc, log.blockNumber, times),
    });
  }
  return { events, undecoded: [...undecoded.values()] };
}

/** Name and arguments; without arguments where a version of the contract indexes them otherwise than its ABI here. */
function parse({ abi }: Watched, log: NodeLog): { name: string; args: readonly string[] } | undefined {
  const topic = log.topics[0];
  const fragment = topic === undefined ? null : abi.getEvent(topic);
  if (fragment === null) return undefined;
  try {
    const parsed = abi.parseLog({ topics: [...log.topics], data: log.data });
    if (parsed !== null) return { name: parsed.name, args: [...parsed.args].map(showValue) };
  } catch {
    // The name is known all the same.
  }
  return { name: fragment.name, args: [] };
}

const ofOperators = new Set(["ValidatorMisconduct", "RoundCancelled"]);

const sentBySchema = z.object({ from: z.string() });

async function isFromOwner(
  rpc: Rpc,
  hash: string,
  owners: ReadonlySet<string>,
  known: Map<string, boolean>,
): Promise<boolean> {
  if (owners.size === 0 || hash === "") return false;
  const before = known.get(hash);
  if (before !== undefined) return before;
  const sent = await ask(rpc, sentBySchema.nullish(), "eth_getTransactionByHash", hash);
  const is = sent != null && owners.has(getAddress(sent.from));
  known.set(hash, is);
  return is;
}

/**
 * Reporting misconduct and ending a round take the owner or an orchestrator; what an orchestrator does is its own work. A node that can
 * no longer say who held the role at that block leaves the event with the owner: better one question too many.
 */
async function isByOrchestrator(
  rpc: Rpc,
  { transactionHash, address, blockNumber }: MinedLog,
): Promise<boolean> {
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

async function timeOf(rpc: Rpc, number: bigint, known: Map<bigint, string>): Promise<string> {
  const before = known.get(number);
  if (before !== undefined) return before;
  const block = await ask(rpc, blockSchema, "eth_getBlockByNumber", toQuantity(number), false);
  const at = new Date(Number(block.timestamp) * 1000).toISOString();
  known.set(number, at);
  return at;
}

/** Who holds the roles, sorted. */
export interface RoleHolders {
  readonly orchestrators: readonly string[];
  readonly lockManagers: readonly string[];
}

/**
 * Who holds a role now, from the events since `fromBlock`, each confirmed by its getter: the contracts keep no lists.
 *
 * @throws what `rpc.request` throws
 */
export async function listRoleHolders(
  rpc: Rpc,
  contracts: WatchedContracts,
  fromBlock: bigint,
): Promise<RoleHolders> {
  const events = await scanOwnerEvents(rpc, contracts, fromBlock);
  const confirmed = async (name: string, target: string | undefined, abi: Abi, getter: string) => {
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
