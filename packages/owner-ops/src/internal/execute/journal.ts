import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { parseCanonical } from "@mvcrs/canonical";
import { type AttemptEntry, type AttemptJournal, attemptEntries } from "@mvcrs/evm";
import { z } from "zod";
import { ownerErrors } from "../../errors.ts";
import type { StepReceipt } from "../../record.ts";

// One JSON document a line, each synced before what it announces is done (`attemptEntries` says what holds then).
const entrySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("intended"), at: z.string(), seq: z.int() }),
  ...attemptEntries,
  // Not to be gone on with by itself; a person makes a new plan.
  z.object({ type: z.literal("stopped"), at: z.string(), code: z.string() }),
  z.object({ type: z.literal("executed"), at: z.string(), seq: z.int() }),
]);

export type JournalEntry = z.infer<typeof entrySchema>;

/** The record on disk of what was sent for one plan. */
export interface Journal {
  readonly path: string;
  entries(): readonly JournalEntry[];
  append(entry: JournalEntry): void;
  close(): void;
}

/** The same journal, as far as it is about transactions. */
export const attemptsIn = (journal: Journal): AttemptJournal => ({
  entries: () => journal.entries().filter(isAttempt),
  append: (entry) => journal.append(entry),
});

const isAttempt = (entry: JournalEntry): entry is AttemptEntry => "step" in entry;

/** Opens or begins the journal of a plan. @throws JOURNAL_UNREADABLE */
export function openJournal(folder: string, planHash: string): Journal {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${planHash}.jsonl`);
  const known = existsSync(path);
  // Signed transactions can be broadcast by everyone who reads them, so nobody else may read them.
  const file = openSync(path, "a+", 0o600);
  if (!known) syncFolder(dirname(path));
  const entries = recover(path, file);
  return {
    path,
    entries: () => entries,
    append(entry) {
      writeSync(file, `${JSON.stringify(entry)}\n`);
      fsyncSync(file);
      entries.push(entry);
    },
    close: () => closeSync(file),
  };
}

// A crash can tear the last line. What it announced was not done, because the line is synced first; it is cut off.
function recover(path: string, file: number): JournalEntry[] {
  const text = readFileSync(path, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) {
    ftruncateSync(file, Buffer.byteLength(whole));
    fsyncSync(file);
  }
  return entriesIn(whole, path);
}

/** The entries of a journal without opening it; undefined where there is none. @throws JOURNAL_UNREADABLE */
export function readJournal(folder: string, planHash: string): readonly JournalEntry[] | undefined {
  const path = join(folder, `${planHash}.jsonl`);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  return entriesIn(text.slice(0, text.lastIndexOf("\n") + 1), path);
}

function entriesIn(whole: string, path: string): JournalEntry[] {
  return whole
    .split("\n")
    .slice(0, -1)
    .map((line, index) => {
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

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** The receipt that a `mined` entry keeps. */
export const receiptOf = (entry: Extract<JournalEntry, { type: "mined" }>): StepReceipt => ({
  step: entry.step + 1,
  transactionHash: entry.hash,
  blockNumber: entry.blockNumber,
  gasUsed: entry.gasUsed,
});
