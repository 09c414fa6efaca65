import { dirname } from "node:path";
import { systemCode } from "@mvcrs/errors";
import type { FileHandle, FileLayer } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import { placesOf, type Segment } from "../../segments/segment.ts";
import { tryReadSegments } from "../../segments/segment-list.ts";
import type { LogPaths } from "../paths.ts";
import { bytesOf, type Storage } from "./open-bytes.ts";
import { type SegmentBytes, UnreadableBytes } from "./segment-bytes.ts";

/** A segment's file that was found. */
export interface OpenedSegment {
  readonly path: string;
  readonly storage: Storage;
  /** Length of the file. */
  readonly stored: number;
  readonly bytes: SegmentBytes;
  readonly handle: FileHandle;
}

/** A closed segment, opened when it is first needed, and looked for again where it is away. */
export class ClosedSegment {
  readonly #files: FileLayer;
  readonly #paths: LogPaths;
  #segment: Segment;
  #opening: Promise<OpenedSegment> | undefined;
  readonly #reads = new Set<Promise<unknown>>();

  constructor(files: FileLayer, paths: LogPaths, segment: Segment) {
    this.#files = files;
    this.#paths = paths;
    this.#segment = segment;
  }

  get segment(): Segment {
    return this.#segment;
  }

  /** @throws SEGMENT_MISSING, SEGMENT_DAMAGED */
  async read(target: Uint8Array, position: number): Promise<number> {
    const reading = this.#read(target, position);
    this.#reads.add(reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(reading);
    }
  }

  async #read(target: Uint8Array, position: number): Promise<number> {
    const { bytes } = await this.opened();
    if (bytes.size !== undefined && bytes.size !== this.#segment.bytes) throw this.#wrongLength(bytes.size);
    const room = this.#segment.bytes - position;
    const read = await this.#orDamaged(bytes.read(target.subarray(0, Math.max(0, room)), position));
    if (read === 0 && room > 0 && target.length > 0) throw this.#wrongLength(position);
    return read;
  }

  /** The file, whatever its length. @throws SEGMENT_MISSING, SEGMENT_DAMAGED */
  opened(): Promise<OpenedSegment> {
    this.#opening ??= this.#open().catch((thrown: unknown) => {
      // It may be brought back.
      this.#opening = undefined;
      throw thrown;
    });
    return this.#opening;
  }

  /** Lets go of the file; the next read opens it again. */
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    await Promise.allSettled(this.#reads);
    await (await opening?.catch(() => undefined))?.handle.close();
  }

  async #open(): Promise<OpenedSegment> {
    const found = (await this.#find()) ?? (await this.#findAgain());
    if (found === undefined) {
      const { first, last } = this.#segment;
      throw chainErrors.create("SEGMENT_MISSING", {
        path: this.#paths.log,
        file: this.#listedPath,
        first,
        last,
      });
    }
    const { path, handle } = found;
    try {
      const stored = await handle.size();
      return { path, handle, stored, ...(await bytesOf(handle, stored)) };
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  }

  async #find(): Promise<{ readonly path: string; readonly handle: FileHandle } | undefined> {
    for (const path of this.#places) {
      try {
        return { path, handle: await this.#files.open(path, "read") };
      } catch (thrown) {
        if (!["ENOENT", "ENOTDIR"].includes(systemCode(thrown) ?? "")) throw thrown;
      }
    }
    return undefined;
  }

  /** Somebody may have moved it since the list was read. */
  async #findAgain() {
    const listed = await tryReadSegments(this.#files, this.#paths.segments);
    const { first, last, file } = this.#segment;
    const now =
      "reason" in listed ? undefined : listed.find((one) => one.first === first && one.last === last);
    if (now === undefined || now.file === file) return undefined;
    this.#segment = now;
    return this.#find();
  }

  get #places(): readonly string[] {
    return placesOf(this.#segment, dirname(this.#paths.log), this.#paths.segmentFolder);
  }

  get #listedPath(): string {
    return this.#places[0] ?? this.#segment.file;
  }

  #wrongLength(found: number): Error {
    return this.#damaged(`it holds ${found} bytes, and ${this.#segment.bytes} belong to it`);
  }

  async #orDamaged<T>(reading: Promise<T>): Promise<T> {
    try {
      return await reading;
    } catch (thrown) {
      throw thrown instanceof UnreadableBytes ? this.#damaged(thrown.message) : thrown;
    }
  }

  #damaged(reason: string): Error {
    const { first, last } = this.#segment;
    return chainErrors.create("SEGMENT_DAMAGED", {
      path: this.#paths.log,
      file: this.#listedPath,
      first,
      last,
      reason,
    });
  }
}
