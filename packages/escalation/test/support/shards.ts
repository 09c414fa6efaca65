import { createHash } from "node:crypto";
import type { ShardBatch, ShardCommit, ShardSource, SharedRow, StoredShard } from "../../src/index.ts";

/** Shards in memory, all of them held by one: what the database keeps, and what a test does to it. */
export class MemoryShards implements ShardSource {
  readonly #rows = new Map<number, { readonly n: number; readonly row: SharedRow }[]>();
  readonly #stored = new Map<number, { snapshot: string | null; parts: Map<string, string> }>();
  readonly #known = new Set<string>();
  #along: readonly ShardCommit[] = [];
  #n = 0;
  #isNew = true;
  /** Commits so far; asked before each of them. */
  commits = 0;
  beforeCommit: (n: number) => void = () => {};
  /** Told when nothing waits any more. */
  whenEmpty: () => void = () => {};
  wasEmpty = false;
  /** How many rows of a shard are taken at once. */
  most = Number.POSITIVE_INFINITY;
  /** What judging failed at, and how much of it is taken. */
  readonly aside: { readonly row: SharedRow; readonly problem: string }[] = [];
  mostAside = 100;
  readonly shards: readonly number[];

  constructor(count = 8) {
    this.shards = Array.from({ length: count }, (_, shard) => shard);
  }

  submit(rows: readonly SharedRow[]): void {
    for (const row of rows) {
      if (this.#known.has(row.id)) continue;
      this.#known.add(row.id);
      const hash = createHash("sha256").update(row.key).digest();
      const shard = (hash[0] ?? 0) % this.shards.length;
      this.#rows.set(shard, [...(this.#rows.get(shard) ?? []), { n: this.#n++, row }]);
    }
  }

  /** Somebody else takes them all: what was not committed is void. */
  takeAway(): void {
    this.#isNew = true;
  }

  async balance() {
    const gained = this.#isNew ? this.shards : [];
    this.#isNew = false;
    return { gained, lost: [], surplus: 0, workers: 1, entries: 0 };
  }

  async load(shards: readonly number[]): Promise<readonly StoredShard[]> {
    return shards.map((shard) => {
      const { snapshot = null, parts = new Map() } = this.#stored.get(shard) ?? {};
      return { shard, snapshot, parts: new Map(parts) };
    });
  }

  async take(
    shards: readonly number[],
    most: number,
    taken: readonly string[],
  ): Promise<readonly ShardBatch[]> {
    const known = new Set(taken);
    const batches = shards.flatMap((shard) => {
      const rows = (this.#rows.get(shard) ?? [])
        .filter(({ n }) => !known.has(String(n)))
        .slice(0, Math.min(most, this.most));
      if (rows.length === 0) return [];
      const numbers = rows.map(({ n }) => String(n));
      const kinds = rows.map(({ row }) => row.kind).join("");
      return [{ shard, numbers, kinds, bodies: rows.map(({ row }) => row.body).join("\n") }];
    });
    if (batches.length === 0) {
      this.wasEmpty = true;
      this.whenEmpty();
    }
    return batches;
  }

  async commit(commits: readonly ShardCommit[]): Promise<readonly number[]> {
    this.beforeCommit(++this.commits);
    for (const commit of commits) this.#apply(commit);
    return [];
  }

  commitAlong(commits: readonly ShardCommit[]): void {
    if (commits.length > 0) this.beforeCommit(++this.commits);
    this.#along = commits;
  }

  committed(): void {
    for (const commit of this.#along) this.#apply(commit);
    this.#along = [];
  }

  async setAside(shard: number, n: string, problem: string): Promise<boolean> {
    const rows = this.#rows.get(shard) ?? [];
    this.aside.push(...rows.filter((one) => String(one.n) === n).map(({ row }) => ({ row, problem })));
    this.#rows.set(
      shard,
      rows.filter((one) => String(one.n) !== n),
    );
    return this.aside.length <= this.mostAside;
  }

  async giveBack(): Promise<void> {}
  async leave(): Promise<void> {}

  #apply({ shard, numbers, snapshot, parts, told }: ShardCommit): void {
    const stored = this.#stored.get(shard) ?? { snapshot: null, parts: new Map<string, string>() };
    stored.snapshot = snapshot;
    for (const [name, body] of parts) stored.parts.set(name, body);
    this.#stored.set(shard, stored);
    const gone = new Set(numbers);
    this.#rows.set(
      shard,
      (this.#rows.get(shard) ?? []).filter(({ n }) => !gone.has(String(n))),
    );
    this.submit(told);
  }
}
