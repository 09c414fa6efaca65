import { messageOf } from "@mvcrs/errors";
import { ownerErrors } from "../../errors.ts";
import type { ExecuteOptions } from "../../execute-options.ts";
import type { Plan } from "../../plan.ts";
import type { Journal, JournalEntry } from "./journal.ts";

/**
 * What a person's pause does where the disk refuses, or another pause holds the lock and hangs (or died on a host of
 * another name): it goes on without, and says so. At the worst it is sent twice, which pauses what is paused; any other
 * operation wants its journal and its lock.
 */
export interface WithoutDisk {
  /** `instead` where the disk refuses. */
  orInstead<T>(what: string, action: () => T | Promise<T>, instead: T): Promise<T>;
  /** A journal that keeps in memory what the disk does not take. */
  journal(open: () => Promise<Journal>): Promise<Journal>;
}

const strict: WithoutDisk = {
  orInstead: async (_, action) => action(),
  journal: (open) => open(),
};

/** For a person's pause; for anything else every refusal is thrown. */
export function withoutDisk(plan: Plan, { caller, onProgress }: ExecuteOptions): WithoutDisk {
  if (plan.kind !== "pause" || caller.kind !== "human") return strict;
  const warn = (what: string, thrown: unknown) => {
    // What was sent for this very plan before cannot be read.
    if (ownerErrors.is(thrown, "JOURNAL_UNREADABLE")) throw thrown;
    onProgress?.(`WARNING: ${what}: ${messageOf(thrown)}; the pause goes on without`);
  };
  return {
    async orInstead(what, action, instead) {
      try {
        return await action();
      } catch (thrown) {
        warn(what, thrown);
        return instead;
      }
    },
    journal: (open) => forgiving(open, (thrown) => warn("the journal cannot be written", thrown)),
  };
}

async function forgiving(open: () => Promise<Journal>, warn: (thrown: unknown) => void): Promise<Journal> {
  let onDisk: Journal | undefined;
  try {
    onDisk = await open();
  } catch (thrown) {
    warn(thrown);
  }
  const entries: JournalEntry[] = [...(onDisk?.entries() ?? [])];
  return {
    path: onDisk?.path ?? "",
    entries: () => entries,
    async append(entry) {
      entries.push(entry);
      try {
        await onDisk?.append(entry);
      } catch (thrown) {
        await onDisk?.close();
        onDisk = undefined;
        warn(thrown);
      }
    },
    close: async () => onDisk?.close(),
  };
}
