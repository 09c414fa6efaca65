import { parseAddress, parseWhole } from "@mvcrs/evm";
import { ownerErrors } from "@selfplay/owner-ops/operate";
import type { OwnerArgs } from "./flags.ts";

// What yargs and util.parseArgs give is text or flags; these read it by name and say the option's name in errors.

export function textOf(args: OwnerArgs, name: string): string | undefined {
  const value = args[name];
  if (typeof value === "string") return value;
  // yargs makes a list of an option that is given twice.
  if (Array.isArray(value))
    throw ownerErrors.create("CONFLICTING_OPTIONS", {
      options: value.map((one) => `--${name} ${String(one)}`),
      why: "it can be given once",
    });
  return undefined;
}

export const flagOf = (args: OwnerArgs, name: string): boolean => args[name] === true;

export function listOf(args: OwnerArgs, name: string): readonly string[] {
  const value = args[name];
  if (value === undefined || typeof value === "boolean") return [];
  return typeof value === "string" ? [value] : value;
}

export function addressOf(args: OwnerArgs, name: string): string | undefined {
  const value = textOf(args, name);
  return value === undefined ? undefined : parseAddress(value, `--${name}`);
}

/** Addresses of a repeatable option; the same one twice counts once. */
export const addressesOf = (args: OwnerArgs, name: string): readonly string[] => [
  ...new Set(listOf(args, name).map((value) => parseAddress(value, `--${name}`))),
];

export function wholeOf(
  args: OwnerArgs,
  name: string,
  unit: string,
  minimum = 0n,
  maximum = 2n ** 256n - 1n,
): bigint | undefined {
  const value = textOf(args, name);
  return value === undefined ? undefined : parseWhole(value, `--${name}`, unit, minimum, maximum);
}

/** @throws MISSING_OPTION */
export function need<T>(value: T | undefined, name: string, why: string): T {
  if (value === undefined) throw ownerErrors.create("MISSING_OPTION", { option: `--${name}`, why });
  return value;
}
