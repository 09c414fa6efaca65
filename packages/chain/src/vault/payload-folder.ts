import { dirname, join } from "node:path";
import { systemCode } from "@mvcrs/errors";
import {
  type FileLayer,
  openExisting,
  readFully,
  removeIfThere,
  replaceFile,
  sweepFolder,
} from "@mvcrs/files";
import { chainErrors } from "../errors.ts";
import { MAX_FILE_BYTES, payloadIn, type SealedPayload } from "./payload-file.ts";

/** What is in the place of a payload. */
export type StoredPayload =
  | { readonly state: "here"; readonly payload: Uint8Array }
  | { readonly state: "missing" }
  | { readonly state: "damaged"; readonly path: string };

const shards = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * The folder of the payloads, one file each, named by its commitment. Who may read a payload is for the folder's owner to say:
 * a file is made for its owner alone.
 */
export class PayloadFolder {
  readonly path: string;
  readonly #files: FileLayer;

  constructor(files: FileLayer, path: string) {
    this.#files = files;
    this.path = path;
  }

  placeOf(commitment: string): string {
    return join(this.path, commitment.slice(0, 2), commitment);
  }

  /** On stable storage when it resolves. */
  async write({ commitment, file }: SealedPayload): Promise<void> {
    const path = this.placeOf(commitment);
    await this.#files.makeFolder(dirname(path));
    await replaceFile(this.#files, path, file, { permissions: 0o600 });
  }

  /** What stands there, checked against the commitment. */
  async read(commitment: string): Promise<StoredPayload> {
    const path = this.placeOf(commitment);
    const handle = await openExisting(this.#files, path);
    if (handle === undefined) return { state: "missing" };
    try {
      const size = await handle.size();
      if (size > MAX_FILE_BYTES) return { state: "damaged", path };
      const bytes = new Uint8Array(size);
      const payload = payloadIn(bytes.subarray(0, await readFully(handle, bytes, 0)), commitment);
      return payload === undefined ? { state: "damaged", path } : { state: "here", payload };
    } finally {
      await handle.close();
    }
  }

  /** Whether something stands there that removing it would end. @throws PAYLOAD_LINKED, NOT_A_FILE */
  async isRemovable(commitment: string): Promise<boolean> {
    const path = this.placeOf(commitment);
    const real = await this.#files.realPath(path).catch(ifMissing);
    const folder = await this.#files.realPath(dirname(path)).catch(ifMissing);
    // A link to nowhere has no true path, and is in the folder all the same.
    if (real === undefined && !(await this.#names(dirname(path))).includes(commitment)) return false;
    if (folder === undefined || real !== join(folder, commitment))
      throw chainErrors.create("PAYLOAD_LINKED", { path });
    const handle = await openExisting(this.#files, path);
    if (handle === undefined) return false;
    const { links } = await handle.identity().finally(() => handle.close());
    if (links > 1) throw chainErrors.create("PAYLOAD_LINKED", { path });
    return true;
  }

  /** Removes payloads, and what a process that was killed left half written beside them; durably. */
  async remove(commitments: readonly string[]): Promise<void> {
    for (const commitment of commitments) await removeIfThere(this.#files, this.placeOf(commitment));
    const folders = new Set(commitments.map((commitment) => dirname(this.placeOf(commitment))));
    for (const folder of folders) await this.#swept(folder).catch(ifMissing);
  }

  /** The commitments of all payloads that are there. */
  async list(): Promise<string[]> {
    const found: string[] = [];
    for (const shard of shards)
      for (const name of await this.#names(join(this.path, shard)))
        if (/^[0-9a-f]{64}$/.test(name) && name.startsWith(shard)) found.push(name);
    return found;
  }

  async #swept(folder: string): Promise<void> {
    await sweepFolder(this.#files, folder);
    await this.#files.syncFolder(folder);
  }

  async #names(folder: string): Promise<readonly string[]> {
    return (await this.#files.list(folder).catch(ifMissing)) ?? [];
  }
}

function ifMissing(thrown: unknown): undefined {
  if (systemCode(thrown) !== "ENOENT") throw thrown;
  return undefined;
}
