import type { DeliverReport } from "@mvcrs/notify";
import { aborted } from "../../../aborted.ts";

type Report = Pick<DeliverReport, "entries" | "waiting" | "dead" | "busy" | "delivered">;

/** Passes through the outbox, of which a later one may overtake one that a slow endpoint holds up. */
export class Passes {
  readonly #pass: (signal: AbortSignal) => Promise<Report | null>;
  readonly #overtakenEnded: () => void;
  readonly #underWay = new Set<Promise<void>>();
  #begun = 0;
  #failure: { readonly thrown: unknown } | undefined;
  /** What the newest one that has ended said. */
  newest: Report = { entries: 0, waiting: 0, dead: 0, busy: false, delivered: 0 };

  constructor(pass: (signal: AbortSignal) => Promise<Report | null>, overtakenEnded: () => void) {
    this.#pass = pass;
    this.#overtakenEnded = overtakenEnded;
  }

  get isUnderWay(): boolean {
    return this.#underWay.size > 0;
  }

  /** Begins one; resolves when it has ended, or `woken` is aborted. Rejects with what any of them was rejected with. */
  async begin(signal: AbortSignal, woken: AbortSignal): Promise<void> {
    this.#begun += 1;
    const number = this.#begun;
    const mine = this.#pass(signal)
      .then(
        (report) => {
          if (report !== null && number === this.#begun) this.newest = report;
        },
        (thrown: unknown) => {
          this.#failure ??= { thrown };
        },
      )
      .finally(() => {
        this.#underWay.delete(mine);
        // What it kept from the later ones is theirs now.
        if (number !== this.#begun) this.#overtakenEnded();
      });
    this.#underWay.add(mine);
    await Promise.race([mine, aborted(woken)]);
    if (this.#failure !== undefined) throw this.#failure.thrown;
  }

  /** Resolves once none is under way any more. */
  async ended(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
