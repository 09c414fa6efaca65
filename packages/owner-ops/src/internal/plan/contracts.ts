import type { Abi } from "@mvcrs/evm";
import { arenaInterface, fieldModules, moduleInterface, stakeInterface, systemInterface } from "@mvcrs/evm";
import { ownerErrors } from "../../errors.ts";
import type { Reader } from "../reader.ts";
import { readAddress, readAddresses, tryFlag } from "../typed-reads.ts";

/** A contract that a plan calls. */
export interface Contract {
  readonly name: string;
  readonly address: string;
  readonly abi: Abi;
}

export interface Module extends Contract {
  /** Undefined where it does not say: a broken module must not keep the others from being paused. */
  readonly paused: boolean | undefined;
}

/**
 * The kinds of SystemPause. `eight`: the field's, all or nothing over eight named modules. `registry`: ours, skips what
 * is done. `switch`: `pause()`, `unpause()` and `paused()` of its own.
 */
export type System = Contract &
  (
    | { readonly kind: "eight" | "registry"; readonly modules: readonly Module[] }
    | { readonly kind: "switch"; readonly paused: boolean }
  );

const kinds = {
  SelfPlayArena: { abi: arenaInterface, mark: "teacherRewardSplitBps" },
  StakeManager: { abi: stakeInterface, mark: "validatorRewardPct" },
} as const;

/** Which of our contracts answers there; undefined where none of them does. */
async function looksLike(reader: Reader, address: string): Promise<string | undefined> {
  for (const [name, { abi, mark }] of Object.entries(kinds))
    if ((await reader.read(name, address, abi, mark)) !== undefined) return `a ${name}`;
  for (const getter of ["modules", "arbitratorCommittee"])
    if ((await reader.read("SystemPause", address, systemInterface, getter)) !== undefined)
      return "a SystemPause";
  return undefined;
}

const noneOfOurs = "none of ours";

async function assertCode(reader: Reader, where: string, address: string, chainId: string): Promise<void> {
  if (!(await reader.hasCode(address))) throw ownerErrors.create("NO_CODE", { where, address, chainId });
}

/** @throws NO_CODE, WRONG_CONTRACT */
export async function identify(
  reader: Reader,
  name: keyof typeof kinds,
  where: string,
  address: string,
  chainId: string,
): Promise<Contract> {
  await assertCode(reader, where, address, chainId);
  const { abi, mark } = kinds[name];
  if ((await reader.read(name, address, abi, mark)) === undefined)
    throw ownerErrors.create("WRONG_CONTRACT", {
      where,
      address,
      wanted: name,
      found: (await looksLike(reader, address)) ?? noneOfOurs,
    });
  return { name, address, abi };
}

/** @throws NO_CODE, WRONG_CONTRACT */
export async function identifySystem(
  reader: Reader,
  where: string,
  address: string,
  chainId: string,
): Promise<System> {
  await assertCode(reader, where, address, chainId);
  const base = { name: "SystemPause", address, abi: systemInterface };
  const listed = await readAddresses(reader, base, "modules");
  if (listed !== undefined) return { ...base, kind: "registry", modules: await readModules(reader, listed) };
  if ((await reader.read("SystemPause", address, systemInterface, "arbitratorCommittee")) !== undefined) {
    const addresses = await Promise.all(fieldModules.map((getter) => readAddress(reader, base, getter)));
    return { ...base, kind: "eight", modules: await readModules(reader, addresses, fieldModules) };
  }
  // An arena or a stake manager has `paused()` too.
  const found = await looksLike(reader, address);
  const paused = await reader.read("SystemPause", address, systemInterface, "paused");
  if (paused === undefined || found !== undefined)
    throw ownerErrors.create("WRONG_CONTRACT", {
      ...{ where, address, wanted: "SystemPause", found: found ?? noneOfOurs },
    });
  return { ...base, kind: "switch", paused: paused[0] === true };
}

async function readModules(
  reader: Reader,
  addresses: readonly string[],
  names: readonly string[] = [],
): Promise<readonly Module[]> {
  for (const address of addresses)
    reader.expectReads(address, moduleInterface, ["paused", "owner", "pauser"]);
  return Promise.all(
    addresses.map(async (address, index) => {
      const contract = { name: names[index] ?? `module ${index + 1}`, address, abi: moduleInterface };
      return { ...contract, paused: await tryFlag(reader, contract, "paused") };
    }),
  );
}
