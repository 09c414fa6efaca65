import {
  commitmentsOf,
  type LogReader,
  type PrivateValue,
  privatePlaceholder,
  readVault,
  redactionsOf,
  type VaultReader,
  withValues,
} from "@mvcrs/chain";
import type { ArtifactPaths } from "../artifacts/paths.ts";
import type { Challenge, HistoryLine } from "../challenge.ts";
import { fieldLabel } from "../event-fields.ts";
import { type MvcrsEvent, mvcrsEventSchema } from "../events.ts";
import { historyNote } from "../history-note.ts";
import { type LoggedEvent, readLedger } from "../read-ledger.ts";
import type { Mute, MvcrsState, TrustLock } from "../state.ts";

const isPrivate = (text: string | null): boolean => text?.includes(privatePlaceholder) === true;

/**
 * The words that a log keeps in its vault, for people at the machine: files that are projected from the log have `[private]` in
 * their place for ever, so that nothing but the vault has to be deleted from. What was redacted reads `[redacted by entry N]`,
 * whatever stands in the vault. Log and vault are opened when first asked for.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { artifactPaths, defaultConfig, engageLock, markFolder, PrivateWords, record } from "@mvcrs/escalation";
 * import { nodeTextFiles } from "@mvcrs/files";
 *
 * const root = { paths: artifactPaths("ops"), files: nodeTextFiles, clock: Date.now, notice: console.error };
 * await markFolder(root, defaultConfig());
 * const by = { now: Date.now(), actor: "on-call", reason: "Ann's key is gone" };
 * const { state } = await record({ ...root, keepPrivate: ["reason"] }, (before) => [engageLock(before, by)]);
 * assert(state.lock !== null);
 * assert.equal(state.lock.reason, "[private]");
 * await using words = new PrivateWords(root.paths);
 * assert.equal((await words.lock(state.lock)).reason, "Ann's key is gone");
 * ```
 */
export class PrivateWords implements AsyncDisposable {
  readonly #paths: Pick<ArtifactPaths, "log" | "meta">;
  #opened: Promise<Opened> | undefined;

  constructor(paths: Pick<ArtifactPaths, "log" | "meta">) {
    this.#paths = paths;
  }

  /** The event of an entry with its words; the event itself where it keeps none. */
  async event({ seq, event }: LoggedEvent): Promise<MvcrsEvent> {
    const words = await this.wordsOf({ seq, event });
    if (words.size === 0) return event;
    const whole = mvcrsEventSchema.safeParse(withValues(event, words));
    return whole.success ? whole.data : event;
  }

  /** What an event keeps in the vault, by the JSON Pointers of its places: the words, or what became of them. */
  async wordsOf({ seq, event }: LoggedEvent): Promise<ReadonlyMap<string, string>> {
    const words = new Map<string, string>();
    if (commitmentsOf(event).size === 0) return words;
    const { vault, redactions } = await this.#open();
    const by = redactions.get(seq);
    for (const [pointer, value] of await vault.payloads(event))
      words.set(pointer, by === undefined ? textOf(value) : `[redacted by entry ${by}]`);
    return words;
  }

  /** The challenge with the words of its history. */
  async challenge(challenge: Challenge): Promise<Challenge> {
    const history = await Promise.all(challenge.history.map((line) => this.#line(line)));
    const acknowledged = history.findLast(({ type }) => type === "challenge.acknowledged");
    const { acknowledgedBy } = challenge;
    return {
      ...challenge,
      history,
      acknowledgedBy: isPrivate(acknowledgedBy) ? (acknowledged?.actor ?? acknowledgedBy) : acknowledgedBy,
    };
  }

  /** The lock with the words of whoever engaged it. */
  async lock(lock: TrustLock): Promise<TrustLock> {
    if (!(isPrivate(lock.actor) || isPrivate(lock.reason))) return lock;
    return { ...lock, ...(await this.#said(lock.seq)) };
  }

  /** Who released the last lock and why; `null` where none was released. */
  async lastRelease({ lastRelease, lockEntries }: MvcrsState): Promise<Said | null> {
    if (lastRelease === null || !(isPrivate(lastRelease.actor) || isPrivate(lastRelease.reason)))
      return lastRelease;
    const { log } = await this.#open();
    for (const seq of lockEntries.toReversed())
      if ((await log.at(seq)).event.id === lastRelease.id) return this.#said(seq);
    return lastRelease;
  }

  /** The mute with the words of whoever muted. */
  async mute(mute: Mute): Promise<Mute> {
    if (!(isPrivate(mute.owner) || isPrivate(mute.reason))) return mute;
    const { log } = await this.#open();
    const labels = [fieldLabel.type("metric.muted"), fieldLabel.metric(mute.metric)];
    for await (const { seq, event } of log.entries({ where: { labels }, reverse: true })) {
      if (event.id !== mute.id) continue;
      const whole = await this.event({ seq, event });
      if (whole.type === "metric.muted") return { ...mute, owner: whole.owner, reason: whole.reason };
    }
    return mute;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#opened)?.log.close();
  }

  async #line(line: HistoryLine): Promise<HistoryLine> {
    if (!(isPrivate(line.actor) || isPrivate(line.note))) return line;
    const event = await this.event(await (await this.#open()).log.at(line.seq));
    return { ...line, actor: event.actor, note: historyNote(event) };
  }

  async #said(seq: number): Promise<Said> {
    const event = await this.event(await (await this.#open()).log.at(seq));
    const reason = "reason" in event && typeof event.reason === "string" ? event.reason : "";
    return { actor: event.actor, reason };
  }

  #open(): Promise<Opened> {
    this.#opened ??= open(this.#paths);
    return this.#opened;
  }
}

interface Said {
  readonly actor: string;
  readonly reason: string;
}

interface Opened {
  readonly log: LogReader<MvcrsEvent>;
  readonly vault: VaultReader;
  readonly redactions: ReadonlyMap<number, number>;
}

async function open(paths: Pick<ArtifactPaths, "log" | "meta">): Promise<Opened> {
  const log = await readLedger(paths);
  try {
    const where = { labels: [fieldLabel.type("payload.redacted")] };
    return {
      log,
      vault: await readVault({ path: paths.log }),
      redactions: await redactionsOf(log.entries({ where })),
    };
  } catch (thrown) {
    await log.close();
    throw thrown;
  }
}

function textOf(stored: PrivateValue): string {
  switch (stored.state) {
    case "here":
      return typeof stored.value === "string" ? stored.value : JSON.stringify(stored.value);
    case "missing":
      return "[private: missing from the vault]";
    case "damaged":
      return "[private: damaged in the vault]";
    case "unreadable":
      return "[private: the vault cannot be read]";
  }
}
