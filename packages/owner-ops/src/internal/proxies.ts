import { abiOf } from "@mvcrs/evm";
import { getAddress } from "ethers/address";

/**
 * Where proxies keep what runs in their name: EIP-1967 (keccak-256 of its names, less one), EIP-1822's PROXIABLE, and
 * the slot that OpenZeppelin's proxies had before.
 */
export const proxySlots = [
  {
    name: "implementation (EIP-1967)",
    slot: "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc",
    beacon: false,
  },
  {
    name: "beacon (EIP-1967)",
    slot: "0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50",
    beacon: true,
  },
  {
    name: "implementation (EIP-1822)",
    slot: "0xc5f16f0fcc639fa48a6947836d9850f504798523bf8c9a3a87d5876cf622bcf7",
    beacon: false,
  },
  {
    name: "implementation (OpenZeppelin before EIP-1967)",
    slot: "0x7050c9e0f4ca769c69bd3a8ef740bc37934f8e2c036e5a723fd8ee048ed3f8c3",
    beacon: false,
  },
] as const;

/** EIP-1967: who may change the implementation. */
export const adminSlot = "0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103";

export const beaconInterface = abiOf(["function implementation() view returns (address)"]);

/** EIP-7702: the code of an account that lets a contract's code run for it is ef0100 and that address. */
export const isDelegation = (code: string): boolean => /^0xef0100[0-9a-f]{40}$/i.test(code);

/**
 * EIP-1167 and its kin: code so short that it does nothing but pass everything on to one contract, whose address stands
 * in it in full, or without its leading zeros.
 */
export function minimalProxyTarget(code: string): string | undefined {
  const longest = 2 + 2 * 200;
  if (code.length > longest) return undefined;
  const found =
    /73([0-9a-f]{40})5af4/i.exec(code)?.[1] ??
    /^0x363d3d373d3d3d363d(?:6[0-9a-f]|7[0-2])((?:[0-9a-f]{2}){1,19})5af4/i.exec(code)?.[1];
  return found === undefined ? undefined : getAddress(`0x${found.padStart(40, "0")}`);
}

/** The address in a storage word; undefined for an empty one. */
export function slotAddress(word: string | undefined): string | undefined {
  // Some nodes leave leading zeros out.
  const digits = word?.slice(2).padStart(64, "0") ?? "";
  if (!/^0{24}[0-9a-f]{40}$/i.test(digits) || /^0*$/.test(digits)) return undefined;
  return getAddress(`0x${digits.slice(24)}`);
}
