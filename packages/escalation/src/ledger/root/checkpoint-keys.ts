import { formatVerifierKeys, parseVerifierKey, parseVerifierKeys, type VerifierKey } from "@mvcrs/chain/note";
import { isCodedError } from "@mvcrs/errors";
import { z } from "zod";
import type { EventOf } from "../events.ts";

export const keyChangeType = "checkpoint_key.changed";
export type KeyChange = { readonly seq: number; readonly event: EventOf<typeof keyChangeType> };

/** A key that another has replaced, as the root's mark keeps it. */
export const formerKeySchema = z.strictObject({
  key: z.string(),
  /** The largest size that its signature counts for. */
  until: z.int().min(0),
  /** The entry of the log that says so. */
  seq: z.int().min(0),
});
export type FormerKey = z.infer<typeof formerKeySchema>;

/** The verifier keys of a log's checkpoints. The first is pinned by the root's mark; every later one is named by an entry of the log. */
export interface CheckpointKeys {
  /** The one in force. */
  readonly key: string;
  /** Those it replaced, the last one first. */
  readonly former: readonly FormerKey[];
}

/** The keys once a change is in the log; `null` where it is a change from another key than the one in force. */
export function afterChange(
  { key, former }: CheckpointKeys,
  { seq, event }: KeyChange,
): CheckpointKeys | null {
  const { previous, until } = event;
  // An entry cannot vouch for a later one.
  if (previous !== key || until > seq + 1) return null;
  return { key: event.key, former: [{ key: previous, until, seq }, ...former] };
}

/** @throws what `parseVerifierKey` throws */
export function verifierKeysOf({
  key,
  former,
}: CheckpointKeys): readonly [inForce: VerifierKey, ...former: VerifierKey[]] {
  return [
    parseVerifierKey(key),
    ...former.map((one) => ({ ...parseVerifierKey(one.key), until: BigInt(one.until) })),
  ];
}

/** As they stand in the file of verifier keys beside the signer key. */
export const keysText = (keys: CheckpointKeys): string => formatVerifierKeys(verifierKeysOf(keys));

/**
 * Whether a file of verifier keys holds these, or those from before the last changes: a command that was killed may not
 * have come to write it.
 */
export function isKeysFile(text: string, keys: CheckpointKeys): boolean {
  try {
    const found = formatVerifierKeys(parseVerifierKeys(text));
    const [last, ...before] = keys.former;
    return (
      found === keysText(keys) || (last !== undefined && isKeysFile(text, { key: last.key, former: before }))
    );
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return false;
  }
}
