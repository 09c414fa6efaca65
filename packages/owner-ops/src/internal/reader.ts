import type { Abi, Rpc } from "@mvcrs/evm";
import { ask, callRaw, hexBytes, isUnsupported, revertDataOf, toQuantity } from "@mvcrs/evm";
import type { Result } from "ethers/abi";
import { getAddress } from "ethers/address";
import { keccak256 } from "ethers/crypto";
import { ownerErrors } from "../errors.ts";
import { beaconInterface, isDelegation, minimalProxyTarget, proxySlots, slotAddress } from "./proxies.ts";
import { showValue } from "./show.ts";

/** One answer that a plan rests on. `result` is ABI-encoded, or `revert` where the call reverts. */
interface ReadRecord {
  readonly what: string;
  readonly target: string;
  readonly data: string;
  readonly result: string;
  readonly value: string;
}

interface CodeRecord {
  readonly address: string;
  readonly codeHash: string;
}

/** Reads the chain at one block and remembers every answer, so that a plan can be bound to them. */
export interface Reader {
  readonly blockTag: string;
  /** The answer, or undefined where the contract reverts or does not have the function. */
  read(
    name: string,
    target: string,
    abi: Abi,
    fn: string,
    args?: readonly unknown[],
  ): Promise<Result | undefined>;
  /**
   * Whether there is a contract; remembers the hash of its code, and of the code behind it where it is a proxy. An
   * account that delegates its code (EIP-7702) is an account.
   */
  hasCode(address: string): Promise<boolean>;
  /** What the sender's call would answer at the block: undefined where it works, else the revert data. */
  revertOf(from: string, to: string, data: string): Promise<string | undefined>;
  /** Asks now for what is going to be read, all in one trip; nothing is remembered before it is read. */
  expectReads(target: string, abi: Abi, getters: readonly string[]): void;
  expectCode(address: string, kind: "account" | "contract"): void;
  reads(): readonly ReadRecord[];
  codes(): readonly CodeRecord[];
}

const byKey = <T>(map: ReadonlyMap<string, T>): readonly T[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);

/** Minimal proxies behind one another that are followed. */
const mostHops = 4;

// From bytes: the library reads hex digit by digit, which takes as long as the hashing.
const hashOfCode = (code: string): string => keccak256(Buffer.from(code.slice(2), "hex"));

export function chainReader(rpc: Rpc, blockNumber: bigint): Reader {
  const blockTag = toQuantity(blockNumber);
  const reads = new Map<string, ReadRecord>();
  const codes = new Map<string, CodeRecord>();
  // One answer for each question: the block does not change.
  const answers = new Map<string, Promise<string | undefined>>();
  const once = (key: string, question: () => Promise<string | undefined>): Promise<string | undefined> => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = question();
    // Where nothing reads it, its failure does not matter.
    answer.catch(() => {});
    answers.set(key, answer);
    return answer;
  };
  const call = (to: string, data: string) =>
    once(`${to} ${data}`, () => callRaw(rpc, blockTag, { to, data }));
  const codeAt = async (address: string): Promise<string> =>
    (await once(`code ${address}`, () => ask(rpc, hexBytes, "eth_getCode", address, blockTag))) ?? "0x";
  const slotOf = (address: string, slot: string) =>
    once(`${address} slot ${slot}`, () => storageAt(rpc, address, slot, blockTag));

  /** The contract whose code runs in the proxy's name; undefined where it is none. */
  async function behind(address: string, code: string): Promise<string | undefined> {
    const minimal = minimalProxyTarget(code);
    if (minimal !== undefined) return minimal;
    const slots = await Promise.all(proxySlots.map(({ slot }) => slotOf(address, slot)));
    for (const [index, { name, slot, beacon }] of proxySlots.entries()) {
      const word = slots[index];
      const target = slotAddress(word);
      if (word === undefined || target === undefined) continue;
      const what = `${name} of ${address}`;
      reads.set(`${address} ${slot}`, { what, target: address, data: slot, result: word, value: target });
      if (!beacon) return target;
      codes.set(target, { address: target, codeHash: hashOfCode(await codeAt(target)) });
      const answer = await call(target, beaconInterface.encodeFunctionData("implementation"));
      const decoded = answer === undefined ? undefined : decode(beaconInterface, "implementation", answer);
      return decoded === undefined ? undefined : getAddress(String(decoded[0]));
    }
    return undefined;
  }

  return {
    blockTag,
    async read(name, target, abi, fn, args = []) {
      const data = abi.encodeFunctionData(fn, args);
      const what = `${name}.${fn.split("(")[0]}(${args.map(showValue).join(", ")})`;
      const result = await call(target, data);
      const decoded = result === undefined ? undefined : decode(abi, fn, result);
      reads.set(`${target} ${data}`, {
        what,
        target,
        data,
        result: decoded === undefined ? "revert" : (result ?? "revert"),
        value: decoded === undefined ? "no such function" : [...decoded].map(showValue).join(", "),
      });
      return decoded;
    },
    async hasCode(address) {
      const found = await codeAt(address);
      const code = isDelegation(found) ? "0x" : found;
      codes.set(address, { address, codeHash: hashOfCode(code) });
      if (code === "0x") return false;
      let target = await behind(address, code);
      // What runs may pass everything on once more, and does so in the proxy's storage.
      for (let hops = 0; target !== undefined && hops < mostHops; hops++) {
        const runs = await codeAt(target);
        codes.set(target, { address: target, codeHash: hashOfCode(runs) });
        target = minimalProxyTarget(runs);
      }
      return true;
    },
    revertOf: (from, to, data) =>
      once(`${from} ${to} ${data}`, async () => {
        try {
          await ask(rpc, hexBytes, "eth_call", { from, to, data }, blockTag);
          return undefined;
        } catch (thrown) {
          const revert = revertDataOf(thrown);
          if (revert === undefined) throw thrown;
          return revert;
        }
      }),
    expectReads(target, abi, getters) {
      for (const getter of getters) void call(target, abi.encodeFunctionData(getter)).catch(() => {});
    },
    expectCode(address, kind) {
      void codeAt(address).catch(() => {});
      if (kind === "contract") for (const { slot } of proxySlots) void slotOf(address, slot).catch(() => {});
    },
    reads: () => byKey(reads),
    codes: () => byKey(codes),
  };
}

async function storageAt(
  rpc: Rpc,
  address: string,
  slot: string,
  blockTag: string,
): Promise<string | undefined> {
  try {
    return await ask(rpc, hexBytes, "eth_getStorageAt", address, slot, blockTag);
  } catch (thrown) {
    // A node without this method shows no proxy; a pause goes on without.
    if (isUnsupported(thrown)) return undefined;
    throw thrown;
  }
}

// An account without the function may answer with nothing, or with bytes that do not decode.
function decode(abi: Abi, fn: string, result: string): Result | undefined {
  try {
    const decoded = abi.decodeFunctionResult(fn, result);
    // ethers decodes lazily; a bad member throws only when it is touched.
    [...decoded].map(showValue);
    return decoded;
  } catch {
    return undefined;
  }
}

/** Reads what must be there. @throws WRONG_CONTRACT when the contract does not answer */
export async function mustRead(
  reader: Reader,
  name: string,
  target: string,
  abi: Abi,
  fn: string,
  args: readonly unknown[] = [],
): Promise<unknown> {
  const result = await reader.read(name, target, abi, fn, args);
  if (result === undefined)
    throw ownerErrors.create("WRONG_CONTRACT", {
      where: name,
      address: target,
      wanted: name,
      found: `something without ${fn}`,
    });
  return result[0];
}
