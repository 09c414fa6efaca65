import { getAddress } from "ethers/address";
import { ZeroAddress } from "ethers/constants";
import { evmErrors } from "./errors.ts";

/**
 * Reads an address as a person typed it and returns its EIP-55 form. All lower or all upper case has no checksum and is
 * taken; mixed case must match.
 *
 * @throws BAD_ADDRESS, BAD_CHECKSUM, ZERO_ADDRESS
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { evmErrors, parseAddress } from "@mvcrs/evm";
 *
 * const typed = "0x00000000000000000000000000000000000000aa";
 * assert.equal(parseAddress(typed, "--arena"), "0x00000000000000000000000000000000000000AA");
 * const slipped = "0x00000000000000000000000000000000000000Aa";
 * assert.throws(
 *   () => parseAddress(slipped, "--arena"),
 *   (thrown) => evmErrors.is(thrown, "BAD_CHECKSUM"),
 * );
 * ```
 */
export function parseAddress(value: string, where: string): string {
  // ethers also reads ICAP and addresses without 0x; neither is expected from an operator.
  if (!/^0x[0-9a-fA-F]{40}$/.test(value)) throw evmErrors.create("BAD_ADDRESS", { where, value });
  const expected = getAddress(value.toLowerCase());
  const digits = value.slice(2);
  const mixed = digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
  if (mixed && value !== expected) throw evmErrors.create("BAD_CHECKSUM", { where, value, expected });
  if (expected === ZeroAddress) throw evmErrors.create("ZERO_ADDRESS", { where });
  return expected;
}

/**
 * Reads a whole number in decimal.
 *
 * @throws BAD_NUMBER, OUT_OF_RANGE
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseWhole } from "@mvcrs/evm";
 *
 * assert.equal(parseWhole("12", "--confirmations", "blocks", 1n, 1_000n), 12n);
 * ```
 */
export function parseWhole(
  value: string,
  where: string,
  unit: string,
  minimum: bigint,
  maximum: bigint,
): bigint {
  if (!/^(0|[1-9][0-9]{0,77})$/.test(value)) throw evmErrors.create("BAD_NUMBER", { where, value, unit });
  const number = BigInt(value);
  if (number < minimum || number > maximum)
    throw evmErrors.create("OUT_OF_RANGE", {
      where,
      value,
      minimum: minimum.toString(),
      maximum: maximum.toString(),
    });
  return number;
}
