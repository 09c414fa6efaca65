import { growingPause, messageOf } from "@mvcrs/errors";
import { serviceErrors } from "../errors.ts";
import type { Part, PartDetail, PartHealth } from "./part.ts";

export interface SuperviseOptions {
  /** Ends every part. */
  readonly signal: AbortSignal;
  /** Milliseconds since any fixed point, unaffected by changes of the clock. */
  readonly monotonic: () => number;
  /** Resolves after this many milliseconds, or once the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Called with every failure of a part. */
  readonly failed: (part: string, thrown: unknown, againInMs: number) => void;
}

export interface Supervisor {
  health(): readonly PartHealth[];
  /** Resolves once every part has ended; with the names of those that have not `withinMs` after the signal. */
  ended(withinMs: number): Promise<readonly string[]>;
}

/** Pauses before a part is started again. */
const restartPause = { first: 1_000, most: 60_000 };
/** A part is late when it has not beaten for this many of the times that it promised, and this much more. */
const allowedBeats = 2;
const allowanceMs = 5_000;
/** A part that has worked this long has recovered: its next failure is a first one. */
const recoveredMs = 60_000;

interface Tended {
  readonly part: Part;
  startedAt: number;
  beatAt: number | null;
  /** Why it does not do its job, as it says itself. */
  problem: string | null;
  /** What ended it, until it has worked again. */
  failed: string | null;
  /** Failures in a row. */
  failures: number;
  restarts: number;
  detail: PartDetail;
  ended: boolean;
}

/**
 * Runs parts side by side until the signal is aborted. One that fails is started again after a pause that grows, and is not
 * ok meanwhile; one that hangs is not ok once it is late.
 */
export function supervise(parts: readonly Part[], options: SuperviseOptions): Supervisor {
  const { signal, monotonic, wait } = options;
  const all = parts.map(
    (part): Tended => ({
      part,
      startedAt: monotonic(),
      beatAt: null,
      problem: null,
      failed: null,
      failures: 0,
      restarts: 0,
      detail: {},
      ended: false,
    }),
  );
  const running = all.map((tended) => tend(tended, options));
  return {
    health: () => all.map((tended) => healthOf(tended, monotonic())),
    async ended(withinMs) {
      const late = new AbortController();
      await Promise.race([
        Promise.all(running),
        untilAborted(signal).then(() => wait(withinMs, late.signal)),
      ]);
      late.abort();
      return all.filter(({ ended }) => !ended).map(({ part }) => part.name);
    },
  };
}

async function tend(tended: Tended, { signal, monotonic, wait, failed }: SuperviseOptions): Promise<void> {
  const { part } = tended;
  while (!signal.aborted) {
    tended.startedAt = monotonic();
    try {
      await part.run(signal, {
        beat(detail = {}, problem = null) {
          tended.beatAt = monotonic();
          tended.failed = null;
          tended.problem = problem;
          tended.detail = detail;
        },
      });
      if (signal.aborted) break;
      throw serviceErrors.create("PART_ENDED", { part: part.name });
    } catch (thrown) {
      if (signal.aborted) break;
      tended.failures = monotonic() - tended.startedAt >= recoveredMs ? 1 : tended.failures + 1;
      tended.restarts += 1;
      tended.failed = messageOf(thrown);
      const pause = growingPause(tended.failures, restartPause);
      failed(part.name, thrown, pause);
      await wait(pause, signal);
    }
  }
  tended.ended = true;
}

function healthOf(tended: Tended, now: number): PartHealth {
  const { part, startedAt, beatAt, restarts, detail, failed } = tended;
  const { name, everyMs } = part;
  const silentMs = now - Math.max(startedAt, beatAt ?? Number.NEGATIVE_INFINITY);
  // One that waits to be started again does not hang.
  const hangs = failed === null && silentMs > allowedBeats * everyMs + allowanceMs;
  const silence = `has shown no sign of life for ${seconds(silentMs)}; it promises one every ${seconds(everyMs)}`;
  const problem = failed ?? (hangs ? silence : tended.problem);
  const ageMs = beatAt === null ? null : Math.round(now - beatAt);
  return { name, ok: problem === null, hangs, problem, ageMs, everyMs, restarts, detail };
}

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`;

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
