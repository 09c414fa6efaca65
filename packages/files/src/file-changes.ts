import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** The longest time in milliseconds without a look: for file systems that tell nothing, and folders that come later. */
const atLeastEvery = 1_000;

/**
 * Yields at once, and then whenever a file may have changed, been made or been replaced; at least once a second. Changes that
 * come while nobody asks are one. Ends where `signal` is aborted.
 */
export async function* fileChanges(path: string, signal: AbortSignal): AsyncGenerator<void, void, undefined> {
  let changed = false;
  let wake = (): void => undefined;
  const note = () => {
    changed = true;
    wake();
  };
  const timer = setInterval(note, atLeastEvery);
  const watcher = watcherOf(path, note);
  signal.addEventListener("abort", note, { once: true });
  try {
    while (!signal.aborted) {
      changed = false;
      yield;
      if (!changed && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    clearInterval(timer);
    watcher?.close();
    signal.removeEventListener("abort", note);
  }
}

/** Of the folder, since the file may be replaced. Undefined where the system has none for it: then the timer tells. */
function watcherOf(path: string, note: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) note();
    });
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
