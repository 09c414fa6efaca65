import { join } from "node:path";
import {
  archiveDocument,
  type ByPerson,
  type EventOf,
  type IncidentDocument,
  type Session,
} from "@mvcrs/escalation";
import { replaceFile } from "@mvcrs/files";
import type { Context } from "../../command.ts";

type Archived = EventOf<"incident.archived">;

/** The entries that archive documents, without those that were archived before. What no entry can hold is kept beside the log. */
export async function newlyArchived(
  documents: readonly IncidentDocument[],
  by: ByPerson,
  { entries }: Session,
  context: Pick<Context, "paths" | "disk">,
): Promise<readonly Archived[]> {
  const known = new Set<string>();
  for await (const { event } of entries()) if (event.type === "incident.archived") known.add(event.id);
  const fresh: Archived[] = [];
  for (const document of documents) {
    const event = archiveDocument(document, by);
    if (known.has(event.id)) continue;
    known.add(event.id);
    // Kept before the log says that it is.
    if (event.text === undefined) await keep(event.sha256, document.bytes, context);
    fresh.push(event);
  }
  return fresh;
}

async function keep(
  sha256: string,
  bytes: Uint8Array,
  { paths, disk }: Pick<Context, "paths" | "disk">,
): Promise<void> {
  const folder = join(paths.archive, "documents");
  await disk.makeFolder(folder);
  await replaceFile(disk, join(folder, sha256), bytes);
}
