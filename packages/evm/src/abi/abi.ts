import { Interface, type LogDescription } from "ethers/abi";

/** What is asked of a contract's ABI, as ethers takes and returns it. */
export interface Abi
  extends Pick<
    Interface,
    | "encodeFunctionData"
    | "decodeFunctionResult"
    | "encodeFunctionResult"
    | "getFunction"
    | "getEvent"
    | "fragments"
  > {
  /** The log of an event of that name; null where it is another's. */
  parseEvent(
    name: string,
    log: { readonly topics: readonly string[]; readonly data: string },
  ): LogDescription | null;
}

/**
 * The ABI of some signatures, each parsed when it is first asked for: an operation uses some ten of two hundred, and an
 * emergency waits for all that are parsed.
 */
export function abiOf(signatures: readonly string[]): Abi {
  const made = new Map<string, Interface>();
  const only = (key: string, wanted: (signature: string) => boolean): Interface => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const found = new Interface(signatures.filter(wanted));
    made.set(key, found);
    return found;
  };
  // `pause`, `pause()` and a fragment are all names of functions; the selector is not used here.
  const named = (kind: "function" | "event", name: { readonly name: string } | string): Interface => {
    const start = `${kind} ${(typeof name === "string" ? name : name.name).split("(", 1)[0]}(`;
    return only(start, (signature) => signature.startsWith(start));
  };
  return {
    encodeFunctionData: (fn, values) => named("function", fn).encodeFunctionData(fn, values),
    decodeFunctionResult: (fn, data) => named("function", fn).decodeFunctionResult(fn, data),
    encodeFunctionResult: (fn, values) => named("function", fn).encodeFunctionResult(fn, values),
    getFunction: (name, values) => named("function", name).getFunction(name, values),
    getEvent: (name, values) => named("event", name).getEvent(name, values),
    parseEvent: (name, log) => named("event", name).parseLog(log),
    get fragments() {
      return only("all", () => true).fragments;
    },
  };
}
