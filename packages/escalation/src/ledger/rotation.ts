import type { Log } from "@mvcrs/chain";
import { isCodedError } from "@mvcrs/errors";
import type { MvcrsEvent } from "./events.ts";

/** When a log's file is closed into a segment by itself (`log.rotate` of the configuration). */
export interface RotationPolicy {
  /** Once the file holds so many bytes; `null`: never for its size. */
  readonly bytes: number | null;
  /** Once a day has ended (UTC) that the file has entries of. */
  readonly daily: boolean;
}

type Rotated = Pick<Log<MvcrsEvent>, "active" | "at" | "rotate">;

/** Closes the file of a log that is open for writing when that is due, before something is appended. */
export class Rotation {
  readonly #policy: RotationPolicy | null;
  readonly #notice: (text: string) => void;
  /** The first entry of the file, and its day. */
  #first: { readonly seq: number; readonly day: string } | undefined;
  /** How long the file was when a rotation of it failed. */
  #failedAt: number | undefined;

  constructor(policy: RotationPolicy | null, notice: (text: string) => void) {
    this.#policy = policy;
    this.#notice = notice;
  }

  /**
   * An append waits for no disk to be tidied up: what fails is told, and the file goes on. A rotation reads the whole file, so
   * one that failed is not tried again before the file has grown by a tenth.
   */
  async beforeAppend(log: Rotated, { at }: Pick<MvcrsEvent, "at">): Promise<void> {
    const { bytes } = log.active;
    if (this.#failedAt !== undefined && bytes < 1.1 * this.#failedAt) return;
    try {
      if (await this.#isDue(log, at)) await log.rotate();
      this.#failedAt = undefined;
    } catch (thrown) {
      if (!isCodedError(thrown)) throw thrown;
      this.#failedAt = bytes;
      this.#notice(`the log could not be rotated and goes on in its file: ${thrown.summary}`);
    }
  }

  async #isDue(log: Rotated, at: string): Promise<boolean> {
    const { bytes = null, daily = false } = this.#policy ?? {};
    const { active } = log;
    if (active.bytes === 0) return false;
    if (bytes !== null && active.bytes >= bytes) return true;
    if (!daily) return false;
    if (this.#first?.seq !== active.first)
      this.#first = { seq: active.first, day: dayOf((await log.at(active.first)).event.at) };
    return dayOf(at) > this.#first.day;
  }
}

const dayOf = (at: string): string => at.slice(0, 10);
