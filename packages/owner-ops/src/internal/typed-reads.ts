import type { Abi } from "@mvcrs/evm";
import { getAddress } from "ethers/address";
import { ZeroAddress } from "ethers/constants";
import { z } from "zod";
import { mustRead, type Reader } from "./reader.ts";

interface Readable {
  readonly name: string;
  readonly address: string;
  readonly abi: Abi;
}

const flag = z.boolean();
const whole = z.bigint();
const address = z.string();

const read = async <T>(
  schema: z.ZodType<T>,
  reader: Reader,
  contract: Readable,
  fn: string,
  args: readonly unknown[],
): Promise<T> =>
  schema.parse(await mustRead(reader, contract.name, contract.address, contract.abi, fn, args));

export const readFlag = (reader: Reader, contract: Readable, fn: string, ...args: readonly unknown[]) =>
  read(flag, reader, contract, fn, args);

/** A flag, or undefined where the contract does not answer. */
export async function tryFlag(reader: Reader, contract: Readable, fn: string): Promise<boolean | undefined> {
  const result = await reader.read(contract.name, contract.address, contract.abi, fn);
  return result === undefined ? undefined : flag.parse(result[0]);
}

export const readWhole = (reader: Reader, contract: Readable, fn: string, ...args: readonly unknown[]) =>
  read(whole, reader, contract, fn, args);

export const readAddress = (reader: Reader, contract: Readable, fn: string, ...args: readonly unknown[]) =>
  read(address, reader, contract, fn, args);

/** A list of addresses, or undefined where the contract does not have the function. */
export async function readAddresses(
  reader: Reader,
  contract: Readable,
  fn: string,
): Promise<readonly string[] | undefined> {
  const result = await reader.read(contract.name, contract.address, contract.abi, fn);
  return result === undefined ? undefined : z.array(address).parse([...result[0]]);
}

/** An address, or undefined where it is zero or the contract does not have the function. */
export async function tryAddress(
  reader: Reader,
  contract: Readable,
  fn: string,
): Promise<string | undefined> {
  const result = await reader.read(contract.name, contract.address, contract.abi, fn);
  const value = result === undefined ? undefined : getAddress(address.parse(result[0]));
  return value === ZeroAddress ? undefined : value;
}
