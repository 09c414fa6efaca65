/**
 * What is still to be waited for; `undefined` where all is done. Signals are judged by the million, and hardly ever does one
 * of them have to wait, for entries of the log to be read.
 */
export type Waits = Promise<void> | undefined;

/** Does the next thing once it need not wait any more. */
export const andThen = (waits: Waits, next: () => Waits): Waits =>
  waits === undefined ? next() : waits.then(next);

/** Does one after the other. */
export function inTurn<T>(all: readonly T[], each: (one: T) => Waits, from = 0): Waits {
  for (let i = from; i < all.length; i++) {
    const waits = each(all[i] as T);
    if (waits !== undefined) return waits.then(() => inTurn(all, each, i + 1));
  }
  return undefined;
}
