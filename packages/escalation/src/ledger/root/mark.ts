import { checkJson, describeProblems, type TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { escalationErrors } from "../../errors.ts";
import { renderJson } from "../artifacts/projections.ts";
import { committeeSchema } from "../config/committee-schema.ts";
import { type CheckpointKeys, formerKeySchema } from "./checkpoint-keys.ts";

/**
 * `state/root.json`: marks a folder as a root, and binds what stands in it. It says how far the log has come, which is
 * what tells a log that was deleted from one that was never begun:
 *
 * - `none`: nothing was ever appended, so there need be no log;
 * - `beginning`: a first append was started; killed here, the log may hold it or not, and nobody was promised it;
 * - `begun`: there is a log, and this is the leaf hash of its first entry.
 */
const rootMarkSchema = z.strictObject({
  version: z.literal(1),
  id: z.uuid(),
  created_at: z.iso.datetime({ precision: 3 }),
  /** The log's name on its checkpoints. Free to change until the first of them is signed. */
  origin: z.string().min(1),
  /** The verifier key of the log's checkpoints, once one was seen. */
  key: z.string().nullable(),
  /** The keys that it replaced, the last one first; absent where there is none. */
  former_keys: z.array(formerKeySchema).min(1).optional(),
  /** The log is in a database, and its file here a copy: without `store.json` nothing is known of the log then. */
  shared: z.literal(true).optional(),
  /** The committee in force when a command last wrote here. */
  committee: committeeSchema,
  log: z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("none") }),
    z.strictObject({ state: z.literal("beginning") }),
    z.strictObject({ state: z.literal("begun"), first: z.string().regex(/^[0-9a-f]{64}$/) }),
  ]),
});
export type RootMark = z.infer<typeof rootMarkSchema>;

/** The keys that a mark pins; `null` before a checkpoint was signed. */
export const markedKeys = ({ key, former_keys: former = [] }: RootMark): CheckpointKeys | null =>
  key === null ? null : { key, former };

/** The mark of a root; `null` where it has none. @throws ROOT_MARK_UNREADABLE, FILE_FAILED */
export async function readMark(files: Pick<TextFiles, "read">, path: string): Promise<RootMark | null> {
  const text = await files.read(path);
  if (text === null) return null;
  const checked = checkJson(text, rootMarkSchema);
  if (checked.ok) return checked.value;
  const problem = describeProblems(checked.problems);
  throw escalationErrors.create("ROOT_MARK_UNREADABLE", { path, problem });
}

export async function writeMark(files: TextFiles, path: string, mark: RootMark): Promise<void> {
  await files.write(path, renderJson(mark));
}
