import { parseCanonical } from "@mvcrs/canonical";
import { isCodedError } from "@mvcrs/errors";
import { type FileLayer, nodeFiles, withCodes } from "@mvcrs/files";
import { pathsOf } from "../internal/paths.ts";
import { PayloadFolder } from "./payload-folder.ts";
import { commitmentsOf } from "./sealed-event.ts";

export interface ReadVaultOptions {
  /** The log's path. */
  readonly path: string;
  readonly files?: FileLayer;
}

/**
 * What became of a value that an event keeps in the vault. One that is missing was redacted, or is lost: which, the log says
 * (`redactionsOf`).
 */
export type PrivateValue =
  | { readonly state: "here"; readonly value: unknown }
  | { readonly state: "missing" }
  | { readonly state: "damaged"; readonly path: string }
  | { readonly state: "unreadable"; readonly reason: string };

export interface VaultReader {
  /** The values that an event keeps in the vault, by the JSON Pointers of their places; none where it keeps none. */
  payloads(event: unknown): Promise<ReadonlyMap<string, PrivateValue>>;
}

/** Opens the vault of a log for reading; a vault that is not there has nothing. */
export async function readVault(options: ReadVaultOptions): Promise<VaultReader> {
  const { files = nodeFiles } = options;
  const { vault } = await withCodes(options.path, () => pathsOf(files, options));
  const folder = new PayloadFolder(files, vault);
  return {
    async payloads(event) {
      const found = new Map<string, PrivateValue>();
      for (const [pointer, commitment] of commitmentsOf(event))
        found.set(pointer, await readValue(folder, commitment));
      return found;
    },
  };
}

async function readValue(folder: PayloadFolder, commitment: string): Promise<PrivateValue> {
  try {
    const stored = await withCodes(folder.path, () => folder.read(commitment));
    if (stored.state !== "here") return stored;
    const value = valueIn(stored.payload);
    return value === undefined
      ? { state: "damaged", path: folder.placeOf(commitment) }
      : { state: "here", value };
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return { state: "unreadable", reason: thrown.summary };
  }
}

function valueIn(payload: Uint8Array): unknown {
  try {
    return parseCanonical(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
}
