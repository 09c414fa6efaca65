import type { JudgingSession } from "../session.ts";

/** What a turn is taken with. */
export type TurnSession = Pick<JudgingSession, "resume" | "suspend" | "position">;

/**
 * The turn of a judge at a log that others write to as well. Most signals leave no entry and need none; whoever has something to
 * record takes the log first, folds what others wrote, and decides again. It stands where a run by itself has its replay.
 */
export class LogTurn {
  readonly #session: TurnSession;
  #isHeld = false;
  /** Whether others had written when the log was taken, and what was decided before is to be decided again. */
  #hasMoved = false;

  constructor(session: TurnSession) {
    this.#session = session;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Whether an event has to wait for the log. */
  get canMeet(): boolean {
    return !this.#isHeld || this.#hasMoved;
  }

  get pending(): boolean {
    return this.#hasMoved;
  }

  flush(): void {
    this.#hasMoved = false;
  }

  /** Takes the log for an event; the log never has the event already, since its shard is committed with it. */
  async take(): Promise<boolean> {
    await this.hold();
    return false;
  }

  async hold(): Promise<void> {
    if (this.#isHeld) return;
    const { count } = this.#session.position;
    await this.#session.resume();
    this.#isHeld = true;
    this.#hasMoved = this.#session.position.count !== count;
  }

  /** Lets others write. */
  async release(): Promise<void> {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#hasMoved = false;
    await this.#session.suspend();
  }
}
