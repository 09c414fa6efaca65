import { setImmediate } from "node:timers/promises";
import { isCodedError, messageOf } from "@mvcrs/errors";
import { openSharedJudging, type SharedSession } from "../session.ts";
import { LogTurn } from "./log-turn.ts";
import type { ShardJudgingOptions, ShardReport } from "./options.ts";
import { isUnforeseen, RowsFailed } from "./rows-failed.ts";
import { ShardJudge } from "./shard-judge.ts";
import type { ShardBatch, ShardCommit } from "./shard-source.ts";

/** How often a worker looks whether its share is right, and what others wrote. */
const BALANCE_MS = 200;
/** Rows that are taken at once, of all shards and of one: as many as are judged in about a second, since others wait for their share. */
const ROWS = { first: 16_384, fewest: 4_096, most: 131_072 };
const FEWEST_ROWS = 64;
const TURN_MS = { short: 300, long: 1_000 };
/** Rows judged and not committed: they are asked about at every look, so they are few; and for how long they stay that. */
const MOST_PENDING = 64_000;
const PENDING_MS = 5_000;
/** The same where nothing more comes. */
const QUIET_MS = 500;
/** Rows and events after which the log is let go; an append takes 1,000 events into one transaction. */
const HELD_ROWS = 1_000;
const HELD_EVENTS = 400;
const PIECE_ROWS = 250;
const COMMIT_BYTES = 4 * 1024 * 1024;
/** Shards that are loaded in one turn: whoever comes meanwhile may get them instead. */
const LOADED_AT_ONCE = 16;
const PROJECT_MS = 2_000;

interface Opened {
  readonly session: SharedSession;
  readonly turn: LogTurn;
}

/** The judges of the shards that a worker holds, over one state of the log. */
export class HeldJudges {
  readonly #options: ShardJudgingOptions;
  #opened: Opened | undefined;
  readonly #judges = new Map<number, ShardJudge>();
  /** What was judged and is not committed, by shard. */
  readonly #pending = new Map<number, string[]>();
  #pendingRows = 0;
  #pendingSince = 0;
  /** Those that have events since the log was taken, in the order of those. */
  #speakers: { readonly shard: number; readonly judge: ShardJudge }[] = [];
  #heldRows = 0;
  /** Shards in which judging failed: their rows are judged one by one until they are committed, to find the one. */
  readonly #suspects = new Set<number>();
  #most = ROWS.first;
  #balancedAt = Number.NEGATIVE_INFINITY;
  #projectedAt = Number.NEGATIVE_INFINITY;
  #isUnprojected = false;
  #workers = 0;
  #rows = 0;
  #events = 0;
  readonly #levels = { none: 0, soft: 0, material: 0, critical: 0 };

  constructor(options: ShardJudgingOptions) {
    this.#options = options;
  }

