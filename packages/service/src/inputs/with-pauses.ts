import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { noRows } from "./inputs.ts";

/** The batches of an input that says nothing while nothing comes (a pipe), with an empty one for every pause. */
export async function* withPauses(
  batches: AsyncGenerator<DecodedBatch>,
  pause: (signal: AbortSignal) => Promise<void>,
): AsyncGenerator<DecodedBatch> {
  let pending = batches.next();
  // Whoever stops waiting for it must not be ended by its failure.
  pending.catch(() => undefined);
  for (;;) {
    const paused = new AbortController();
    const next = await Promise.race([pending, pause(paused.signal).then(() => null)]);
    paused.abort();
    if (next === null) {
      yield noRows;
      continue;
    }
    if (next.done === true) return;
    yield next.value;
    pending = batches.next();
    pending.catch(() => undefined);
  }
}
