import { utf8 } from "@mvcrs/canonical";
import { formatMeta, type Head, type LogReader } from "@mvcrs/chain";
import type { MvcrsEvent } from "@mvcrs/escalation";
import { type FileLayer, replaceFile } from "@mvcrs/files";

/** Writes the meta file of a copied log, as the writer of that log writes it. */
export async function writeMeta(
  disk: FileLayer,
  path: string,
  log: LogReader<MvcrsEvent>,
  head: Head,
): Promise<void> {
  if (head.count === 0) return;
  const { event } = await log.at(head.count - 1);
  await replaceFile(disk, path, utf8(formatMeta(head, new Date(event.at).toISOString())));
}
