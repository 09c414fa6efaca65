import type { RecordHeader } from "./record.ts";

/** What a delivery was acknowledged with: the same again where it is repeated. */
export type Receipt = Pick<RecordHeader, "id" | "signals" | "unusable" | "sha256" | "at">;

/** Deliveries that are remembered, so that a repeated one is recognised; older ones are judged again, which adds nothing. */
const most = 100_000;

/** The receipts of the last deliveries. */
export class Receipts {
  readonly #byId = new Map<string, Receipt>();

  get(id: string): Receipt | undefined {
    return this.#byId.get(id);
  }

  add({ id, signals, unusable, sha256, at }: RecordHeader): Receipt {
    const receipt = { id, signals, unusable, sha256, at };
    this.#byId.set(id, receipt);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > most && oldest !== undefined) this.#byId.delete(oldest);
    return receipt;
  }
}
