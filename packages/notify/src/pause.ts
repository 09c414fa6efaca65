import { renderJson } from "@mvcrs/escalation/ledger";
import type { TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { parseStored } from "./delivery.ts";

const pauseSchema = z.strictObject({
  version: z.literal(1),
  /** No attempt before this time; `null` where none is asked for. */
  until: z.iso.datetime({ precision: 3 }).nullable(),
});

/** Until when a channel asked to pause (milliseconds); kept, so that the next process keeps to it too. */
export class Pause {
  readonly #files: TextFiles;
  readonly #path: string;
  #until: number;
  #turn: Promise<void> = Promise.resolve();

  private constructor(files: TextFiles, path: string, until: number) {
    this.#files = files;
    this.#path = path;
    this.#until = until;
  }

  /** @throws OUTBOX_DAMAGED */
  static async read(files: TextFiles, path: string): Promise<Pause> {
    const text = await files.read(path);
    const until = text === null ? null : parseStored(pauseSchema, text, path).until;
    return new Pause(files, path, until === null ? 0 : Date.parse(until));
  }

  /** 0 for no pause. */
  get until(): number {
    return this.#until;
  }

  /** Pauses until a time, or longer where that was asked for before. */
  async extend(until: number): Promise<void> {
    this.#until = Math.max(until, this.#until);
    await this.#save();
  }

  async end(): Promise<void> {
    if (this.#until === 0) return;
    this.#until = 0;
    await this.#save();
  }

  /** Subjects are served side by side; the file is one, and its temporary file too. */
  #save(): Promise<void> {
    this.#turn = this.#turn
      .catch(() => undefined)
      .then(() => {
        const until = this.#until === 0 ? null : new Date(this.#until).toISOString();
        return this.#files.write(this.#path, renderJson({ version: 1, until }));
      });
    return this.#turn;
  }
}
