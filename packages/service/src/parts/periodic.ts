import type { Part, PartDetail } from "./part.ts";

/** Waits, and ends early on `signal`. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** A part that does the same again and again, at once for the first time. What `work` throws is its failure. */
export function periodic(
  { name, everyMs, wait }: { readonly name: string; readonly everyMs: number; readonly wait: Wait },
  work: (signal: AbortSignal) => Promise<{ readonly detail: PartDetail; readonly problem?: string | null }>,
): Part {
  return {
    name,
    everyMs,
    async run(signal, pulse) {
      while (!signal.aborted) {
        const { detail, problem } = await work(signal);
        pulse.beat(detail, problem ?? null);
        await wait(everyMs, signal);
      }
    },
  };
}
