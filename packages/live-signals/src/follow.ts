import { isCodedError, messageOf } from "@mvcrs/errors";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import type { LiveSource } from "./live-source.ts";

export interface FollowOptions {
  /** Stops following after the current batch. */
  readonly stop: AbortSignal;
  readonly everyMs: number;
  /** A failure outside is waited out; else it ends the batches, for whoever says so and opens them again. */
  readonly patient: boolean;
  /** Waits, and ends early on `stop`. */
  readonly sleep: (milliseconds: number, stop: AbortSignal) => Promise<void>;
  /** Called after a batch was judged: the time to save the cursor. */
  readonly judged?: () => Promise<void>;
  readonly notice?: (text: string) => void;
}

const nothing: DecodedBatch = { signals: [], problems: [], rows: 0, bytes: 0 };

/** One look at the deployment. `judged` is called once the reader asks for more. */
export async function* once(source: LiveSource, judged?: () => Promise<void>): AsyncGenerator<DecodedBatch> {
  yield await source.poll();
  await judged?.();
}

/** Polls. A failure outside is reported and tried again by who is patient; any other ends it. */
export async function* follow(
  source: LiveSource,
  { stop, everyMs, patient, sleep, judged, notice = () => {} }: FollowOptions,
): AsyncGenerator<DecodedBatch> {
  while (!stop.aborted) {
    let batch = nothing;
    try {
      batch = await source.poll();
    } catch (thrown) {
      if (!patient || !isCodedError(thrown) || thrown.kind !== "outside") throw thrown;
      notice(messageOf(thrown));
    }
    yield batch;
    await judged?.();
    // An empty batch lets the reader look at the clock, and release the log's lock.
    yield nothing;
    await sleep(everyMs, stop);
  }
}
