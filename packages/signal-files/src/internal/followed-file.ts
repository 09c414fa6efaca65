import { type FileHandle, open } from "node:fs/promises";

const chunkBytes = 256 * 1024;
const headBytes = 1024;
const windowBytes = 4096;
const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * A growing file, read from where the last look ended. It remembers how the file began and what stood before that place,
 * so that a file truncated and rewritten is noticed, however fast it grew again.
 */
export class FollowedFile {
  readonly #file: FileHandle;
  /** Tells the file from any other, whatever it is called. */
  readonly identity: string;
  /** Whether a file was read before this one: its byte-order mark is none of the input's then. */
  readonly #isLater: boolean;
  #at = 0;
  #head = Buffer.alloc(0);
  #window = Buffer.alloc(0);
  /** Size and time of change when the file was last found to be the same. */
  #checked = "";

  private constructor(file: FileHandle, identity: string, isLater: boolean) {
    this.#file = file;
    this.identity = identity;
    this.#isLater = isLater;
  }

  static async open(path: string, isLater: boolean): Promise<FollowedFile> {
    const file = await open(path, "r");
    return new FollowedFile(file, identityOf(await file.stat()), isLater);
  }

  /** Whether what was read ends with a whole line. */
  get endsLine(): boolean {
    return this.#window.length === 0 || this.#window.at(-1) === newline;
  }

  /** What has been written since the last look; `rewritten` where what was read is no longer what the file holds. */
  async next(): Promise<Uint8Array | "rewritten"> {
    const { bytesRead, buffer } = await this.#file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, this.#at);
    // Looked at after the reading: what was read before is right only if the file is still the same.
    if (!(await this.#isSame())) return "rewritten";
    const chunk = buffer.subarray(0, bytesRead);
    const start = this.#at === 0 && this.#isLater ? startOf(chunk) : 0;
    this.#remember(chunk);
    if (start === chunk.length && start > 0) return this.next();
    return chunk.subarray(start);
  }

  /** Whole lines that were written since; the rest of the last one is left for the next look. */
  async lines(): Promise<Uint8Array> {
    const { bytesRead, buffer } = await this.#file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, this.#at);
    const chunk = buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1);
    this.#remember(chunk);
    return chunk;
  }

  /** Whether the other file begins as this one did, up to where it was read: a copy of it. */
  async isCopiedBy(other: FileHandle): Promise<boolean> {
    return (
      (await holds(other, this.#head, 0)) &&
      (await holds(other, this.#window, this.#at - this.#window.length)) &&
      (await other.stat()).size >= this.#at
    );
  }

  /** Where the next look begins. */
  get at(): number {
    return this.#at;
  }

  /** Starts over: the file was rewritten. */
  restart(): FollowedFile {
    return new FollowedFile(this.#file, this.identity, true);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #isSame(): Promise<boolean> {
    const { size, mtimeNs, ctimeNs } = await this.#file.stat({ bigint: true });
    if (size < this.#at) return false;
    const stamp = `${size} ${mtimeNs} ${ctimeNs}`;
    if (stamp === this.#checked) return true;
    const same =
      (await holds(this.#file, this.#head, 0)) &&
      (await holds(this.#file, this.#window, this.#at - this.#window.length));
    if (same) this.#checked = stamp;
    return same;
  }

  #remember(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#at += chunk.length;
    if (this.#head.length < headBytes)
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, headBytes - this.#head.length)]);
    const tail = chunk.subarray(-windowBytes);
    this.#window =
      tail.length === windowBytes
        ? Buffer.from(tail)
        : Buffer.concat([this.#window.subarray(-(windowBytes - tail.length)), tail]);
  }
}

export const identityOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string =>
  `${dev}:${ino}`;

async function holds(file: FileHandle, expected: Buffer, at: number): Promise<boolean> {
  if (expected.length === 0) return true;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(expected.length), 0, expected.length, at);
  return bytesRead === expected.length && buffer.equals(expected);
}

/** How much of the start of a later file is no text: its mark, or the hole that a writer left who did not notice. */
function startOf(chunk: Buffer): number {
  if (chunk.subarray(0, 3).equals(byteOrderMark)) return 3;
  const text = chunk.findIndex((byte) => byte !== 0);
  return text === -1 ? chunk.length : text;
}
