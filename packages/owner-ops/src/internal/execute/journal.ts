import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCanonical } from "@mvcrs/canonical";
import { type AttemptEntry, type AttemptJournal, attemptEntries } from "@mvcrs/evm";
import { nodeFiles, openLines, withCodes } from "@mvcrs/files";
import { z } from "zod";
import { ownerErrors } from "../../errors.ts";
import type { StepReceipt } from "../../record.ts";

// One JSON document per line, each synced before what it announces is done (`attemptEntries` says what holds then).
const entrySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("intended"), at: z.string(), seq: z.int() }),
  ...attemptEntries,
  // Never resumed automatically; a person makes a new plan.
  z.object({ type: z.literal("stopped"), at: z.string(), code: z.string() }),
  z.object({ type: z.literal("executed"), at: z.string(), seq: z.int() }),
]);

export type JournalEntry = z.infer<typeof entrySchema>;

/** The record on disk of what was sent for one plan. */
export interface Journal {
  readonly path: string;
  entries(): readonly JournalEntry[];
  /** On disk once it resolves. */
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}

/** The same journal, as far as it is about transactions. */
export const attemptsIn = (journal: Journal): AttemptJournal => ({
  entries: () => journal.entries().filter(isAttempt),
  append: (entry) => journal.append(entry),
});

const isAttempt = (entry: JournalEntry): entry is AttemptEntry => "step" in entry;

/** Opens or begins the journal of a plan. @throws JOURNAL_UNREADABLE, FILE_FAILED */
export async function openJournal(folder: string, planHash: string, files = nodeFiles): Promise<Journal> {
  const path = join(folder, `${planHash}.jsonl`);
  await withCodes(folder, () => files.makeFolder(folder));
  // Signed transactions can be broadcast by everyone who reads them, so nobody else may. Of a torn line nothing was done, because
  // a line is synced before what it announces.
  const file = await openLines(files, path, { permissions: 0o600 });
  try {
    const entries = entriesIn(file.lines, path);
    return {
      path,
      entries: () => entries,
      async append(entry) {
        await file.append(JSON.stringify(entry));
        entries.push(entry);
      },
      close: () => file.close(),
    };
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

/** The entries of a journal without opening it; undefined where there is none. @throws JOURNAL_UNREADABLE */
export function readJournal(folder: string, planHash: string): readonly JournalEntry[] | undefined {
  const path = join(folder, `${planHash}.jsonl`);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  return entriesIn(text.split("\n").slice(0, -1), path);
}

function entriesIn(lines: readonly string[], path: string): JournalEntry[] {
  return lines.map((line, index) => {
    try {
      return entrySchema.parse(parseCanonical(line));
    } catch {
      throw ownerErrors.create("JOURNAL_UNREADABLE", {
        path,
        line: index + 1,
        problem: "not an entry of a journal",
      });
    }
  });
}

/** The receipt that a `mined` entry keeps. */
export const receiptOf = (entry: Extract<JournalEntry, { type: "mined" }>): StepReceipt => ({
  step: entry.step + 1,
  transactionHash: entry.hash,
  blockNumber: entry.blockNumber,
  gasUsed: entry.gasUsed,
});
