import { join } from "node:path";
import { checkJson, nodeFiles, readWhole } from "@mvcrs/files";
import { z } from "zod";
import { cliErrors } from "../../errors.ts";

/** What stands in a finished backup, written last. */
export const manifestName = "backup.json";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const manifestSchema = z.object({
  version: z.literal(1),
  made_at: z.string(),
  log: z.object({ count: z.int().min(0), bytes: z.int().min(0), chain_hash: hash, root_hash: hash }),
  files: z.array(z.object({ path: z.string(), bytes: z.int().min(0), sha256: hash })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest of a backup; `null` for a plain copy, which has none. @throws BACKUP_UNREADABLE */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const path = join(folder, manifestName);
  const bytes = await readWhole(nodeFiles, path);
  if (bytes === undefined) return null;
  const checked = checkJson(new TextDecoder().decode(bytes), manifestSchema);
  if (!checked.ok) throw cliErrors.create("BACKUP_UNREADABLE", { path });
  return checked.value;
}
