import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

const answerSchema = z.object({ signals: z.number() });
const metrics = 200;
const everyMs = 150;

/** Signals of many metrics, sent to whichever service answers, each delivery until it is acknowledged. */
export class Load {
  acknowledged = 0;
  /** Times that a delivery was sent again. */
  again = 0;
  readonly #token: string;
  readonly #urls: () => readonly string[];
  #round = 0;
  #isOver = false;
  #running: Promise<void> | undefined;

  constructor(token: string, urls: () => readonly string[]) {
    this.#token = token;
    this.#urls = urls;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const began = Date.now() - 3_600_000;
    while (!this.#isOver) {
      const round = this.#round++;
      const observedAt = new Date(began + round * 1000).toISOString();
      const lines = Array.from({ length: metrics }, (_, i) =>
        JSON.stringify({ metric: `node${i}.load`, source: "demo", value: valueAt(i, round), observedAt }),
      );
      await this.#deliver(lines.join("\n"), round);
      await pause(everyMs);
    }
  }

  async #deliver(body: string, round: number): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const urls = this.#urls();
      const url = urls[(round + attempt) % urls.length] ?? "";
      try {
        const answer = await fetch(new URL("signals", url), {
          method: "POST",
          headers: { authorization: `Bearer ${this.#token}` },
          body,
          signal: AbortSignal.timeout(5_000),
        });
        if (answer.status === 202 || answer.status === 200) {
          this.acknowledged += answerSchema.parse(await answer.json()).signals;
          return;
        }
        await answer.arrayBuffer();
      } catch {
        // It is not there, or not any more.
      }
      this.again++;
      await pause(200);
    }
  }
}

/** Every tenth metric breaks its bounds from time to time. */
const valueAt = (metric: number, round: number): number =>
  metric % 10 === 3 && (round + metric) % 40 < 3 ? 500 : 100 + ((metric + round) % 7);
