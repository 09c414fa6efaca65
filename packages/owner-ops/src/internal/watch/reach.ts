import type { Rpc } from "@mvcrs/evm";
import { ask, chainIdOf, hexBytes, latestBlock, moduleInterface, systemInterface } from "@mvcrs/evm";
import type { Interface } from "ethers/abi";
import { getAddress } from "ethers/address";
import type { WatchedContracts } from "../../watched.ts";
import { identifySystem } from "../plan/contracts.ts";
import { adminSlot, isDelegation, proxySlots, slotAddress } from "../proxies.ts";
import { chainReader, type Reader } from "../reader.ts";
import { tryAddress } from "../typed-reads.ts";
import { watchedInterfaces } from "./interfaces.ts";

/** A contract that is watched, and how its events are read. */
export interface Watched {
  readonly name: string;
  readonly abi: Interface;
}

/** What is watched for a deployment, by address, and the accounts that hold an owner's right in it. */
export interface Reach {
  readonly contracts: ReadonlyMap<string, Watched>;
  readonly owners: ReadonlySet<string>;
}

/** The named contracts alone. */
export function namedContracts(contracts: WatchedContracts): Map<string, Watched> {
  const watched = new Map<string, Watched>();
  const add = (address: string | undefined, name: string, abi: Interface) => {
    if (address !== undefined) watched.set(getAddress(address), { name, abi });
  };
  for (const module of contracts.modules ?? []) add(module, "module", watchedInterfaces.module);
  add(contracts.arena, "SelfPlayArena", watchedInterfaces.arena);
  add(contracts.stakeManager, "StakeManager", watchedInterfaces.stakes);
  add(contracts.systemPause, "SystemPause", watchedInterfaces.system);
  return watched;
}

/**
 * Every contract that a deployment reaches: what is named, the modules behind SystemPause, the arena's stake manager,
 * the beacon and the admin of each that is a proxy, and each contract that owns or governs one of them.
 *
 * @throws NO_CODE, WRONG_CONTRACT, what `rpc.request` throws
 */
export async function reachOf(rpc: Rpc, contracts: WatchedContracts): Promise<Reach> {
  const reader = chainReader(rpc, (await latestBlock(rpc)).number);
  const { systemPause, arena } = contracts;
  const modules =
    systemPause === undefined ? [] : await modulesAt(reader, systemPause, (await chainIdOf(rpc)).toString());
  const base = { name: "SelfPlayArena", address: arena ?? "", abi: systemInterface };
  const stakeManager =
    contracts.stakeManager ??
    (arena === undefined ? undefined : await tryAddress(reader, base, "stakeManager"));
  const watched = namedContracts({ ...contracts, stakeManager, modules });
  const owners = new Set<string>();
  for (const [address, { name }] of [...watched]) {
    for (const [role, holder] of await holdersOf(rpc, reader, address)) {
      owners.add(holder);
      if (watched.has(holder) || !(await hasContract(rpc, holder))) continue;
      watched.set(holder, { name: `${role} of ${name}`, abi: watchedInterfaces.owner });
      // Who owns the owner, one step further: a ProxyAdmin, a timelock.
      for (const [further, above] of await holdersOf(rpc, reader, holder)) {
        owners.add(above);
        if (!watched.has(above) && (await hasContract(rpc, above)))
          watched.set(above, { name: `${further} of ${role} of ${name}`, abi: watchedInterfaces.owner });
      }
    }
  }
  return { contracts: watched, owners };
}

async function modulesAt(reader: Reader, address: string, chainId: string): Promise<readonly string[]> {
  const system = await identifySystem(reader, "--system-pause", address, chainId);
  return system.kind === "switch" ? [] : system.modules.map((module) => module.address);
}

async function holdersOf(
  rpc: Rpc,
  reader: Reader,
  address: string,
): Promise<readonly (readonly [string, string])[]> {
  const contract = { name: "contract", address, abi: systemInterface };
  const beacon = proxySlots.find((slot) => slot.beacon)?.slot;
  const slot = async (at: string | undefined) =>
    at === undefined
      ? undefined
      : slotAddress(
          await ask(rpc, hexBytes, "eth_getStorageAt", address, at, reader.blockTag).catch(() => undefined),
        );
  const found = await Promise.all([
    tryAddress(reader, contract, "owner"),
    tryAddress(reader, contract, "governance"),
    tryAddress(reader, { ...contract, abi: moduleInterface }, "pauser"),
    slot(adminSlot),
    slot(beacon),
  ]);
  const roles = ["owner", "governance", "pauser", "proxy admin", "beacon"];
  return found.flatMap((holder, index) =>
    holder === undefined ? [] : [[roles[index] ?? "", holder] as const],
  );
}

async function hasContract(rpc: Rpc, address: string): Promise<boolean> {
  const code = await ask(rpc, hexBytes, "eth_getCode", address, "latest");
  return code !== "0x" && !isDelegation(code);
}
