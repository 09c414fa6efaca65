import type { LoggedEvent, MvcrsEvent } from "@mvcrs/escalation/ledger";
import type { TextFiles } from "@mvcrs/files";
import type { z } from "zod";
import { compact } from "./compact.ts";
import { Documents } from "./documents.ts";
import type { TimelineEntry } from "./format/entry.ts";
import {
  challengeChunkSchema,
  chunkSize,
  idsSchema,
  pageSize,
  type Series,
  seriesSchema,
  type TimelinePage,
  timelinePageSchema,
} from "./format/files.ts";
import { step } from "./format/step.ts";
import { chunkOf, chunkPath, idsPath, metricsPath, pageOf, pagePath, seriesPath } from "./paths.ts";
import { addObservation, observationOf } from "./series.ts";
import { emptyState, noHash, type PortalState, snapshotOf } from "./state.ts";
import { countAgreement, countDay } from "./tallies.ts";

const head = { format: "mvcrs portal", version: 1 } as const;

type Chunk = z.infer<typeof challengeChunkSchema>;
type Raised = Extract<MvcrsEvent, { type: "challenge.raised" }>;

/** The files say otherwise than the state that goes with them: everything is made again. */
export class OddFiles extends Error {}

/**
 * Makes a portal's files of the log's entries, one after the other. A file may be ahead of the state, where a process was
 * killed between the two: what it has of later entries is taken out or passed over, and comes again.
 */
export class Builder {
  state: PortalState = emptyState();
  readonly pages: Documents<TimelinePage>;
  readonly chunks: Documents<Chunk>;
  readonly ids: Documents<z.infer<typeof idsSchema>>;
  readonly series: Documents<Series>;
  /** The leaf hash of an entry of this log. */
  readonly #leafHashAt: (seq: number) => Promise<string | undefined>;

  constructor(options: {
    readonly files: TextFiles;
    readonly folder: string;
    readonly leafHashAt: (seq: number) => Promise<string | undefined>;
  }) {
    const { files, folder, leafHashAt } = options;
    this.#leafHashAt = leafHashAt;
    this.pages = new Documents(files, folder, timelinePageSchema, 64);
    this.chunks = new Documents(files, folder, challengeChunkSchema, 128);
    this.ids = new Documents(files, folder, idsSchema, 256);
    this.series = new Documents(files, folder, seriesSchema, 1024);
  }

  /** Folds the next entry in. */
  async take({ seq, event }: LoggedEvent, leafHash: string): Promise<TimelineEntry> {
    const { state } = this;
    const entry = compact(event, seq, state.folding.open);
    const page = await this.#pageFor(seq);
    page.entries.push(entry);
    this.pages.put(pagePath(page.page), page);
    if (event.type === "challenge.raised") await this.#raised(event, seq);
    else if (entry.challenge !== undefined) await this.#wentOn(entry);
    await this.#observed({ seq, event }, entry, leafHash);
    step(state.folding, entry);
    if (event.type === "challenge.resolved") state.ordinals.delete(event.challenge_id);
    state.latest.set(entry.type, entry);
    state.count = seq + 1;
    state.chainHash = leafHash;
    for (const documents of [this.pages, this.chunks, this.ids, this.series])
      if (documents.isFull) await documents.makeRoom();
    return entry;
  }

  drop(): void {
    for (const documents of [this.pages, this.chunks, this.ids, this.series]) documents.drop();
  }

  /** A file as it is in memory, and whether it can never change. */
  document(path: string): { readonly text: string; readonly isWhole: boolean } | undefined {
    if (path === metricsPath) {
      const text = `${JSON.stringify({ ...head, metrics: [...this.state.metrics.values()] })}\n`;
      return { text, isWhole: false };
    }
    for (const documents of [this.pages, this.chunks, this.ids, this.series]) {
      const text = documents.text(path);
      if (text !== undefined) return { text, isWhole: this.isWhole(path) };
    }
    return undefined;
  }

  isWhole(path: string): boolean {
    const page = /^data\/timeline\/(\d+)\.json$/.exec(path)?.[1];
    if (page !== undefined) return (Number(page) + 1) * pageSize <= this.state.count;
    return /^log\/tile\/.*\/\d{3}$/.test(path);
  }

  async flush(): Promise<void> {
    for (const documents of [this.pages, this.chunks, this.ids, this.series]) await documents.flush();
  }

