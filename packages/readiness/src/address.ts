import { utf8 } from "@mvcrs/canonical";
import { keccak256Hex } from "./digest.ts";

/** The EIP-55 form of `0x` and 40 hex digits: the case of each letter tells one bit of the hash. */
export function toChecksumAddress(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = keccak256Hex(utf8(digits)).slice(2);
  const cased = [...digits].map((digit, at) =>
    Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${cased.join("")}`;
}

/** What makes an address implausible; nothing for one that is plausible, or that is no address at all. */
export function addressProblem(value: string): string | undefined {
  if (!/^0x[0-9a-fA-F]{40}$/.test(value)) return undefined;
  if (/^0x0{40}$/.test(value)) return "is the zero address";
  const digits = value.slice(2);
  const oneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  return oneCase || toChecksumAddress(value) === value ? undefined : "has a wrong EIP-55 checksum";
}
