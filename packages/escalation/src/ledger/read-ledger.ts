import { type LogReader, readLog } from "@mvcrs/chain";
import type { ArtifactPaths } from "./artifacts/paths.ts";
import { eventFields } from "./event-fields.ts";
import { counterKeys, type MvcrsEvent, mvcrsEventSchema } from "./events.ts";

/** An event with its place in the log. */
export interface LoggedEvent {
  readonly seq: number;
  readonly event: MvcrsEvent;
}

/** Answers with the leaf hash of an entry of a log as it stood with `count` entries; `undefined` beyond its end. */
export const leafHashesOf =
  (log: { leafHash(seq: number): Promise<string> }, count: number) =>
  async (seq: number): Promise<string | undefined> =>
    seq < 0 || seq >= count ? undefined : await log.leafHash(seq);

/**
 * Opens the log of a root for reading, its events checked. Takes no lock of the log's, and writes nothing but what a look by
 * field leaves beside it.
 */
export const readLedger = ({
  log: path,
  meta: metaPath,
}: Pick<ArtifactPaths, "log" | "meta">): Promise<LogReader<MvcrsEvent>> =>
  readLog<MvcrsEvent>({ path, metaPath, schema: mvcrsEventSchema, counterKeys, fields: eventFields });