  async open(): Promise<Opened> {
    if (this.#opened !== undefined) return this.#opened;
    const session = await openSharedJudging(this.#options.root);
    this.#opened = { session, turn: new LogTurn(session) };
    await session.suspend();
    return this.#opened;
  }

  /** One look at everything; false where there was nothing to do. */
  async turn(): Promise<boolean> {
    const { shards, elapsed } = this.#options;
    const began = elapsed();
    const opened = await this.open();
    if (began - this.#balancedAt >= BALANCE_MS) await this.#balance(opened);
    const missing = shards.shards.filter((shard) => !this.#judges.has(shard)).slice(0, LOADED_AT_ONCE);
    if (missing.length > 0) await this.#load(missing, opened);
    const loaded = [...this.#judges.keys()];
    const most = Math.max(FEWEST_ROWS, Math.ceil(this.#most / Math.max(1, loaded.length)));
    const batches = await shards.take(loaded, most, [...this.#pending.values()].flat());
    const rows = await this.#judgeAll(batches, opened);
    await this.#judgeSilence(new Set(batches.map(({ shard }) => shard)));
    if (this.#isCommitDue(rows === 0)) await this.#commit();
    const isBehind = batches.some(({ numbers }) => numbers.length === most);
    this.#pace(isBehind, elapsed() - began);
    return rows > 0 || missing.length > 0;
  }

  #pace(isBehind: boolean, milliseconds: number): void {
    if (milliseconds > TURN_MS.long) this.#most = Math.max(ROWS.fewest, this.#most / 2);
    else if (milliseconds < TURN_MS.short && isBehind) this.#most = Math.min(ROWS.most, this.#most * 2);
  }

  /** Forgets everything that is not committed: it is judged again. */
  async startOver(): Promise<void> {
    for (const shard of [...this.#judges.keys()]) this.#drop(shard);
    this.#speakers = [];
    this.#heldRows = 0;
    const session = this.#opened?.session;
    this.#opened = undefined;
    await session?.close();
  }

  /**
   * Sees to it that the same does not fail again: the row is put aside, or looked for. False where that is no way out. Everything that
   * is not committed is to be forgotten then.
   */
  async isolate({ shards: [shard = -1, ...others], n, cause }: RowsFailed): Promise<boolean> {
    if (n === undefined) {
      for (const suspect of [shard, ...others]) this.#suspects.add(suspect);
      return true;
    }
    const problem = messageOf(cause);
    try {
      if (!(await this.#options.shards.setAside(shard, n, problem))) return false;
    } catch (thrown) {
      // It is met again.
      return isCodedError(thrown) && thrown.kind === "outside";
    }
    this.#options.root.notice?.(
      `judging failed at row ${n} of shard ${shard}, which is put aside: ${problem}`,
    );
    return true;
  }

  async finish(): Promise<void> {
    const { session, turn } = await this.open();
    await this.#commit();
    if (!this.#isUnprojected) return;
    await turn.hold();
    await session.project();
    await turn.release();
  }

  async close(): Promise<void> {
    await this.#opened?.session.close();
  }

  report(): ShardReport {
    for (const shard of [...this.#judges.keys()]) this.#drop(shard);
    return { rows: this.#rows, events: this.#events, levels: this.#levels };
  }

  #isCommitDue(isQuiet: boolean): boolean {
    if (this.#pendingRows === 0) return false;
    const age = this.#options.elapsed() - this.#pendingSince;
    return this.#pendingRows >= MOST_PENDING || age >= (isQuiet ? QUIET_MS : PENDING_MS);
  }

  async #balance({ session, turn }: Opened): Promise<void> {
    const { shards, elapsed } = this.#options;
    this.#balancedAt = elapsed();
    const { gained, lost, surplus, workers, entries } = await shards.balance();
    this.#workers = workers;
    for (const shard of [...lost, ...gained]) this.#drop(shard);
    this.#say("lost", lost);
    this.#say("gained", gained);
    // What the last owner of a shard recorded has to be known before anything is judged in it.
    if (gained.length > 0 || entries > session.position.count) {
      await turn.hold();
      // What others wrote is let go of once it is projected here.
      this.#isUnprojected = true;
      await this.#record();
    }
    if (surplus === 0) return;
    // Those first of which nothing is known here.
    const isKnown = (shard: number): boolean => this.#judges.has(shard);
    const unknown = shards.shards.filter((shard) => !isKnown(shard));
    const given = [...unknown, ...shards.shards.filter(isKnown).reverse()].slice(0, surplus);
    await this.#commit();
    await shards.giveBack(given);
    for (const shard of given) this.#drop(shard);
    this.#say("gave back", given);
  }

  #say(what: "gained" | "lost" | "gave back", shards: readonly number[]): void {
    if (shards.length === 0) return;
    const held = this.#options.shards.shards.length;
    this.#options.onShards?.({ what, shards, held, workers: this.#workers });
  }

  async #load(missing: readonly number[], { session, turn }: Opened): Promise<void> {
    const { shards, config, clock, root } = this.#options;
    const parts = { state: session.state, turn, config, clock, notice: root.notice ?? (() => {}) };
    for (const stored of await shards.load(missing)) {
      const judge = new ShardJudge(stored, parts);
      this.#judges.set(stored.shard, judge);
      await judge.begin();
      await this.#spoke(stored.shard, judge);
      await setImmediate();
    }
    await this.#record();
  }

  async #judgeAll(batches: readonly ShardBatch[], { turn }: Opened): Promise<number> {
    let rows = 0;
    let turnedAt = 0;
    for (const piece of piecesOf(batches, (shard) => this.#suspects.has(shard))) {
      const judge = this.#judges.get(piece.shard);
      if (judge === undefined) continue;
      await this.#judgePiece(piece, judge, turn);
      const { length } = piece.numbers;
      rows += length;
      // Heartbeats and whoever else waits come between.
      if (rows - turnedAt >= HELD_ROWS) {
        turnedAt = rows;
        await setImmediate();
      }
    }
    await this.#record();
    this.#rows += rows;
    if (rows > 0) this.#options.onProgress?.(this.#rows);
    return rows;
  }

  /** Throws `RowsFailed` where judging them met what nobody foresaw. */
  async #judgePiece(piece: ShardBatch, judge: ShardJudge, turn: LogTurn): Promise<void> {
    const { shard, numbers } = piece;
    const alone = this.#suspects.has(shard);
    // What others have to say goes first, so that what fails afterwards is of this row.
    if (alone) await this.#record();
    try {
      await judge.judge(piece);
      this.#judged(piece);
      if (turn.isHeld) this.#heldRows += numbers.length;
      await this.#spoke(shard, judge);
      if (alone) await this.#record();
    } catch (thrown) {
      if (!isUnforeseen(thrown)) throw thrown;
      const cause = thrown instanceof RowsFailed ? thrown.cause : thrown;
      if (alone) throw new RowsFailed(cause, [shard], numbers[0]);
      throw thrown instanceof RowsFailed ? thrown : new RowsFailed(cause, [shard]);
    }
  }

  #judged({ shard, numbers }: ShardBatch): void {
    if (this.#pendingRows === 0) this.#pendingSince = this.#options.elapsed();
    this.#pendingRows += numbers.length;
    const pending = this.#pending.get(shard);
    if (pending === undefined) this.#pending.set(shard, [...numbers]);
    else for (const number of numbers) pending.push(number);
  }

  /** Shards of which nothing waits: what is still to be judged may end a silence. */
  async #judgeSilence(busy: ReadonlySet<number>): Promise<void> {
    for (const [shard, judge] of this.#judges) {
      if (busy.has(shard) || !judge.silenceIsDue) continue;
      await judge.judgeSilence();
      await this.#spoke(shard, judge);
    }
    await this.#record();
  }

  async #spoke(shard: number, judge: ShardJudge): Promise<void> {
    if (judge.waiting > 0 && this.#speakers.at(-1)?.judge !== judge) this.#speakers.push({ shard, judge });
    const waiting = this.#speakers.reduce((sum, speaker) => sum + speaker.judge.waiting, 0);
    if (this.#heldRows >= HELD_ROWS || waiting >= HELD_EVENTS) await this.#record();
  }

  /** Makes durable what there is to record, together with the shards that it is of, and lets others write. */
  async #record(): Promise<void> {
    const { shards, onEvents, elapsed } = this.#options;
    const { session, turn } = await this.open();
    if (!turn.isHeld) return;
    const speakers = this.#speakers;
    this.#speakers = [];
    this.#heldRows = 0;
    if (speakers.length > 0) {
      const events = speakers.flatMap(({ judge }) => judge.takeEvents());
      shards.commitAlong(speakers.map(({ shard, judge }) => judge.commit(this.#pending.get(shard) ?? [])));
      try {
        await session.append(events);
      } catch (thrown) {
        // What the append did not take must not go along with another.
        shards.commitAlong([]);
        if (!isUnforeseen(thrown)) throw thrown;
        throw new RowsFailed(
          thrown,
          speakers.map(({ shard }) => shard),
        );
      }
      shards.committed(speakers.map(({ shard }) => shard));
      for (const { shard } of speakers) this.#committed(shard);
      this.#events += events.length;
      onEvents?.(
        events.map(({ event }) => event),
        session.state,
      );
      this.#isUnprojected = true;
    }
    if (this.#isUnprojected && elapsed() - this.#projectedAt >= PROJECT_MS) {
      await session.project();
      this.#projectedAt = elapsed();
      this.#isUnprojected = false;
    }
    await turn.release();
  }

  /** Commits what leaves no entry, in portions that the server writes in a moment. */
  async #commit(): Promise<void> {
    const lost: number[] = [];
    let portion: ShardCommit[] = [];
    let bytes = 0;
    const commit = async (): Promise<void> => {
      lost.push(...(await this.#options.shards.commit(portion)));
      for (const { shard } of portion) this.#committed(shard);
      portion = [];
      bytes = 0;
    };
    for (const [shard, judge] of this.#judges) {
      if (!this.#pending.has(shard) && !judge.hasChanged) continue;
      const one = judge.commit(this.#pending.get(shard) ?? []);
      portion.push(one);
      for (const body of one.parts.values()) bytes += body.length;
      if (bytes >= COMMIT_BYTES) await commit();
    }
    if (portion.length > 0) await commit();
    for (const shard of lost) this.#drop(shard);
    this.#say("lost", lost);
  }

  #committed(shard: number): void {
    this.#judges.get(shard)?.committed();
    this.#suspects.delete(shard);
    this.#pendingRows -= this.#pending.get(shard)?.length ?? 0;
    this.#pending.delete(shard);
  }

  #drop(shard: number): void {
    const counts = this.#judges.get(shard)?.counts;
    if (counts !== undefined)
      for (const level of ["none", "soft", "material", "critical"] as const)
        this.#levels[level] += counts.levels[level];
    this.#judges.delete(shard);
    this.#pendingRows -= this.#pending.get(shard)?.length ?? 0;
    this.#pending.delete(shard);
  }
}

/** Batches in pieces that are not too large to let go of the log in between, of some shards row by row. */
function* piecesOf(
  batches: readonly ShardBatch[],
  isSuspect: (shard: number) => boolean,
): Generator<ShardBatch> {
  for (const batch of batches) {
    const { shard, numbers, kinds, bodies } = batch;
    const most = isSuspect(shard) ? 1 : PIECE_ROWS;
    if (numbers.length <= most) {
      yield batch;
      continue;
    }
    const lines = bodies.split("\n");
    for (let from = 0; from < numbers.length; from += most) {
      const to = from + most;
      yield {
        shard,
        numbers: numbers.slice(from, to),
        kinds: kinds.slice(from, to),
        bodies: lines.slice(from, to).join("\n"),
      };
    }
  }
}
