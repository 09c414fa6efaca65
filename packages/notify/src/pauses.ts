import { renderJson } from "@mvcrs/escalation/ledger";
import type { TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { parseStored } from "./delivery.ts";

const pausesSchema = z.strictObject({
  version: z.literal(1),
  /** Per channel: no attempt before this time. */
  channels: z.record(z.string(), z.iso.datetime({ precision: 3 })),
});

/** Until when each channel asked to pause (milliseconds); kept, so that the next process keeps to it too. */
export class Pauses {
  readonly #files: TextFiles;
  readonly #path: string;
  readonly #until: Map<string, number>;
  #turn: Promise<void> = Promise.resolve();

  private constructor(files: TextFiles, path: string, until: Map<string, number>) {
    this.#files = files;
    this.#path = path;
    this.#until = until;
  }

  /** @throws OUTBOX_DAMAGED */
  static async read(files: TextFiles, path: string): Promise<Pauses> {
    const text = await files.read(path);
    const stored = text === null ? {} : parseStored(pausesSchema, text, path).channels;
    const until = Object.entries(stored).map(([name, at]) => [name, Date.parse(at)] as const);
    return new Pauses(files, path, new Map(until));
  }

  of(channel: string): number {
    return this.#until.get(channel) ?? 0;
  }

  async set(channel: string, until: number | null): Promise<void> {
    if (until === null && !this.#until.has(channel)) return;
    if (until === null) this.#until.delete(channel);
    else this.#until.set(channel, Math.max(until, this.of(channel)));
    // Channels are at work side by side; the file is one, and its temporary file too.
    this.#turn = this.#turn.catch(() => undefined).then(() => this.#save());
    await this.#turn;
  }

  #save(): Promise<void> {
    const channels = Object.fromEntries(
      [...this.#until].map(([name, at]) => [name, new Date(at).toISOString()] as const),
    );
    return this.#files.write(this.#path, renderJson({ version: 1, channels }));
  }
}
