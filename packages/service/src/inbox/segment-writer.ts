import { dirname } from "node:path";
import { type FileHandle, type FileLayer, writeAll } from "@mvcrs/files";
import { type Segment, segmentAt } from "./segment.ts";

/** Bytes of a segment from which on the next is begun. */
const segmentBytes = 32 * 1024 * 1024;

/** The last segment, to be written. */
export class SegmentWriter {
  readonly #files: FileLayer;
  #segment: Segment;
  #handle: FileHandle;
  #failure: unknown;

  private constructor(files: FileLayer, segment: Segment, handle: FileHandle) {
    this.#files = files;
    this.#segment = segment;
    this.#handle = handle;
  }

  static async open(files: FileLayer, segment: Segment): Promise<SegmentWriter> {
    const handle = await files.open(segment.path, "append", 0o600);
    await files.syncFolder(dirname(segment.path));
    return new SegmentWriter(files, segment, handle);
  }

  get segment(): Segment {
    return this.#segment;
  }

  /**
   * Adds bytes at a place, the end; on stable storage when it resolves. A write that fails is taken back; where that fails
   * too, nothing more is taken, since it would stand behind a part of this one.
   */
  async write(bytes: Uint8Array, end: number): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (end - this.#segment.start >= segmentBytes) await this.#next(end);
    const position = end - this.#segment.start;
    try {
      await writeAll(this.#handle, bytes, position);
      await this.#handle.sync();
    } catch (thrown) {
      await this.#handle.truncate(position).catch(() => {
        this.#failure = thrown;
      });
      throw thrown;
    }
  }

  async #next(start: number): Promise<void> {
    const segment = segmentAt(dirname(this.#segment.path), start);
    const handle = await this.#files.open(segment.path, "append", 0o600);
    await this.#files.syncFolder(dirname(segment.path));
    await this.#handle.close();
    this.#segment = segment;
    this.#handle = handle;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
