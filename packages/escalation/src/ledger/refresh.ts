import { refreshMirror } from "@mvcrs/chain";
import { copyOptions, type EventLogOptions, LastTime } from "./event-log.ts";
import { withSession } from "./record.ts";
import { readMark } from "./root/mark.ts";
import type { SessionOptions } from "./session.ts";

export interface RefreshOptions extends SessionOptions {
  readonly store: NonNullable<EventLogOptions["store"]>;
}

/**
 * Brings a root whose log is in a database up to what that holds: the copy of the log, and what is made from it. Returns how many
 * entries were new.
 *
 * @throws COPY_DIVERGES where the root is of another history than the database; what reading there throws
 */
export async function refreshLedger({ store, ...options }: RefreshOptions): Promise<number> {
  const time = new LastTime(options.clock);
  const copy = copyOptions({ ...options, clock: () => time.now() });
  const { added, head } = await refreshMirror({ store, copy, seen: (event) => time.take(event) });
  const { files, paths } = options;
  const mark = await readMark(files, paths.mark);
  const isMarked =
    mark?.log.state === "begun" && mark.shared !== undefined && (await files.read(paths.shared)) !== null;
  // Killed after the copy had the entries, a command leaves what is made from them as it was.
  const isProjected = (await files.read(paths.summary))?.includes(head.chainHash) === true;
  if (added > 0 || !isMarked || !isProjected)
    await withSession({ ...options, isCopy: true }, (session) => session.project());
  return added;
}
