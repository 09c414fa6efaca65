import { type FileLayer, withCodes } from "@mvcrs/files";
import { serviceErrors } from "../errors.ts";
import { type Receipt, Receipts } from "./receipts.ts";
import { formatRecord, type RecordHeader, sha256 } from "./record.ts";
import { recoverInbox } from "./recover.ts";
import { type FoundRecord, recordAt, type Segment, segmentAt } from "./segment.ts";
import { SegmentWriter } from "./segment-writer.ts";
import { Wakers } from "./wakers.ts";

export interface InboxOptions {
  readonly files: FileLayer;
  /** Its own: nobody else writes there. */
  readonly folder: string;
  /** How far it was judged, as that was saved. */
  readonly judged: number;
  readonly notice: (text: string) => void;
}

/** A delivery on its way into the inbox. */
export interface Delivery extends Pick<RecordHeader, "id" | "by" | "at" | "signals" | "unusable"> {
  /** Lines of JSON, each with its newline. */
  readonly payload: Uint8Array;
}

/** Deliveries that were taken and are to be judged, in one order, on stable storage. */
export interface Inbox {
  /** Behind the last delivery on stable storage, in bytes of all that it ever took. */
  readonly end: number;
  /** Bytes that wait for the disk. */
  readonly waiting: number;
  /** The receipt of a delivery that was taken before. */
  receiptOf(id: string): Receipt | undefined;
  /** Takes a delivery; on stable storage when it resolves. Those that come meanwhile wait for the disk together. @throws FILE_FAILED */
  append(delivery: Delivery): Promise<Receipt>;
  /** Deliveries from a place on, some `most` bytes of them, and the place behind them. @throws INBOX_DAMAGED, FILE_FAILED */
  read(
    from: number,
    most: number,
  ): Promise<{ readonly records: readonly FoundRecord[]; readonly next: number }>;
  /** What lies before this place is judged for good: files with nothing else may go. @throws FILE_FAILED */
  release(before: number): Promise<void>;
  /** Resolves once there is more than up to `place`, or the signal is aborted. */
  beyond(place: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Segments that stay when they are judged: their receipts are what a repeated delivery is recognised by after a restart. */
const keptSegments = 2;

/**
 * Opens the inbox of a root, or makes it.
 *
 * Killed at any step it holds every delivery that was acknowledged: a delivery is acknowledged once it is on stable storage,
 * and its file goes only after the place behind it was saved with what judging made of it.
 *
 * @throws FILE_FAILED
 */
export async function openInbox({ files, folder, judged, notice }: InboxOptions): Promise<Inbox> {
  return withCodes(folder, async () => {
    await files.makeFolder(folder);
    const { segments, end, headers } = await recoverInbox(files, folder, notice);
    // The place saved with judging counts: an inbox that was removed goes on behind it.
    const last = segments.at(-1);
    const goesOn = last !== undefined && end >= judged ? last : segmentAt(folder, Math.max(end, judged));
    if (judged > end && last !== undefined)
      notice(`${folder} ends before the place up to which it was judged; it goes on behind that`);
    const writer = await SegmentWriter.open(files, goesOn);
    const receipts = new Receipts();
    for (const header of headers) receipts.add(header);
    const before = segments.filter(({ start }) => start !== goesOn.start);
    return new OpenInbox({
      files,
      folder,
      writer,
      receipts,
      segments: [...before, goesOn],
      end: Math.max(end, judged),
    });
  });
}

interface Parts {
  readonly files: FileLayer;
  readonly folder: string;
  readonly writer: SegmentWriter;
  readonly receipts: Receipts;
  readonly segments: Segment[];
  readonly end: number;
}

interface Waiting {
  readonly header: RecordHeader;
  readonly bytes: Uint8Array;
  readonly done: (receipt: Receipt) => void;
  readonly failed: (thrown: unknown) => void;
}

class OpenInbox implements Inbox {
  readonly #parts: Parts;
  #end: number;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  readonly #underWay = new Map<string, Promise<Receipt>>();
  #writing: Promise<void> | undefined;
  readonly #wakers = new Wakers();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#end = parts.end;
  }

  get end(): number {
    return this.#end;
  }

  get waiting(): number {
    return this.#waitingBytes;
  }

  receiptOf(id: string): Receipt | undefined {
    return this.#parts.receipts.get(id);
  }

  append({ payload, ...about }: Delivery): Promise<Receipt> {
    const known = this.receiptOf(about.id);
    if (known !== undefined) return Promise.resolve(known);
    const underWay = this.#underWay.get(about.id);
    if (underWay !== undefined) return underWay;
    const header: RecordHeader = { v: 1, ...about, bytes: payload.length, sha256: sha256(payload) };
    const taken = new Promise<Receipt>((done, failed) => {
      const bytes = formatRecord(header, payload);
      this.#waiting.push({ header, bytes, done, failed });
      this.#waitingBytes += bytes.length;
    }).finally(() => this.#underWay.delete(about.id));
    this.#underWay.set(about.id, taken);
    this.#writing ??= this.#writeAll();
    return taken;
  }

  /** Writes what waits, and what comes while the disk is busy, in one go each. */
  async #writeAll(): Promise<void> {
    // What else comes in this turn of the event loop joins.
    await null;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const bytes = Buffer.concat(batch.map(({ bytes }) => bytes));
      try {
        await withCodes(this.#parts.folder, () => this.#parts.writer.write(bytes, this.#end));
        this.#end += bytes.length;
        this.#note(this.#parts.writer.segment);
        for (const { header, done } of batch) done(this.#parts.receipts.add(header));
        this.#wakers.wake();
      } catch (thrown) {
        for (const { failed } of batch) failed(thrown);
      }
      this.#waitingBytes -= bytes.length;
    }
    this.#writing = undefined;
  }

  #note(segment: Segment): void {
    const { segments } = this.#parts;
    if (segments.at(-1)?.start !== segment.start) segments.push(segment);
  }

  read(from: number, most: number): ReturnType<Inbox["read"]> {
    return withCodes(this.#parts.folder, async () => {
      const { files, segments } = this.#parts;
      const records: FoundRecord[] = [];
      let next = from;
      let bytes = 0;
      for (const [index, { path, start }] of segments.entries()) {
        const following = segments[index + 1]?.start;
        if (following !== undefined && following <= next) continue;
        // A place that no file holds: what was there is gone, and what comes behind it is there.
        next = Math.max(next, start);
        if (next >= this.#end || bytes >= most) break;
        const handle = await files.open(path, "read");
        try {
          const size = Math.min(await handle.size(), this.#end - start);
          for (;;) {
            const found = await recordAt(handle, next - start, size);
            if (typeof found === "string")
              throw serviceErrors.create("INBOX_DAMAGED", { path, position: next - start });
            if (found === undefined) break;
            records.push(found);
            next += found.length;
            bytes += found.length;
            if (bytes >= most) return { records, next };
          }
        } finally {
          await handle.close();
        }
      }
      return { records, next };
    });
  }

  release(before: number): Promise<void> {
    return withCodes(this.#parts.folder, async () => {
      const { files, segments } = this.#parts;
      const judged = segments.filter(
        (_, index) => (segments[index + 1]?.start ?? Number.POSITIVE_INFINITY) <= before,
      );
      for (const segment of judged.slice(0, Math.max(0, judged.length - keptSegments))) {
        await files.remove(segment.path);
        segments.splice(segments.indexOf(segment), 1);
      }
    });
  }

  async beyond(place: number, signal: AbortSignal): Promise<void> {
    if (this.#end <= place) await this.#wakers.next(signal);
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#parts.writer.close();
  }
}
