import { setTimeout as pause } from "node:timers/promises";
import { postgresShards } from "@mvcrs/chain-postgres";
import { rowsOfBatches } from "@mvcrs/escalation";
import { decodeJsonl } from "@mvcrs/verifiers/input";

export interface Sender {
  /** Every line that was acknowledged, in its order. */
  readonly lines: string[];
  /** Rows of no use among them. */
  unusable: number;
  readonly ended: Promise<void>;
}

const METRICS = 40;
const MINUTE = 60_000;

/** Sends signals of metrics of its own, batch after batch, each until it is acknowledged, and now and then once more. */
export function startSender(
  name: string,
  where: { readonly url: string; readonly origin: string },
  random: () => number,
  isOver: () => boolean,
): Sender {
  const sender: Sender = { lines: [], unusable: 0, ended: send() };
  return sender;

  async function send(): Promise<void> {
    await using shards = postgresShards({ ...where, connectTimeoutMs: 2_000 });
    const rowsOf = rowsOfBatches({ sender: name, clock: Date.now });
    const start = Math.floor((Date.now() - 300 * 24 * 60 * MINUTE) / MINUTE) * MINUTE;
    for (let minute = 0; !isOver(); minute++) {
      const lines = Array.from({ length: METRICS }, (_, i) => line(i, start + minute * MINUTE));
      if (random() < 0.05) lines.push(`{"metric":"${name}","source":"${name}","value":"${minute}"}`);
      const rows = [];
      const payload = Buffer.from(`${lines.join("\n")}\n`);
      for await (const batch of decodeJsonl([payload], { now: Date.now, source: name }))
        rows.push(...rowsOf(batch, `${name} ${minute}`));
      for (let times = random() < 0.1 ? 2 : 1; times > 0; times--)
        for (let answered = false; !answered; )
          answered = await shards.submit(rows).then(
            () => true,
            () => pause(50, false),
          );
      sender.lines.push(...lines);
      if (lines.length > METRICS) sender.unusable += 1;
      await pause(20);
    }
  }

  function line(i: number, time: number): string {
    const value = 5 + (random() < 0.003 ? 4 : 0) + Math.round(random() * 100) / 10_000;
    const witnesses = ["a", "b", "c"].map((source) => ({ source, value }));
    const observedAt = new Date(time).toISOString();
    return JSON.stringify({ metric: `${name}.m${i}`, source: name, value, observedAt, witnesses });
  }
}
