import type { Argv } from "yargs";
import type { GlobalArgs } from "../../../command.ts";
import type { OwnerArgs, OwnerFlag } from "./flags.ts";

/** Adds an owner command's options to its parser. */
export function addFlags(yargs: Argv<GlobalArgs>, flags: readonly OwnerFlag[]): Argv<GlobalArgs> {
  return flags.reduce(
    (parser, { name, type, describe }) =>
      type === "boolean"
        ? parser.option(name, { type, describe })
        : // Amounts and addresses stay text: as numbers they would lose digits.
          parser.option(name, { type: "string", requiresArg: true, describe }),
    yargs,
  );
}

/** The parsed options by the names of the flags. */
export function ownerArgs(
  args: Readonly<Record<string, unknown>>,
  flags: readonly { readonly name: string }[],
): OwnerArgs {
  const found: Record<string, string | boolean | readonly string[]> = {};
  for (const { name } of flags) {
    const value = args[name];
    if (typeof value === "string" || typeof value === "boolean") found[name] = value;
    else if (Array.isArray(value)) found[name] = value.map(String);
  }
  return found;
}
