import { join } from "node:path";
import { checkJson, type TextFiles } from "@mvcrs/files";
import { z } from "zod";

/** `state/service.json`: where the service of a root is to be asked. The lock beside it says whether it lives. */
const serviceFileSchema = z.strictObject({
  version: z.literal(1),
  pid: z.int().min(1),
  url: z.url(),
  started_at: z.iso.datetime({ precision: 3 }),
  without: z.array(z.string()),
});
type ServiceFile = z.infer<typeof serviceFileSchema>;

export const serviceFilePath = (stateFolder: string): string => join(stateFolder, "service.json");
export const serviceLockPath = (stateFolder: string): string => join(stateFolder, "service.lock");

/** What the last service wrote; `null` where it is not to be read. */
export async function readServiceFile(files: TextFiles, path: string): Promise<ServiceFile | null> {
  const text = await files.read(path);
  const checked = text === null ? undefined : checkJson(text, serviceFileSchema);
  return checked?.ok === true ? checked.value : null;
}

export const writeServiceFile = (files: TextFiles, path: string, file: ServiceFile): Promise<void> =>
  files.write(path, `${JSON.stringify(file, null, 2)}\n`);
