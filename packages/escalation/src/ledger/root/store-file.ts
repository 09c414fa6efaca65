import { checkJson, describeProblems, type TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { escalationErrors } from "../../errors.ts";
import type { ArtifactPaths } from "../artifacts/paths.ts";
import { renderJson } from "../artifacts/projections.ts";
import { isMarkedShared, markShared } from "./is-marked-shared.ts";
import { readMark, writeMark } from "./mark.ts";

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

type Paths = Pick<ArtifactPaths, "store" | "mark" | "shared">;

/**
 * Where the log of a root is kept; `null` where that is its file. A root that is marked as one of a database does not
 * become one of its own by losing what says in which.
 *
 * @throws ROOT_STORE_UNREADABLE, ROOT_STORE_MISSING, FILE_FAILED
 */
export async function readStoreFile(
  files: Pick<TextFiles, "read">,
  { store: path, ...marks }: Paths,
): Promise<StoreFile | null> {
  const text = await files.read(path);
  if (text === null && !(await isMarkedShared(files, marks))) return null;
  if (text === null) throw escalationErrors.create("ROOT_STORE_MISSING", { path });
  const checked = checkJson(text, storeFileSchema);
  if (checked.ok) return checked.value;
  const problem = describeProblems(checked.problems);
  throw escalationErrors.create("ROOT_STORE_UNREADABLE", { path, problem });
}

/** From now on the log of the root is in that database. */
export async function writeStoreFile(
  files: TextFiles,
  { store, mark, shared }: Paths,
  file: StoreFile,
): Promise<void> {
  await files.write(store, renderJson(file));
  await markShared(files, { shared });
  const known = await readMark(files, mark);
  // A root that is being made is marked once it holds what the database does.
  if (known !== null) await writeMark(files, mark, { ...known, shared: true });
}

/** From now on the log of the root is its file. What names the database last: killed in between, the log is there still. */
export async function removeStoreFile(files: TextFiles, { store, mark, shared }: Paths): Promise<void> {
  const known = await readMark(files, mark);
  if (known?.shared !== undefined) {
    const { shared: _, ...own } = known;
    await writeMark(files, mark, own);
  }
  await files.remove(shared);
  await files.remove(store);
}

/**
 * That a program which asks the file alone may: nobody takes a copy for the log itself.
 *
 * @throws ROOT_LOG_ELSEWHERE, ROOT_STORE_UNREADABLE, ROOT_STORE_MISSING
 */
export async function assertLogIsHere(
  files: Pick<TextFiles, "read">,
  paths: Paths & Pick<ArtifactPaths, "root">,
): Promise<void> {
  const there = await readStoreFile(files, paths);
  if (there !== null)
    throw escalationErrors.create("ROOT_LOG_ELSEWHERE", { root: paths.root, store: there.url });
}
