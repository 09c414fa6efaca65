import { type Interface, keccak256, type Result } from "ethers";
import { ownerErrors } from "../errors.ts";
import type { Rpc } from "../rpc.ts";
import { ask, hexBytes, revertDataOf, toQuantity } from "./node-values.ts";
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
    abi: Interface,
    fn: string,
    args?: readonly unknown[],
  ): Promise<Result | undefined>;
  /** Whether there is code; remembers its hash. */
  hasCode(address: string): Promise<boolean>;
  reads(): readonly ReadRecord[];
  codes(): readonly CodeRecord[];
}

const byKey = <T>(map: ReadonlyMap<string, T>): readonly T[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);

export function chainReader(rpc: Rpc, blockNumber: bigint): Reader {
  const blockTag = toQuantity(blockNumber);
  const reads = new Map<string, ReadRecord>();
  const codes = new Map<string, CodeRecord>();

  return {
    blockTag,
    async read(name, target, abi, fn, args = []) {
      const data = abi.encodeFunctionData(fn, args);
      const what = `${name}.${fn.split("(")[0]}(${args.map(showValue).join(", ")})`;
      const result = await callRaw(rpc, blockTag, { to: target, data });
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
      const code = await ask(rpc, hexBytes, "eth_getCode", address, blockTag);
      codes.set(address, { address, codeHash: keccak256(code) });
      return code !== "0x";
    },
    reads: () => byKey(reads),
    codes: () => byKey(codes),
  };
}

/** The raw answer of a call, or undefined where it reverts. */
export async function callRaw(
  rpc: Rpc,
  blockTag: string,
  call: { readonly to: string; readonly data: string; readonly from?: string },
): Promise<string | undefined> {
  try {
    return await ask(rpc, hexBytes, "eth_call", call, blockTag);
  } catch (thrown) {
    if (revertDataOf(thrown) !== undefined) return undefined;
    throw thrown;
  }
}

// An account without the function may answer with nothing, or with bytes that do not decode.
function decode(abi: Interface, fn: string, result: string): Result | undefined {
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
  abi: Interface,
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
