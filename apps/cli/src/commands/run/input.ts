import { type DecodeOptions, decodeInput, openInput as openFile } from "@mvcrs/signal-files";
import type { CsvNotices, DecodedBatch } from "@mvcrs/verifiers/input";
import type { Context } from "../../command.ts";
import { type LiveArgs, openLive } from "../../live-options.ts";
import { inputWorld, sayNotices } from "../../signal-options.ts";

export interface InputArgs extends DecodeOptions, LiveArgs {
  readonly follow: boolean;
  readonly dryRun: boolean;
  readonly signals: string | undefined;
}

/** Signals on their way in, from a file or a live deployment. */
export interface OpenInput {
  readonly name: string;
  /** Bytes, where known. */
  readonly size: number | undefined;
  readonly batches: AsyncGenerator<DecodedBatch>;
  /** Keeps the place in the input; called once what was read is judged and durable. */
  save(): Promise<void>;
}

export async function openInput(args: InputArgs, context: Context): Promise<OpenInput> {
  if (args.signals === undefined) return { ...(await openLive(args, context, args.dryRun)), size: undefined };
  const { clock: now, notice } = context;
  const input = await openFile(args.signals, inputWorld(context), args.follow);
  const onNotices = (notices: CsvNotices) => sayNotices(notices, args.timezone, notice);
  const batches = decodeInput(input, args, { now, onNotices });
  return { name: input.name, size: input.size, batches, save: async () => {} };
}

/** Reads on until a first signal, or the end; `batches` are all of them, those that were read included. */
export async function readToSignal(
  batches: AsyncGenerator<DecodedBatch>,
): Promise<{ readonly usable: boolean; readonly batches: AsyncIterable<DecodedBatch> }> {
  const read: DecodedBatch[] = [];
  let usable = false;
  while (!usable) {
    const next = await batches.next();
    if (next.done === true) break;
    read.push(next.value);
    usable = next.value.signals.length > 0;
  }
  async function* all(): AsyncGenerator<DecodedBatch> {
    yield* read;
    yield* batches;
  }
  return { usable, batches: all() };
}
