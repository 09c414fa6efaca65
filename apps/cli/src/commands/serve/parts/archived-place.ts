import { join } from "node:path";
import type { readLedger } from "@mvcrs/escalation";
import { checkJson } from "@mvcrs/files";
import { z } from "zod";
import type { Context } from "../../../command.ts";

const placeSchema = z.strictObject({
  version: z.literal(1),
  /** Entries of the log whose closed challenges are archived, and its chain hash there. */
  count: z.int().min(0),
  chain_hash: z.string().regex(/^[0-9a-f]{64}$/),
});

type Log = Awaited<ReturnType<typeof readLedger>>;
type Head = Awaited<ReturnType<Log["head"]>>;

/** `state/archived.json`: how far the log was looked through for challenges that were closed. */
export class ArchivedPlace {
  readonly #context: Pick<Context, "files" | "paths">;
  #at: z.infer<typeof placeSchema> | null;

  private constructor(context: Pick<Context, "files" | "paths">, at: z.infer<typeof placeSchema> | null) {
    this.#context = context;
    this.#at = at;
  }

  static async open(context: Pick<Context, "files" | "paths">): Promise<ArchivedPlace> {
    const text = await context.files.read(pathOf(context));
    const checked = text === null ? undefined : checkJson(text, placeSchema);
    return new ArchivedPlace(context, checked?.ok === true ? checked.value : null);
  }

  get count(): number {
    return this.#at?.count ?? 0;
  }

  /** The entry to go on with. Without a place in this log it begins now: what was closed long ago is not made up for. */
  async from(log: Log, { count }: Head): Promise<number> {
    if (this.#at === null || this.#at.count > count) return count;
    if (this.#at.count === 0) return 0;
    return (await log.at(this.#at.count - 1)).leafHash === this.#at.chain_hash ? this.#at.count : count;
  }

  async save({ count, chainHash }: Head): Promise<void> {
    if (this.#at?.count === count && this.#at.chain_hash === chainHash) return;
    this.#at = { version: 1, count, chain_hash: chainHash };
    await this.#context.files.write(pathOf(this.#context), `${JSON.stringify(this.#at)}\n`);
  }
}

const pathOf = ({ paths }: Pick<Context, "paths">): string => join(paths.stateFolder, "archived.json");
