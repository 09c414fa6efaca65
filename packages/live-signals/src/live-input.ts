import { join } from "node:path";
import type { TextFiles } from "@mvcrs/files";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { liveErrors } from "./errors.ts";
import { type FollowOptions, follow, once } from "./follow.ts";
import { type LiveOptions, openLiveSource } from "./live-source.ts";

export interface LiveInputOptions extends Omit<LiveOptions, "cursor"> {
  /** Where the place in the chain is kept, and whether this reading moves it. */
  readonly place: { readonly files: TextFiles; readonly folder: string; readonly keep: boolean };
  /** How to look again and again; `null` for one look. */
  readonly following: Pick<FollowOptions, "stop" | "everyMs" | "patient" | "sleep"> | null;
}

/** A live deployment as an input of signals. */
export interface LiveInput {
  readonly name: string;
  readonly batches: AsyncGenerator<DecodedBatch>;
  /** Keeps the place in the chain; called once what was read is judged and durable. */
  save(): Promise<void>;
}

/**
 * Opens a live deployment as an input of signals, at the place where the last reading of its arena ended.
 *
 * @throws what `openLiveSource` throws
 */
export async function openLiveInput({ place, following, ...options }: LiveInputOptions): Promise<LiveInput> {
  const { arena } = options.deployment;
  // One place in the chain per arena: two deployments may be watched from one root.
  const path = join(place.folder, `live_cursor_${arena.slice(2).toLowerCase()}.json`);
  const saved = await place.files.read(path);
  const source = await openLiveSource({
    ...options,
    cursor: saved === null ? undefined : parsed(saved, path),
  });
  const save = async () => {
    if (place.keep) await place.files.write(path, `${JSON.stringify(source.snapshot())}\n`);
  };
  const { notice } = options;
  const batches =
    following === null
      ? once(source)
      : follow(source, { ...following, judged: save, ...(notice === undefined ? {} : { notice }) });
  return { name: `arena ${arena}`, batches, save };
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw liveErrors.create("LIVE_CURSOR_INVALID", { problem: `${path} is not JSON` }, { cause: thrown });
  }
}
