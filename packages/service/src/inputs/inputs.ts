import { growingPause, messageOf } from "@mvcrs/errors";
import type { DecodedBatch } from "@mvcrs/verifiers/input";

/** Signals from one place. */
export interface Input {
  readonly name: string;
  /** Opens it anew; its batches end where it ends. An empty batch says that there is no more for now. */
  open(signal: AbortSignal): Promise<AsyncGenerator<DecodedBatch>>;
}

/** How an input does. */
export interface InputHealth {
  readonly name: string;
  readonly state: "open" | "ended" | "failing";
  readonly problem: string | null;
  readonly signals: number;
  /** When its last signal came, in milliseconds; `null` before the first. */
  readonly lastSignal: number | null;
}

export interface InputsOptions {
  readonly inputs: readonly Input[];
  readonly clock: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly failed: (input: string, problem: string, againInMs: number) => void;
}

export const noRows: DecodedBatch = { signals: [], problems: [], rows: 0, bytes: 0 };
/** How often whoever judges is let go on to look at the clock while nothing comes. */
const idleEveryMs = 250;
const reopenPause = { first: 1_000, most: 60_000 };

interface Opened {
  readonly input: Input;
  state: InputHealth["state"];
  problem: string | null;
  signals: number;
  lastSignal: number | null;
  /** Whether all that there is for now was read. */
  idle: boolean;
}

/** Several inputs as one. One that fails is opened again after a pause that grows, and holds up none of the others. */
export class Inputs {
  readonly #options: InputsOptions;
  readonly #opened: readonly Opened[];
  readonly #stop = new AbortController();
  readonly #ready: { readonly batch: DecodedBatch; readonly from: Opened; readonly go: () => void }[] = [];
  #wake = (): void => undefined;
  #pumps: Promise<void>[] | undefined;

  constructor(options: InputsOptions) {
    this.#options = options;
    this.#opened = options.inputs.map((input) => ({
      input,
      state: "open",
      problem: null,
      signals: 0,
      lastSignal: null,
      idle: false,
    }));
  }

  health(): readonly InputHealth[] {
    return this.#opened.map(({ input, state, problem, signals, lastSignal }) => ({
      name: input.name,
      state,
      problem,
      signals,
      lastSignal,
    }));
  }

  /**
   * The batches of all of them, until `signal` is aborted; may be asked for again then, and goes on behind the last one. An
   * input is asked for its next batch once the one before was taken and worked off. An empty batch comes while none has more:
   * whoever meets entries of a killed run again must not take one for the end of what the others still read.
   */
  async *batches(signal: AbortSignal): AsyncGenerator<DecodedBatch> {
    this.#pumps ??= this.#opened.map((one) => this.#pump(one));
    while (!signal.aborted) {
      const next = this.#ready.shift();
      if (next === undefined) {
        await this.#more(signal);
        if (this.#ready.length === 0 && !signal.aborted && this.#opened.every(({ idle }) => idle))
          yield noRows;
        continue;
      }
      const { batch, from, go } = next;
      from.idle = batch.rows === 0;
      if (batch.rows > 0) {
        if (batch.signals.length > 0) {
          from.signals += batch.signals.length;
          from.lastSignal = this.#options.clock();
        }
        yield batch;
      }
      go();
    }
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    this.#stop.abort();
    for (const { go } of this.#ready.splice(0)) go();
    await Promise.all(this.#pumps ?? []);
  }

  /** Resolves once there may be more, or it is time to look at the clock. */
  async #more(signal: AbortSignal): Promise<void> {
    const enough = new AbortController();
    const wake = () => enough.abort();
    this.#wake = wake;
    signal.addEventListener("abort", wake, { once: true });
    await this.#options.wait(idleEveryMs, enough.signal);
    signal.removeEventListener("abort", wake);
  }

  async #pump(one: Opened): Promise<void> {
    const { wait, failed } = this.#options;
    const { signal } = this.#stop;
    for (let failures = 1; !signal.aborted; failures += 1) {
      let batches: AsyncGenerator<DecodedBatch> | undefined;
      try {
        batches = await one.input.open(signal);
        for await (const batch of batches) {
          if (signal.aborted) return;
          one.state = "open";
          one.problem = null;
          if (batch.rows > 0) failures = 1;
          await this.#offer(one, batch);
        }
        one.state = "ended";
        one.idle = true;
        return;
      } catch (thrown) {
        if (signal.aborted) return;
        one.state = "failing";
        one.problem = messageOf(thrown);
        // The others are judged as if it were idle: what it will bring is not known.
        one.idle = true;
        const pause = growingPause(failures, reopenPause);
        failed(one.input.name, one.problem, pause);
        await wait(pause, signal);
      } finally {
        // What cannot be closed is closed with the process.
        await batches?.return(undefined).catch(() => undefined);
      }
    }
  }

  #offer(from: Opened, batch: DecodedBatch): Promise<void> {
    return new Promise((go) => {
      this.#ready.push({ batch, from, go });
      this.#wake();
    });
  }
}
