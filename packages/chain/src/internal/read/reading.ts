import { coded, withCodes } from "@mvcrs/files";
import { chainErrors } from "../../errors.ts";
import type { Provable } from "../../log/log.ts";
import { InFlight } from "../write/in-flight.ts";
import type { Entry } from "./entry.ts";
import { consistencyProof, inclusionProof, type ProofSource, rootAt } from "./prover.ts";
import {
  type EntriesOptions,
  endOfEntry,
  readEntries,
  readEntry,
  readLine,
  type Source,
} from "./read-entries.ts";
import type { ConsistencyProof, InclusionProof } from "./tree-proofs.ts";

/** What a writer and a reader have in common: single entries and proofs, for as long as the file is open. */
export abstract class Reading<E> implements Provable {
  readonly #inFlight = new InFlight();
  #mending: Promise<boolean> | undefined;

  /** The log as of now; `complete`: with every hash that a proof may need in the index. */
  protected abstract source(complete: boolean): Promise<Source<E> & ProofSource>;

  /** Mends the index beside the log; whether there was anything to mend. */
  protected abstract mendIndex(): Promise<boolean>;

  /** The log file, as the caller named it. */
  protected abstract get path(): string;

  /** @throws LOG_CLOSED */
  protected abstract assertOpen(): void;

  at(seq: number): Promise<Entry<E>> {
    return this.during(async () => readEntry(await this.source(false), seq));
  }

  line(seq: number): Promise<Uint8Array> {
    return this.during(async () => readLine(await this.source(false), seq));
  }

  leafHash(seq: number): Promise<string> {
    return this.during(async () => {
      try {
        return (await endOfEntry(await this.source(false), seq)).leafHash;
      } catch (thrown) {
        if (!chainErrors.is(thrown, "SEGMENT_MISSING")) throw thrown;
      }
      const source = await this.source(true);
      return (await inclusionProof(source, seq, source.count)).leafHash;
    });
  }

  proveInclusion(seq: number, size?: number): Promise<InclusionProof> {
    return this.during(async () => {
      const source = await this.source(true);
      return inclusionProof(source, seq, size ?? source.count);
    });
  }

  proveConsistency(oldSize: number, newSize?: number): Promise<ConsistencyProof> {
    return this.during(async () => {
      const source = await this.source(true);
      return consistencyProof(source, oldSize, newSize ?? source.count);
    });
  }

  rootAt(size: number): Promise<string> {
    return this.during(async () => rootAt(await this.source(true), size));
  }

  /** The entries of `source`; closing ends it with `LOG_CLOSED` instead of a system error about a closed file. */
  protected async *read(
    source: Source<E>,
    options: EntriesOptions,
  ): AsyncGenerator<Entry<E>, void, undefined> {
    try {
      for await (const entry of readEntries(source, options)) {
        this.assertOpen();
        yield entry;
      }
    } catch (thrown) {
      this.assertOpen();
      throw coded(thrown, this.path);
    }
  }

  /** Mends the index for all who have met the damage at this time. */
  protected readonly mend = (): Promise<boolean> => {
    this.#mending ??= this.mendIndex().finally(() => {
      this.#mending = undefined;
    });
    return this.#mending;
  };

  /** Runs an operation that closing has to wait for. */
  protected async during<T>(operation: () => Promise<T>): Promise<T> {
    this.assertOpen();
    return this.#inFlight.run(withCodes(this.path, operation));
  }

  /** Resolves when no operation is under way any more. */
  protected settled(): Promise<void> {
    return this.#inFlight.idle();
  }
}
