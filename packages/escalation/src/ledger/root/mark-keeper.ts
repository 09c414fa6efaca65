import type { TextFiles } from "@mvcrs/files";
import { rootId } from "../challenge-id.ts";
import { type Committee, isSameCommittee } from "../config/committee-schema.ts";
import type { MvcrsConfig } from "../config/config.ts";
import { afterChange, type CheckpointKeys, type KeyChange } from "./checkpoint-keys.ts";
import { markedKeys, type RootMark, writeMark } from "./mark.ts";

/** The mark of a root where nothing is logged yet. Without an `id`, one that follows from when and what is marked. */
export function freshMark(
  now: number,
  { log, governance_committee: committee }: MvcrsConfig,
  id?: string,
): RootMark {
  const createdAt = new Date(now).toISOString();
  return {
    version: 1,
    id: id ?? rootId(createdAt, log.origin),
    created_at: createdAt,
    origin: log.origin,
    key: null,
    committee,
    log: { state: "none" },
  };
}

/** The mark of a root whose log is open for writing: only who holds the log's lock has one. */
export class MarkKeeper {
  readonly #place: { readonly files: TextFiles; readonly path: string };
  #mark: RootMark;
  #isWritten: boolean;

  constructor(
    place: { readonly files: TextFiles; readonly path: string },
    mark: RootMark,
    isWritten: boolean,
  ) {
    this.#place = place;
    this.#mark = mark;
    this.#isWritten = isWritten;
  }

  get committee(): Committee {
    return this.#mark.committee;
  }

  get checkpointKeys(): CheckpointKeys | null {
    return markedKeys(this.#mark);
  }

  /** Updates the mark once the log names another key for its checkpoints. */
  async changeKey(change: KeyChange): Promise<void> {
    const keys = this.checkpointKeys;
    const next = keys === null ? null : afterChange(keys, change);
    if (next !== null) await this.update({ keys: next });
  }

  /** Updates the mark; `first` is the leaf hash of the log's first entry, `null` for none. */
  async update(now: {
    readonly first?: string | null;
    readonly origin?: string;
    readonly keys?: CheckpointKeys;
    readonly committee?: Committee;
    readonly shared?: true;
  }): Promise<void> {
    const { first, keys, committee = this.#mark.committee, ...rest } = now;
    const next: RootMark = {
      ...this.#mark,
      ...rest,
      ...(keys === undefined ? {} : { key: keys.key }),
      ...(keys === undefined || keys.former.length === 0 ? {} : { former_keys: [...keys.former] }),
      committee: isSameCommittee(committee, this.#mark.committee) ? this.#mark.committee : committee,
      ...(first == null ? {} : { log: { state: "begun", first } }),
    };
    if (this.#isWritten && JSON.stringify(next) === JSON.stringify(this.#mark)) return;
    await this.#write(next);
  }

  /**
   * Appends, and says so in the mark where it is the log's first entry: before, that it begins, and after, with what.
   * Killed between the two, the log may be there or not, and neither is held against it.
   */
  async appending(append: () => Promise<void>, firstEntry: () => Promise<string>): Promise<void> {
    if (this.#mark.log.state === "none") await this.#write({ ...this.#mark, log: { state: "beginning" } });
    await append();
    if (this.#mark.log.state !== "begun") await this.update({ first: await firstEntry() });
  }

  async #write(mark: RootMark): Promise<void> {
    await writeMark(this.#place.files, this.#place.path, mark);
    this.#mark = mark;
    this.#isWritten = true;
  }
}
