import { cliErrors } from "./errors.ts";

/** Options that may be given several times; yargs makes a list of any other that is, which no command expects. */
const repeatable = new Set([
  "_",
  "against",
  "approval",
  "challenge",
  "entries",
  "holding",
  "in",
  "key",
  "rpc-url",
  "rpcUrl",
  "scenario",
]);
const repeatableOf: Readonly<Record<string, ReadonlySet<string>>> = {
  incident: new Set(["file"]),
  serve: new Set(["name", "signals", "without"]),
};

/** Refuses numbers that are none, and options given twice of which one is expected. @throws USAGE */
export function plainArgs(
  args: Readonly<Record<string, unknown>> & { readonly _: readonly unknown[] },
): true {
  // The owner's flags are checked by @selfplay/owner-ops, which knows each of them.
  if (args._[0] === "owner") return true;
  for (const [name, value] of Object.entries(args)) {
    if (Number.isNaN(value)) throw cliErrors.create("USAGE", { problem: `${name} is not a number` });
    const mayRepeat = repeatable.has(name) || repeatableOf[String(args._[0])]?.has(name) === true;
    if (Array.isArray(value) && !mayRepeat)
      throw cliErrors.create("USAGE", { problem: `--${name} is given ${value.length} times; give it once` });
  }
  return true;
}
