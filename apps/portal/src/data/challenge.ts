import {
  type ChallengeRow,
  challengeChunkSchema,
  chunkSize,
  idsSchema,
  linesSize,
} from "@mvcrs/portal/format";
import { z } from "zod";
import { LoadError, load, loadText } from "./load.ts";
import { overview } from "./model.ts";
import { type Proven, provenEntry } from "./verifier.ts";

const verdict = z.looseObject({
  status: z.string(),
  expected: z.number().nullable(),
  deviation: z.number(),
  confidence: z.number(),
  reason: z.string(),
  interval: z.tuple([z.number(), z.number()]).optional().catch(undefined),
});
export type Verdict = z.infer<typeof verdict>;
const verdicts = z.object({ primary: verdict, secondary: verdict, tertiary: verdict });

/** What the page takes of an event about a challenge. */
const eventSchema = z.looseObject({
  type: z.string(),
  at: z.string(),
  actor: z.string(),
  level: z.string().optional(),
  pattern: z.string().optional(),
  advice: z.string().optional(),
  reason: z.string().optional(),
  deviation: z.number().optional(),
  observations: z.number().optional(),
  value: z.number().optional(),
  observed_at: z.string().optional(),
  resolution: z.string().optional(),
  due_at: z.string().optional(),
  /** Of a notice: what became of it, to whom, and the entry that it is about. */
  outcome: z.string().optional(),
  channel: z.string().optional(),
  kind: z.string().optional(),
  about: z.number().optional(),
  attempts: z.number().optional(),
  problem: z.string().optional(),
  relay_of: z.string().optional(),
  dissent: z.string().nullish(),
  signal: z
    .looseObject({
      metric: z.string(),
      source: z.string(),
      value: z.number(),
      observedAt: z.string(),
      unit: z.string().optional(),
      witnesses: z.array(z.looseObject({ source: z.string(), value: z.number() })).optional(),
    })
    .optional(),
  verdicts: verdicts.optional(),
});
export type ChallengeEvent = z.infer<typeof eventSchema>;
const lineSchema = z.object({ event: eventSchema, prev: z.string(), seq: z.number() });

/** One of a challenge's entries: proven, or not covered by a checkpoint yet. */
export interface OwnEntry {
  readonly seq: number;
  readonly event: ChallengeEvent;
  readonly proof: Proven | null;
  readonly unproven: string | null;
}

/** Most entries of one challenge that are read. */
const most = 200;

/** A challenge by its id, or the start of one. */
export async function findRow(id: string): Promise<ChallengeRow> {
  const wanted = id.toLowerCase();
  if (!/^[0-9a-f][0-9a-f-]*$/.test(wanted)) throw new LoadError(`${id} is not the id of a challenge`, true);
  const { ids } = await load(`data/ids/${wanted.slice(0, 1)}.json`, idsSchema).catch((thrown: unknown) => {
    if (thrown instanceof LoadError && thrown.isMissing) return { ids: {} };
    throw thrown;
  });
  const matches = Object.entries(ids).filter(([one]) => one.startsWith(wanted));
  const [found] = matches;
  if (found === undefined) throw new LoadError(`no challenge has an id that starts with ${id}`, true);
  if (matches.length > 1)
    throw new LoadError(`${matches.length} challenges have ids that start with ${id}`, true);
  const [whole, ordinal] = found;
  const chunk = await load(`data/challenges/${Math.floor(ordinal / chunkSize)}.json`, challengeChunkSchema);
  const row = chunk.challenges[ordinal % chunkSize];
  if (row?.id !== whole) throw new LoadError("the list of ids leads to another challenge", false);
  return row;
}

/** A challenge's entries as of one of them. */
export async function entriesOf(row: ChallengeRow, at: number | null): Promise<readonly OwnEntry[]> {
  const wanted = row.entries.filter((seq) => at === null || seq <= at);
  // The first and the newest ones say what it is.
  const read = wanted.length > most ? [...wanted.slice(0, 1), ...wanted.slice(1 - most)] : wanted;
  return Promise.all(read.map(entryOf));
}

export async function entryOf(seq: number): Promise<OwnEntry> {
  const shown = overview.value;
  const key = shown?.facts.key ?? null;
  const reach = shown?.log.checkpoint?.size ?? 0;
  if (key !== null && seq < reach) {
    const proof = await provenEntry(seq, key);
    return { seq, event: lineSchema.parse(JSON.parse(proof.line)).event, proof, unproven: null };
  }
  const text = await loadText(`data/lines/${Math.floor(seq / linesSize)}.txt`);
  const line = lineSchema.parse(JSON.parse(text.split("\n")[seq % linesSize] ?? "null"));
  if (line.seq !== seq) throw new LoadError(`entry ${seq} is not where it should be`, false);
  const unproven = reach === 0 ? "no checkpoint is signed" : `the last checkpoint reaches ${reach} entries`;
  return { seq, event: line.event, proof: null, unproven };
}
