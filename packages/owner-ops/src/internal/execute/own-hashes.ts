import { existsSync, readdirSync } from "node:fs";
import { signedHashes } from "@mvcrs/evm";
import { ownerErrors } from "../../errors.ts";
import { type JournalEntry, readJournal } from "./journal.ts";

/** Names of the journals in a folder: the hashes of their plans. */
export const journalsIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^[0-9a-f]{64}\.jsonl$/.test(name))
        .sort()
        .map((name) => name.slice(0, 64))
    : [];

/**
 * Every transaction that was signed here, by its hash, with the plan it was signed for. A journal that cannot be read
 * counts for nothing: it vouches for no transaction.
 */
export function ownHashes(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const plan of listed(folder))
    for (const hash of signedHashes(readable(folder, plan))) found.set(hash.toLowerCase(), plan);
  return found;
}

function listed(folder: string): readonly string[] {
  try {
    return journalsIn(folder);
  } catch {
    return [];
  }
}

function readable(folder: string, plan: string): readonly JournalEntry[] {
  try {
    return readJournal(folder, plan) ?? [];
  } catch (thrown) {
    if (ownerErrors.is(thrown, "JOURNAL_UNREADABLE")) return [];
    throw thrown;
  }
}
