import { utf8 } from "@mvcrs/canonical";
import { toChecksumAddress } from "../address.ts";
import { keccak256Hex } from "../digest.ts";
import type { Manifest } from "../manifest-schema.ts";
import { type GovernanceCall, managerOf } from "./calldata.ts";

type Json = string | number | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * A batch that the transaction builder of Safe{Wallet} imports (file format 1.0), with the checksum by which the builder
 * tells that nobody changed it.
 */
export function safeBatch(manifest: Manifest, calls: readonly GovernanceCall[], madeAt: number) {
  const { address, from } = managerOf(manifest);
  const batch = {
    version: "1.0",
    chainId: String(manifest.global.chainId ?? 1),
    createdAt: madeAt * 1000,
    meta: {
      name: "Phase 8 universal value plan",
      description: `${calls.length} calls to ${address} (${from}): what config/universal.value.manifest.json declares.`,
      txBuilderVersion: "1.17.1",
      createdFromSafeAddress: "",
      createdFromOwnerAddress: "",
    },
    transactions: calls.map(({ data }) => ({
      to: toChecksumAddress(address),
      value: "0",
      data,
      contractMethod: null,
      contractInputsValues: null,
    })),
  };
  return { ...batch, meta: { ...batch.meta, checksum: safeChecksum(batch) } };
}

/** As the builder computes it: keys sorted, each object led by the list of its keys, the name left out. */
export function safeChecksum(batch: {
  readonly meta: { readonly [key: string]: Json };
  readonly [key: string]: Json;
}): string {
  const meta: { readonly [key: string]: Json } = { ...batch.meta, name: null };
  return keccak256Hex(utf8(serialize({ ...batch, meta })));
}

function serialize(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => serialize(item)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${JSON.stringify(fields.map(([key]) => key))}${fields.map(([, item]) => `${serialize(item)},`).join("")}}`;
}
