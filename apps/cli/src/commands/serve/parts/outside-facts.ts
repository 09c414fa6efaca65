import type { Facts } from "@mvcrs/portal/format";

/** How old they may be before they are read again, in milliseconds. */
const freshMs = 5_000;

/**
 * What is beside the log, read again from time to time. That takes a look at the whole root: an entry does not wait for it on its
 * way to the page, which is given what was read last.
 */
export class OutsideFacts {
  readonly #read: () => Promise<Facts>;
  #last: Facts | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #failure: { readonly thrown: unknown } | undefined;
  #areNew = false;

  constructor(read: () => Promise<Facts>) {
    this.#read = read;
  }

  /** Others were read than those that were given last. */
  get areNew(): boolean {
    return this.#areNew || this.#failure !== undefined;
  }

  /** The last ones. Rejects with what reading them was rejected with. */
  async latest(): Promise<Facts> {
    if (performance.now() - this.#readAt >= freshMs) this.#reading ??= this.#again();
    if (this.#last === undefined) await this.#reading;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined || this.#last === undefined) throw failure?.thrown;
    this.#areNew = false;
    return this.#last;
  }

  async #again(): Promise<void> {
    try {
      const facts = await this.#read();
      this.#areNew = JSON.stringify(facts) !== JSON.stringify(this.#last);
      this.#last = facts;
    } catch (thrown) {
      this.#failure = { thrown };
    } finally {
      this.#readAt = performance.now();
      this.#reading = undefined;
    }
  }
}
