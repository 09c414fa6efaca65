import { setTimeout as pause } from "node:timers/promises";

/** Metrics of a sender that are judged and found well, so that each is judged again and again. */
const plainMetrics = 8;
const start = Date.parse("2026-01-01T00:00:00Z");

/** A client that sends one delivery after the other, each to any of the services until one has acknowledged it. */
export class Sender {
  readonly name: string;
  /** Every line that was acknowledged, in its order. */
  readonly lines: string[] = [];
  /** Deliveries that were acknowledged; how often one was sent again, unanswered or on purpose. */
  acknowledged = 0;
  again = 0;
  readonly ended: Promise<void>;

  constructor(
    name: string,
    to: {
      readonly urls: readonly string[];
      readonly token: string;
      readonly random: () => number;
      readonly isOver: () => boolean;
    },
  ) {
    this.name = name;
    this.ended = this.#send(to);
  }

  async #send({ urls, token, random, isOver }: ConstructorParameters<typeof Sender>[1]): Promise<void> {
    for (let number = 0; !isOver(); number++) {
      const lines = linesOf(this.name, number);
      const request = {
        method: "POST",
        body: lines.join("\n"),
        headers: { authorization: `Bearer ${token}`, "idempotency-key": `${this.name}-${number}` },
      };
      for (let times = random() < 0.1 ? 2 : 1; times > 0; ) {
        const url = urls[Math.floor(random() * urls.length)];
        if (await isTaken(new URL("signals", url), request)) times -= 1;
        else {
          this.again += 1;
          await pause(100);
        }
      }
      this.acknowledged += 1;
      this.lines.push(...lines);
      await pause(200 + 300 * random());
    }
  }
}

async function isTaken(url: URL, request: RequestInit): Promise<boolean> {
  try {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.status === 202 || answer.status === 200;
  } catch {
    // Nobody knows whether it was taken.
    return false;
  }
}

/** One signal that raises a challenge of its own, among others that do not. */
function linesOf(sender: string, number: number): readonly string[] {
  const observedAt = new Date(start + number * 60_000).toISOString();
  const plain = Array.from({ length: plainMetrics }, (_, i) => ({
    metric: `plain.${sender}.${i}`,
    value: 100,
  }));
  return [...plain, { metric: `soak.${sender}.n${number}`, value: 5 }].map((signal) =>
    JSON.stringify({ ...signal, source: sender, observedAt }),
  );
}
