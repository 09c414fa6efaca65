import { setTimeout as wait } from "node:timers/promises";
import { isCodedError } from "@mvcrs/errors";
import type { FileLayer } from "@mvcrs/files";
import { type HeldLock, type Processes, takeLock } from "@mvcrs/files/lock";
import { chainErrors } from "../errors.ts";
import { toHex } from "../internal/line/bytes.ts";
import type { Entry } from "../internal/read/entry.ts";
import type { EntriesOptions } from "../internal/read/read-entries.ts";
import { type Block, blockEntries, blockOf, mayFulfil } from "./block.ts";
import { type BlocksEnd, noBlocks, readBlocks, writeBlocks } from "./block-file.ts";
import { type EventFields, type Fields, fulfils, type Where } from "./where.ts";

/** What is read by field. */
export interface Searched<E> {
  leafHash(seq: number): Promise<string>;
  entries(options: EntriesOptions): AsyncIterable<Entry<E>>;
}

/** The file that says where not to look. */
export interface FieldsFile<E> {
  readonly path: string;
  readonly fields: Fields<E>;
  readonly files: FileLayer;
  readonly processes: Processes;
  readonly clock: () => number;
}

/** The file of a log that was opened with these fields. */
export function fieldsFile<E>(
  fields: Fields<E> | undefined,
  place: Omit<FieldsFile<E>, "fields">,
): FieldsFile<E> {
  if (fields === undefined) throw new TypeError("only a log that was opened with `fields` is read by field");
  return { ...place, fields };
}

/** Blocks that are written together. */
const writtenTogether = 256;

/**
 * Streams the wanted ones among the first `count` entries of a log. Blocks in which, by the file beside the log, none can be
 * are passed over; the file is brought up to date first, where this process may write it.
 */
export async function* entriesWhere<E>(
  log: Searched<E>,
  count: number,
  { where, from = 0, to = count, reverse = false, ...rest }: EntriesOptions & { readonly where: Where },
  file: FieldsFile<E>,
): AsyncGenerator<Entry<E>, void, undefined> {
  const { fields } = file;
  const whole = Math.floor(count / blockEntries);
  // The rest is in no block yet.
  const ranges = joined([...(await candidates(log, whole, where, file)), whole]).flatMap(([first, last]) => {
    const range = {
      from: Math.max(from, first * blockEntries),
      to: Math.min(to, count, (last + 1) * blockEntries),
    };
    return range.from < range.to ? [range] : [];
  });
  for (const range of reverse ? ranges.toReversed() : ranges)
    for await (const entry of log.entries({ ...rest, ...range, reverse }))
      if (fulfils(fields.of(entry.event), where)) yield entry;
}

/** The whole blocks of a log that may hold what is wanted: of those of the file, and of the others, which are added to it. */
async function candidates<E>(
  log: Searched<E>,
  whole: number,
  where: Where,
  file: FieldsFile<E>,
): Promise<readonly number[]> {
  const { files, path, fields } = file;
  let numbers: number[] = [];
  const see = (block: Block) => {
    if (mayFulfil(block, where)) numbers.push(block.number);
  };
  const reading = readBlocks(files, path, fields.name, whole);
  let next = await reading.next();
  for (; next.done !== true; next = await reading.next()) see(next.value);
  let end = next.value;
  if (!(await isOf(log, end))) {
    // What is of another log says nothing about this one.
    numbers = [];
    end = noBlocks(fields.name);
  }
  if (end.blocks === whole) return numbers;
  let seen = end.blocks;
  try {
    await addBlocks(log, { end, whole }, file, (block) => {
      see(block);
      seen++;
    });
  } catch (thrown) {
    if (!chainErrors.is(thrown, "SEGMENT_MISSING")) throw thrown;
    // Nothing is known of the rest: whoever looks there meets what is away.
    for (; seen < whole; seen++) numbers.push(seen);
  }
  return numbers;
}

/** The blocks are those of this log: an entry's leaf hash depends on all before it. */
async function isOf(log: Searched<unknown>, { blocks, leaf }: BlocksEnd): Promise<boolean> {
  return leaf === undefined || (await log.leafHash(blocks * blockEntries - 1)) === toHex(leaf);
}

async function addBlocks<E>(
  log: Searched<E>,
  { end, whole }: { readonly end: BlocksEnd; readonly whole: number },
  file: FieldsFile<E>,
  see: (block: Block) => void,
): Promise<void> {
  const { files, path, fields } = file;
  // Whoever holds the lock writes the same; without it nothing is written.
  const lock = await lockFile(file);
  let at: BlocksEnd | undefined = lock === undefined ? undefined : end;
  let made: Block[] = [];
  const write = async () => {
    if (at === undefined) return;
    at = await writeBlocks(files, path, { name: fields.name, end: at, blocks: made });
    made = [];
  };
  try {
    let events: EventFields[] = [];
    for await (const { seq, event, leafHash } of log.entries({
      from: end.blocks * blockEntries,
      to: whole * blockEntries,
    })) {
      events.push(fields.of(event));
      if (events.length < blockEntries) continue;
      const block = blockOf((seq + 1) / blockEntries - 1, Buffer.from(leafHash, "hex"), events);
      events = [];
      see(block);
      if (at !== undefined) made.push(block);
      if (made.length === writtenTogether) await write();
    }
    if (made.length > 0) await write();
  } finally {
    await lock?.release();
  }
}

async function lockFile({ path, files, processes, clock }: FieldsFile<never>): Promise<HeldLock | undefined> {
  try {
    const what = "the fields of the log";
    return await takeLock({ path: `${path}.lock`, what, files, processes, clock, wait, timeoutMs: 0 });
  } catch (thrown) {
    // Somebody else writes it, or nobody may write here.
    if (isCodedError(thrown)) return undefined;
    throw thrown;
  }
}

/** Numbers that rise, as ranges of neighbours: first and last. */
function joined(numbers: readonly number[]): (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
