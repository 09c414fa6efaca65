import { type Block, blockAt, logsOf, type Rpc } from "@mvcrs/evm";
import { z } from "zod";
import type { Deployment } from "../deployment.ts";
import { liveErrors } from "../errors.ts";
import { topics } from "./abi.ts";
import { type ChainEvent, chainEventSchema, readEvent } from "./chain-event.ts";
import { addEvents, emptyTally, type Tally, tallySchema } from "./tally.ts";

/** A reorganisation up to this deep is undone; a deeper one makes the follower read from the first block again. */
const keptBlocks = 256;

const markSchema = z.strictObject({ number: z.int().min(-1), hash: z.string() });

/** Where a follower stands: what cannot change any more added up, and what still can as it came. */
export const cursorSchema = z.strictObject({
  base: markSchema.extend({ tally: tallySchema }),
  events: z.array(chainEventSchema),
  /** Blocks up to which all was read, oldest first, each with the hash it had then. */
  marks: z.array(markSchema),
});
export type Cursor = z.infer<typeof cursorSchema>;

/**
 * Reads the events of a deployment from one endpoint, each once. Before it reads on it checks whether the blocks it has
 * read are still the chain's; what was read on a branch that is gone is forgotten and read again.
 */
export class EventFollower {
  readonly #rpc: Rpc;
  readonly #deployment: Deployment;
  #cursor: Cursor;

  constructor(rpc: Rpc, deployment: Deployment, cursor?: Cursor) {
    this.#rpc = rpc;
    this.#deployment = deployment;
    this.#cursor = cursor ?? this.#start();
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /** The block up to which all was read; -1 or the one before `fromBlock` at the start. */
  get readTo(): number {
    return this.#cursor.marks.at(-1)?.number ?? this.#cursor.base.number;
  }

  /**
   * Reads on up to `target` and returns the events that are new. Where the chain is reorganised meanwhile it returns null:
   * ask for a new target.
   */
  async advance(target: Block): Promise<readonly ChainEvent[] | null> {
    await this.#dropGoneBranches();
    const to = Number(target.number);
    const from = this.readTo + 1;
    if (from > to) return [];
    const { arena, stakeManager, systemPause } = this.#deployment;
    const addresses = [arena, stakeManager, ...(systemPause === undefined ? [] : [systemPause])];
    const logs = await logsOf(this.#rpc, { addresses, topics, from: BigInt(from), to: target.number });
    // The hash before and after says that the logs are of this branch.
    if ((await blockAt(this.#rpc, target.number))?.hash !== target.hash) return null;
    const fresh = new Map<string, ChainEvent>();
    for (const log of logs) {
      if (log.blockNumber < from || log.blockNumber > target.number)
        throw liveErrors.create("LIVE_BAD_ANSWER", {
          endpoint: this.#rpc.label,
          method: "eth_getLogs",
          problem: `block ${log.blockNumber} is not in the range ${from} to ${to}`,
        });
      const event = readEvent(log, this.#deployment);
      if (event !== null) fresh.set(`${event.block} ${event.index}`, event);
    }
    const events = [...fresh.values()].sort((a, b) => a.block - b.block || a.index - b.index);
    this.#cursor = settle({
      ...this.#cursor,
      events: [...this.#cursor.events, ...events],
      marks: [...this.#cursor.marks, { number: to, hash: target.hash }],
    });
    return events;
  }

  /** What the events up to a block add up to; null where that block lies before all that is kept, or was not reached. */
  tallyAt(block: number): Tally | null {
    const { base, events } = this.#cursor;
    if (block < base.number || block > this.readTo) return null;
    return addEvents(
      base.tally,
      events.filter((event) => event.block <= block),
    );
  }

  async #dropGoneBranches(): Promise<void> {
    const { marks } = this.#cursor;
    let kept = marks.length;
    for (; kept > 0; kept -= 1) {
      const mark = marks[kept - 1];
      if (mark !== undefined && (await this.#isStill(mark))) break;
    }
    if (kept === marks.length) return;
    if (kept === 0 && !(await this.#isStill(this.#cursor.base))) {
      this.#cursor = this.#start();
      return;
    }
    const last = marks[kept - 1]?.number ?? this.#cursor.base.number;
    this.#cursor = {
      base: this.#cursor.base,
      events: this.#cursor.events.filter(({ block }) => block <= last),
      marks: marks.slice(0, kept),
    };
  }

  async #isStill({ number, hash }: { readonly number: number; readonly hash: string }): Promise<boolean> {
    return hash === "" || (await blockAt(this.#rpc, BigInt(number)))?.hash === hash;
  }

  #start(): Cursor {
    const before = Number(this.#deployment.fromBlock) - 1;
    return { base: { number: before, hash: "", tally: emptyTally() }, events: [], marks: [] };
  }
}

/** Adds up what is too old to be reorganised. */
function settle(cursor: Cursor): Cursor {
  const newest = cursor.marks.at(-1)?.number ?? 0;
  const index = cursor.marks.findLastIndex(({ number }) => number <= newest - keptBlocks);
  const mark = cursor.marks[index];
  if (mark === undefined) return cursor;
  const old = cursor.events.filter(({ block }) => block <= mark.number);
  return {
    base: { ...mark, tally: addEvents(cursor.base.tally, old) },
    events: cursor.events.slice(old.length),
    marks: cursor.marks.slice(index + 1),
  };
}
