import { moduleInterface, safeInterface, systemInterface } from "@mvcrs/evm";
import type { Reader } from "../reader.ts";
import { readAddresses, tryAddress } from "../typed-reads.ts";
import type { Contract } from "./contracts.ts";

interface Sending {
  readonly reader: Reader;
  readonly sender: string;
}

/** Who commands a SystemPause, where `account` is one that passes calls on; undefined for anything else. */
export async function governanceOf(reader: Reader, account: string): Promise<string | undefined> {
  if (!(await reader.hasCode(account))) return undefined;
  const contract = { name: "SystemPause", address: account, abi: systemInterface };
  // A stake manager has `governance()` as well, so the modules tell.
  if ((await tryAddress(reader, contract, "arbitratorCommittee")) === undefined) return undefined;
  return tryAddress(reader, contract, "governance");
}

/** True for a SystemPause with modules, of either kind. */
export async function isSystemPause(reader: Reader, account: string): Promise<boolean> {
  if (!(await reader.hasCode(account))) return false;
  const contract = { name: "SystemPause", address: account, abi: systemInterface };
  return (
    (await readAddresses(reader, contract, "modules")) !== undefined ||
    (await tryAddress(reader, contract, "arbitratorCommittee")) !== undefined
  );
}

/**
 * Through which SystemPause the sender has to go; undefined for a direct call. A sender without any way in gets the
 * direct call too, and the simulation then says who has the right.
 */
export async function routeTo(
  { reader, sender }: Sending,
  contract: Contract,
  right: "owner" | "pauser",
): Promise<string | undefined> {
  const delegates = right === "pauser" ? ["owner", "pauser"] : ["owner"];
  const holders: string[] = [];
  for (const getter of delegates) {
    const holder = await tryAddress(reader, { ...contract, abi: moduleInterface }, getter);
    if (holder === sender) return undefined;
    if (holder !== undefined) holders.push(holder);
  }
  for (const holder of holders) if ((await governanceOf(reader, holder)) === sender) return holder;
  return undefined;
}

/** The account that owner calls on `contract` have to come from: its owner, or the owner of the SystemPause that owns it. */
export async function ownerOf(reader: Reader, contract: Contract): Promise<string | undefined> {
  const owner = await tryAddress(reader, { ...contract, abi: moduleInterface }, "owner");
  if (owner === undefined) return undefined;
  return (await governanceOf(reader, owner)) ?? owner;
}

/** Owners and threshold, when `account` is a Safe or something with its getters. */
export async function multisigOf(
  reader: Reader,
  account: string,
): Promise<{ owners: number; threshold: number } | null> {
  if (!(await reader.hasCode(account))) return null;
  const safe = { name: "Safe", address: account, abi: safeInterface };
  const owners = await readAddresses(reader, safe, "getOwners");
  const threshold = await reader.read("Safe", account, safeInterface, "getThreshold");
  return owners === undefined || threshold === undefined
    ? null
    : { owners: owners.length, threshold: Number(threshold[0]) };
}
