import { join } from "node:path";
import { checkJson, type TextFiles } from "@mvcrs/files";
import type { z } from "zod";

const atOnce = 16;

/**
 * Files of one kind: read when they are asked for, changed in memory, written when memory is short and on `flush`. Written
 * again after a crash, each comes out the same.
 */
export class Documents<T> {
  readonly #files: TextFiles;
  readonly #folder: string;
  readonly #schema: z.ZodType<T>;
  readonly #most: number;
  /** The least recently used first. */
  readonly #held = new Map<string, { readonly value: T; readonly isChanged: boolean }>();

  /** @param most So many are held in memory. */
  constructor(files: TextFiles, folder: string, schema: z.ZodType<T>, most: number) {
    this.#files = files;
    this.#folder = folder;
    this.#schema = schema;
    this.#most = most;
  }

  /** What is held in memory of a file. */
  peek(path: string): T | undefined {
    return this.#held.get(path)?.value;
  }

  /** What is written of it. */
  text(path: string): string | undefined {
    const held = this.#held.get(path);
    return held === undefined ? undefined : this.#textOf(held.value);
  }

  /** By the schema, so that the same value has the same bytes whichever way it was made. */
  #textOf(value: T): string {
    return `${JSON.stringify(this.#schema.parse(value))}\n`;
  }

  /** `null` where there is no file, or one that cannot be used. */
  async read(path: string): Promise<T | null> {
    const held = this.#held.get(path);
    if (held !== undefined) {
      this.#held.delete(path);
      this.#held.set(path, held);
      return held.value;
    }
    const text = await this.#files.read(join(this.#folder, path));
    const checked = text === null ? undefined : checkJson(text, this.#schema);
    if (checked?.ok !== true) return null;
    this.#held.set(path, { value: checked.value, isChanged: false });
    return checked.value;
  }

  /** Takes a value to be written; it may be changed in place until then. */
  put(path: string, value: T): void {
    this.#held.delete(path);
    this.#held.set(path, { value, isChanged: true });
  }

  get isFull(): boolean {
    return this.#held.size > this.#most;
  }

  /** Writes and forgets what was used least. */
  async makeRoom(): Promise<void> {
    await this.#write([...this.#held.keys()].slice(0, Math.ceil(this.#most / 2)));
    for (const path of [...this.#held.keys()].slice(0, Math.ceil(this.#most / 2))) this.#held.delete(path);
  }

  /** Writes what was changed; it stays in memory. */
  async flush(): Promise<void> {
    await this.#write([...this.#held.keys()]);
  }

  /** Forgets everything, also what was changed. */
  drop(): void {
    this.#held.clear();
  }

  async #write(paths: readonly string[]): Promise<void> {
    for (let from = 0; from < paths.length; from += atOnce)
      await Promise.all(paths.slice(from, from + atOnce).map((path) => this.#writeOne(path)));
  }

  async #writeOne(path: string): Promise<void> {
    const held = this.#held.get(path);
    if (held?.isChanged !== true) return;
    await this.#files.write(join(this.#folder, path), this.#textOf(held.value));
    this.#held.set(path, { value: held.value, isChanged: false });
  }
}
