import type { FullBundle } from "./full-bundle.ts";
import type { Answer, Request } from "./messages.ts";

/** Hashes full bundles in workers of its own, each on another core. */
export interface Hashers extends Disposable {
  /** Rejects where the bundle cannot be fetched or read, and where the worker that would do it has ended. */
  bundle(index: number): Promise<FullBundle>;
  /** So many bundles keep all of them at work. */
  readonly ahead: number;
}

/** @param start Starts a worker that runs this same script. */
export function startHashers(base: string, count: number, start: () => Worker): Hashers {
  const waiting = new Map<number, { resolve: (found: FullBundle) => void; reject: (why: Error) => void }>();
  const ended = new Set<Worker>();
  const workers = Array.from({ length: count }, () => {
    const worker = started(start);
    worker?.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.kind !== "bundle" && data.kind !== "bundle-bad") return;
      const asked = waiting.get(data.index);
      waiting.delete(data.index);
      if (data.kind === "bundle") asked?.resolve(data);
      else asked?.reject(new Error(data.problem));
    });
    // What it was asked, and is asked from here on, goes unanswered.
    worker?.addEventListener("error", () => {
      ended.add(worker);
      for (const { reject } of waiting.values()) reject(new Error("a hashing worker ended"));
      waiting.clear();
    });
    return worker;
  });
  return {
    ahead: 3 * count,
    bundle: (index) =>
      new Promise((resolve, reject) => {
        const worker = workers[index % count];
        if (worker === undefined || ended.has(worker)) return reject(new Error("no hashing worker"));
        waiting.set(index, { resolve, reject });
        worker.postMessage({ kind: "bundle", base, index } satisfies Request);
      }),
    [Symbol.dispose]() {
      for (const worker of workers) worker?.terminate();
    },
  };
}

/** Not every browser lets a worker start others. */
function started(start: () => Worker): Worker | undefined {
  try {
    return start();
  } catch {
    return undefined;
  }
}
