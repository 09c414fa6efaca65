/** Kinds of entries that are asked for by their id. */
export type IdKind = "challenge" | "alert";

/** A part of the ids that was saved: a file of its own, which never changes and is named by its hash. */
export interface IdRun {
  readonly sha256: string;
  readonly records: number;
}

/** An id and the number of its entry. */
type IdRecord = readonly [kind: IdKind, id: string, seq: number];

const letters = { challenge: "c", alert: "a" } as const;
/** So many are worth a file of their own; fewer are saved with the state. */
const recordsOfRun = 512;
/** Lookups after which an index of all ids costs less than searching again. */
const searchesBeforeIndex = 8;

/** What a file of ids begins with. Every record stands on a line of its own behind it. */
const heading = "mvcrs entry ids 1";

/**
 * The ids of all challenges and alerts of a log, and where they stand. Closed challenges leave nothing else behind in the
 * state, so this is what grows with the log: 45 bytes each, in files that are only read when an id is asked for.
 */
export class EntryIds {
  readonly #fresh = { challenge: new Map<string, number>(), alert: new Map<string, number>() };
  #runs: readonly IdRun[];
  readonly #read: (run: IdRun) => Promise<string>;
  readonly #texts = new Map<string, string>();
  #searches = 0;
  #index: Map<string, number> | undefined;

  constructor(
    runs: readonly IdRun[] = [],
    fresh: readonly IdRecord[] = [],
    read: (run: IdRun) => Promise<string> = () => Promise.reject(new TypeError("no runs")),
  ) {
    this.#runs = runs;
    this.#read = read;
    for (const [kind, id, seq] of fresh) this.#fresh[kind].set(id, seq);
  }

  /** Whether ids can be asked for. */
  get isLoaded(): boolean {
    return this.#runs.every(({ sha256 }) => this.#texts.has(sha256));
  }

  /** Reads what was saved, so that ids can be asked for. */
  async load(): Promise<void> {
    for (const run of this.#runs) await this.#textOf(run);
  }

  add(kind: IdKind, id: string, seq: number): void {
    this.#fresh[kind].set(id, seq);
  }

  /** Lets go of an id that nobody will ask for. */
  forget(kind: IdKind, id: string): void {
    this.#fresh[kind].delete(id);
  }

  /** The number of the entry with this id. To be asked once they are loaded. */
  seqOf(kind: IdKind, id: string): number | undefined {
    const fresh = this.#fresh[kind].get(id);
    if (fresh !== undefined || this.#runs.length === 0) return fresh;
    const key = `${letters[kind]}${id}`;
    this.#searches += 1;
    if (this.#searches > searchesBeforeIndex) this.#index ??= this.#indexed();
    if (this.#index !== undefined) return this.#index.get(key);
    for (const text of this.#loaded()) {
      const at = text.indexOf(`\n${key} `);
      if (at >= 0) return seqAt(text, at);
    }
    return undefined;
  }

  has(kind: IdKind, id: string): boolean {
    return this.seqOf(kind, id) !== undefined;
  }

  /** The ids that start so, with the numbers of their entries. To be asked once they are loaded. */
  startingWith(kind: IdKind, prefix: string): { readonly id: string; readonly seq: number }[] {
    const found: { id: string; seq: number }[] = [];
    const wanted = `\n${letters[kind]}${prefix}`;
    for (const text of this.#loaded())
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
        found.push({ id: text.slice(at + 2, text.indexOf(" ", at)), seq: seqAt(text, at) });
    for (const [id, seq] of this.#fresh[kind]) if (id.startsWith(prefix)) found.push({ id, seq });
    return found;
  }

  /**
   * What to save: the files to write, and how the ids stand once they are. A new file takes in those before it that are no
   * larger, so that there are few, and each id is written again a few times only.
   *
   * @param hash SHA-256 in hex.
   */
  async toSave(hash: (text: string) => string): Promise<SavedIds> {
    const fresh = this.#records();
    if (fresh.length < recordsOfRun) return { runs: this.#runs, fresh, files: [] };
    const runs = [...this.#runs];
    let body = fresh.map(([kind, id, seq]) => `\n${letters[kind]}${id} ${seq}`).join("");
    let records = fresh.length;
    for (let last = runs.at(-1); last !== undefined && last.records <= records; last = runs.at(-1)) {
      body = `${(await this.#textOf(last)).slice(heading.length, -1)}${body}`;
      records += last.records;
      runs.pop();
    }
    const text = `${heading}${body}\n`;
    const run = { sha256: hash(text), records };
    return { runs: [...runs, run], fresh: [], files: [{ run, text }] };
  }

  /** Tells that what `toSave` returned was saved. */
  saved({ runs, fresh, files }: SavedIds): void {
    this.#runs = runs;
    for (const { run, text } of files) this.#texts.set(run.sha256, text);
    const named = new Set(runs.map(({ sha256 }) => sha256));
    for (const hash of this.#texts.keys()) if (!named.has(hash)) this.#texts.delete(hash);
    if (fresh.length > 0) return;
    this.#fresh.challenge.clear();
    this.#fresh.alert.clear();
    this.#index = undefined;
  }

  #records(): IdRecord[] {
    const of = (kind: IdKind) => Array.from(this.#fresh[kind], ([id, seq]): IdRecord => [kind, id, seq]);
    return [...of("challenge"), ...of("alert")];
  }

  async #textOf(run: IdRun): Promise<string> {
    const text = this.#texts.get(run.sha256) ?? (await this.#read(run));
    this.#texts.set(run.sha256, text);
    return text;
  }

  *#loaded(): Generator<string> {
    for (const { sha256 } of this.#runs) {
      const text = this.#texts.get(sha256);
      if (text === undefined) throw new TypeError("ids are asked for before they were loaded");
      yield text;
    }
  }

  #indexed(): Map<string, number> {
    const index = new Map<string, number>();
    for (const text of this.#loaded())
      for (let at = text.indexOf("\n"); at < text.length - 1; at = text.indexOf("\n", at + 1))
        index.set(text.slice(at + 1, text.indexOf(" ", at)), seqAt(text, at));
    return index;
  }
}

/** How the ids stand once `files` are written. */
export interface SavedIds {
  readonly runs: readonly IdRun[];
  readonly fresh: readonly IdRecord[];
  readonly files: readonly { readonly run: IdRun; readonly text: string }[];
}

/** The number that stands behind the id whose line begins after `at`. */
function seqAt(text: string, at: number): number {
  const space = text.indexOf(" ", at + 1);
  return Number(text.slice(space + 1, text.indexOf("\n", space)));
}