  /** The page that an entry goes to, as it was before. */
  async #pageFor(seq: number): Promise<TimelinePage> {
    const page = pageOf(seq);
    const first = page * pageSize;
    if (seq === first) return { ...head, page, before: snapshotOf(this.state), entries: [] };
    const found = await this.pages.read(pagePath(page));
    if (found === null || found.entries.length < seq - first) throw new OddFiles();
    if (found.entries.length > seq - first) found.entries.length = seq - first;
    return found;
  }

  async #raised(event: Raised, seq: number): Promise<void> {
    const { state } = this;
    const ordinal = state.challenges++;
    state.ordinals.set(event.id, ordinal);
    const chunk: Chunk =
      ordinal % chunkSize === 0
        ? { ...head, chunk: chunkOf(ordinal), challenges: [] }
        : await this.#chunkFor(ordinal, seq);
    chunk.challenges.length = ordinal % chunkSize;
    chunk.challenges.push({
      id: event.id,
      metric: event.signal.metric,
      source: event.signal.source,
      level: event.level,
      pattern: event.pattern,
      raised_at: event.at,
      closed_at: null,
      resolution: null,
      entries: [seq],
    });
    this.chunks.put(chunkPath(chunk.chunk), chunk);
    const path = idsPath(event.id);
    const known = (await this.ids.read(path)) ?? { ...head, ids: {} };
    known.ids[event.id] = ordinal;
    this.ids.put(path, known);
    countDay(state.days, event);
    countAgreement(state.agreement, event);
  }

  async #wentOn({ seq, type, at, challenge = "", level, pattern, resolution }: TimelineEntry): Promise<void> {
    const ordinal = this.state.ordinals.get(challenge) ?? (await this.#ordinalOfClosed(challenge));
    if (ordinal === undefined) return;
    const chunk = await this.#chunkFor(ordinal, seq);
    const row = chunk.challenges[ordinal % chunkSize];
    if (row?.id !== challenge) throw new OddFiles();
    chunk.challenges[ordinal % chunkSize] = {
      ...row,
      ...(level === undefined ? {} : { level }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(type === "challenge.resolved" ? { closed_at: at, resolution: resolution ?? "" } : {}),
      entries: [...row.entries.filter((earlier) => earlier < seq), seq],
    };
    this.chunks.put(chunkPath(chunk.chunk), chunk);
  }

  /** The place of a challenge that is closed: who was told of that, and what was archived of it, comes later. */
  async #ordinalOfClosed(challenge: string): Promise<number | undefined> {
    if (!/^[0-9a-f]{8}-/.test(challenge)) return undefined;
    return (await this.ids.read(idsPath(challenge)))?.ids[challenge];
  }

  async #chunkFor(ordinal: number, seq: number): Promise<Chunk> {
    const chunk = chunkOf(ordinal);
    const first = chunk * chunkSize;
    const path = chunkPath(chunk);
    const held = this.chunks.peek(path);
    if (held !== undefined) return held;
    const found = await this.chunks.read(path);
    if (found === null) throw new OddFiles();
    // What a killed process has written of entries that come again.
    const open = this.state.folding.open;
    found.challenges = found.challenges.slice(0, this.state.challenges - first).map((row) => {
      const now = open.get(row.id);
      if (row.entries.every((earlier) => earlier < seq) || now === undefined) return row;
      const { level, pattern } = now;
      const entries = row.entries.filter((earlier) => earlier < seq);
      return { ...row, level, pattern, closed_at: null, resolution: null, entries };
    });
    return found;
  }

  async #observed({ seq, event }: LoggedEvent, entry: TimelineEntry, leafHash: string): Promise<void> {
    if (event.type !== "challenge.raised" && event.type !== "challenge.extended") return;
    const { metrics } = this.state;
    const { metric: name = "", level = "soft", value = 0, at } = entry;
    // It goes on with a challenge that was closed before; no command writes one.
    if (entry.raised === undefined) return;
    const row = metrics.get(name) ?? {
      name,
      series: metrics.size,
      observations: 0,
      challenges: 0,
      last: { seq, at, level, value },
    };
    metrics.set(name, {
      ...row,
      observations: row.observations + 1,
      challenges: row.challenges + (event.type === "challenge.raised" ? 1 : 0),
      last: { seq, at, level, value },
    });
    const path = seriesPath(row.series);
    const found = row.observations === 0 ? null : await this.series.read(path);
    if (found === null && row.observations > 0) throw new OddFiles();
    const unit = event.type === "challenge.raised" ? event.signal.unit : undefined;
    const series = found ?? {
      ...{ ...head, metric: name, unit: null, count: 0, chain_hash: noHash, step: 1, points: [] },
    };
    if (series.count > seq) {
      // Written by a process that was killed before it had saved the state: of this very log, or of none.
      if ((await this.#leafHashAt(series.count - 1)) !== series.chain_hash) throw new OddFiles();
      return;
    }
    addObservation(series, observationOf(event, seq));
    series.unit ??= unit ?? null;
    series.count = seq + 1;
    series.chain_hash = leafHash;
    this.series.put(path, series);
  }
}
