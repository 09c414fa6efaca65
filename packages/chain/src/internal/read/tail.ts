import { chainErrors } from "../../errors.ts";
import type { Head } from "../../log/head.ts";
import type { Entry } from "./entry.ts";
import type { SearchOptions, TailOptions } from "./read-entries.ts";

interface Growing<E> extends AsyncDisposable {
  head(): Promise<Head>;
  leafHash(seq: number): Promise<string>;
  entries(options: SearchOptions): AsyncIterable<Entry<E>>;
}

/**
 * Streams entries as a log gains them; each look begins where the one before ended, if that is still in the log. The log is
 * opened again for each: one that was restored or repaired is another file by the same name.
 */
export async function* tailOf<E>(
  open: () => Promise<Growing<E>>,
  path: string,
  { from, where, signal }: TailOptions,
  changes: (path: string, signal: AbortSignal) => AsyncIterable<unknown>,
): AsyncGenerator<Entry<E>, void, undefined> {
  const ended = new AbortController();
  const stop = signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]);
  let next = from;
  /** Of the last entry that was looked at. */
  let leafHash: string | undefined;
  try {
    for await (const _ of changes(path, stop)) {
      if (stop.aborted) return;
      await using log = await open();
      const { count, chainHash } = await log.head();
      next ??= count;
      if (leafHash !== undefined) await assertGoesOn(log, path, { count, next, leafHash });
      if (count <= next) continue;
      for await (const entry of log.entries({ from: next, to: count, ...(where && { where }) })) {
        if (stop.aborted) return;
        yield entry;
      }
      next = count;
      leafHash = chainHash;
    }
  } finally {
    ended.abort();
  }
}

/** @throws LOG_REWRITTEN where the entry before `next` is gone or another one */
async function assertGoesOn(
  log: Growing<unknown>,
  path: string,
  { count, next, leafHash }: { readonly count: number; readonly next: number; readonly leafHash: string },
): Promise<void> {
  const seq = next - 1;
  if (count < next || (await log.leafHash(seq)) !== leafHash)
    throw chainErrors.create("LOG_REWRITTEN", { path, seq, leafHash });
}
