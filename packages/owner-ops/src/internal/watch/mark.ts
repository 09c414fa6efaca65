import { join } from "node:path";
import { sha256Hex } from "@mvcrs/canonical/sha256";
import { nodeTextFiles } from "@mvcrs/files";
import { z } from "zod";
import { readKept } from "../kept-json.ts";

const schema = z.record(z.string(), z.string().regex(/^\d+$/));
const pathIn = (folder: string): string => join(folder, "watched.json");
const keyOf = (chainId: string, contracts: readonly string[]): string =>
  sha256Hex([chainId, ...[...contracts].sort()].join(" ")).slice(0, 16);

// Without it a watch looks at the last day, as the first one does.
const read = (folder: string): z.infer<typeof schema> => readKept(pathIn(folder), schema) ?? {};

/** Up to which block these contracts were watched; undefined where they were not. */
export function watchedTo(folder: string, chainId: string, contracts: readonly string[]): bigint | undefined {
  const block = read(folder)[keyOf(chainId, contracts)];
  return block === undefined ? undefined : BigInt(block);
}

/** Remembers where a watch ended. */
export async function saveWatchedTo(
  folder: string,
  chainId: string,
  contracts: readonly string[],
  block: bigint,
): Promise<void> {
  const marks = { ...read(folder), [keyOf(chainId, contracts)]: block.toString() };
  await nodeTextFiles.write(pathIn(folder), `${JSON.stringify(marks, undefined, 2)}\n`);
}
