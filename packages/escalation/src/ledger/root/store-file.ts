import { checkJson, describeProblems, type TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { escalationErrors } from "../../errors.ts";
import type { ArtifactPaths } from "../artifacts/paths.ts";
import { renderJson } from "../artifacts/projections.ts";

/**
 * `state/store.json`: the root's log is kept in a database, which decides about its entries, and the file in the root is a copy.
 * Without the file the root's log is the file.
 */
const storeFileSchema = z.strictObject({
  version: z.literal(1),
  /** `postgres://user@host:5432/database`, never with a password. */
  url: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, "is not the address of a PostgreSQL database")
    .refine((url) => !holdsPassword(url), "holds a password"),
  /** The name of the log there. */
  origin: z.string().min(1),
});
export type StoreFile = z.infer<typeof storeFileSchema>;

/** Whether an address holds a password, which belongs into no file and on no command line. */
export const holdsPassword = (url: string): boolean =>
  /^[^/]*:\/\/[^@/?#]*:[^/?#]*@/.test(url) || /[?&]password=/i.test(url);

/** Where the log of a root is kept; `null` where that is its file. @throws ROOT_STORE_UNREADABLE, FILE_FAILED */
export async function readStoreFile(
  files: Pick<TextFiles, "read">,
  { store: path }: Pick<ArtifactPaths, "store">,
): Promise<StoreFile | null> {
  const text = await files.read(path);
  if (text === null) return null;
  const checked = checkJson(text, storeFileSchema);
  if (checked.ok) return checked.value;
  const problem = describeProblems(checked.problems);
  throw escalationErrors.create("ROOT_STORE_UNREADABLE", { path, problem });
}

export async function writeStoreFile(
  files: TextFiles,
  { store: path }: Pick<ArtifactPaths, "store">,
  file: StoreFile,
): Promise<void> {
  await files.write(path, renderJson(file));
}

/**
 * That a program which asks the file alone may: nobody takes a copy for the log itself.
 *
 * @throws ROOT_LOG_ELSEWHERE, ROOT_STORE_UNREADABLE
 */
export async function assertLogIsHere(
  files: Pick<TextFiles, "read">,
  paths: Pick<ArtifactPaths, "store" | "root">,
): Promise<void> {
  const there = await readStoreFile(files, paths);
  if (there !== null)
    throw escalationErrors.create("ROOT_LOG_ELSEWHERE", { root: paths.root, store: there.url });
}
