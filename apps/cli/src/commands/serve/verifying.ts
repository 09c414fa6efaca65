import { setTimeout as wait } from "node:timers/promises";
import { verifyLog } from "@mvcrs/chain";
import { messageOf } from "@mvcrs/errors";
import { type ArtifactPaths, counterKeys } from "@mvcrs/escalation";
import type { MetricsSnapshot } from "@mvcrs/telemetry/metrics";

/** What a verification of the log found. */
export interface Verified {
  readonly last: NonNullable<MetricsSnapshot["verified"]>;
  /** The first thing that is wrong; `null` where the log holds. */
  readonly finding: string | null;
}

/** Verifies the log once, on one thread: serving and whatever else the machine does come first. */
export async function verifyOnce(
  paths: Pick<ArtifactPaths, "log" | "meta">,
  clock: () => number,
  signal: AbortSignal,
): Promise<Verified> {
  const started = clock();
  const { ok, findings } = await verifyLog({
    path: paths.log,
    metaPath: paths.meta,
    counterKeys,
    threads: 1,
    signal,
  });
  const last = { at: clock() / 1000, ok, seconds: (clock() - started) / 1000 };
  return { last, finding: ok ? null : (findings[0]?.message ?? "it does not hold") };
}

export const verificationProblem = (finding: string): string =>
  `the log does not verify: ${finding}; run mvcrs chain verify`;

/** Verifies the log again and again until told to stop, and remembers the last result. */
export function keepVerifying(options: {
  readonly paths: Pick<ArtifactPaths, "log" | "meta">;
  /** Milliseconds from the end of one to the start of the next; 0 for never. */
  readonly everyMs: number;
  readonly clock: () => number;
  readonly notice: (text: string) => void;
}) {
  const { paths, everyMs, clock, notice } = options;
  const stop = new AbortController();
  let last: MetricsSnapshot["verified"] = null;
  const loop = async (): Promise<void> => {
    while (everyMs > 0 && !stop.signal.aborted) {
      try {
        const verified = await verifyOnce(paths, clock, stop.signal);
        last = verified.last;
        if (verified.finding !== null) notice(verificationProblem(verified.finding));
      } catch (thrown) {
        if (!stop.signal.aborted) notice(`the log could not be verified: ${messageOf(thrown)}`);
      }
      await wait(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    last: () => last,
    async stop(): Promise<void> {
      stop.abort();
      await running;
    },
  };
}
