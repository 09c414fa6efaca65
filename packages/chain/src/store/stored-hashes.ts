import type { StoredHash } from "../merkle/prove.ts";
import type { LineStore, TreeNode } from "./line-store.ts";

interface Asked extends TreeNode {
  readonly resolve: (hash: Uint8Array) => void;
  readonly reject: (thrown: unknown) => void;
}

/** The hashes that a store keeps; those that are wanted at one time are asked for at once. */
export function storedHashes(store: LineStore): StoredHash {
  let waiting: Asked[] = [];
  const ask = async (): Promise<void> => {
    // Whoever asks in this turn shares the question.
    await Promise.resolve();
    const asked = waiting;
    waiting = [];
    try {
      const hashes = await store.hashes(asked.map(({ level, index }) => ({ level, index })));
      for (const [i, { resolve, reject }] of asked.entries()) {
        const hash = hashes[i];
        // A client may give them as something that only extends an array of bytes.
        if (hash?.length === 32) resolve(new Uint8Array(hash));
        else reject(new RangeError("the store does not have this hash"));
      }
    } catch (thrown) {
      for (const { reject } of asked) reject(thrown);
    }
  };
  return (level, index) =>
    new Promise((resolve, reject) => {
      waiting.push({ level, index, resolve, reject });
      if (waiting.length === 1) void ask();
    });
}
