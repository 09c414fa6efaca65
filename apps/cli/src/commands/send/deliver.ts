import { setTimeout as wait } from "node:timers/promises";
import type { SendOptions } from "@mvcrs/service";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import type { Context } from "../../command.ts";
import { plural } from "../../ui/numbers.ts";

/** What the service has acknowledged. */
interface Sent {
  readonly signals: number;
  readonly deliveries: number;
  /** Deliveries that it had before. */
  readonly repeated: number;
  /** Rows of the input that cannot be used; they were not sent. */
  readonly unusable: number;
  /** Whether all of it was judged in time; `null` where nobody waits for that. */
  readonly judged: boolean | null;
}

/** A delivery is sent once it has so many bytes; a service takes eight times that. */
const deliveryBytes = 1024 * 1024;

/** Sends the signals of an input in its order, in deliveries of some size, and waits for the last one to be judged. */
export async function deliver(
  batches: AsyncIterable<DecodedBatch>,
  { waitSeconds, ...to }: Pick<SendOptions, "url" | "token" | "waitSeconds">,
  { notice }: Pick<Context, "notice">,
): Promise<Sent> {
  const { sendSignals } = await import("@mvcrs/service");
  let [signals, deliveries, repeated, unusable] = [0, 0, 0, 0];
  let judged: boolean | undefined;
  let [lines, bytes]: [Uint8Array[], number] = [[], 0];
  const send = async (seconds: number): Promise<void> => {
    const body = Buffer.concat(lines);
    const acknowledged = await sendSignals(body, { ...to, waitSeconds: seconds, fetch, wait });
    [lines, bytes] = [[], 0];
    signals += acknowledged.signals;
    deliveries += 1;
    repeated += acknowledged.repeated ? 1 : 0;
    judged = acknowledged.judged;
  };
  for await (const batch of batches) {
    for (const { line, reason } of batch.problems) notice(`line ${line}: ${reason}`);
    unusable += batch.problems.filter(({ partial }) => partial !== true).length;
    for (const signal of batch.signals) {
      // Sent when the next one comes: the last delivery is the one to wait for.
      if (bytes >= deliveryBytes) await send(0);
      const { time: _, ...written } = signal;
      const line = Buffer.from(`${JSON.stringify(written)}\n`);
      lines.push(line);
      bytes += line.length;
    }
  }
  if (unusable > 0) notice(`${plural(unusable, "row")} cannot be used and were not sent`);
  if (bytes > 0) await send(waitSeconds);
  return { signals, deliveries, repeated, unusable, judged: waitSeconds === 0 ? null : (judged ?? true) };
}
