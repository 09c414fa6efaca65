import type { TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { formatDocument, instant, parseDocument } from "./internal/document.ts";
import type { OrchestratorPaths } from "./paths.ts";

const freezeSchema = z.strictObject({
  version: z.literal(1),
  since: instant,
  by: z.string().min(1).max(200),
  // As long as the reason of an event may be.
  reasons: z.array(z.string().min(1).max(4000)).min(1),
});

/** While this stands, no transaction is sent. A person lifts it with `resume`, no matter who has set it. */
export type Freeze = z.infer<typeof freezeSchema>;

/** The freeze that is on, `null` if there is none. @throws FILE_INVALID */
export async function readFreeze(
  files: TextFiles,
  { freeze: path }: Pick<OrchestratorPaths, "freeze">,
): Promise<Freeze | null> {
  const text = await files.read(path);
  return text === null ? null : parseDocument(freezeSchema, text, path);
}

/** Asks for a freeze that is known elsewhere than in the folder. */
export type FrozenInLog = () => Promise<{
  readonly since: string;
  readonly by: string;
  readonly reasons: readonly string[];
} | null>;

/**
 * The freeze that is on here, with what is known elsewhere, which is on here from then on. One that is on here stands whether or not
 * it can be asked elsewhere.
 *
 * @throws FILE_INVALID, what `frozenInLog` throws
 */
export async function standingFreeze(
  files: TextFiles,
  paths: Pick<OrchestratorPaths, "freeze">,
  frozenInLog: FrozenInLog = async () => null,
): Promise<Freeze | null> {
  const own = await readFreeze(files, paths);
  const known = await (own === null ? frozenInLog() : frozenInLog().catch(() => null));
  if (known === null || known.reasons.every((reason) => own?.reasons.includes(reason))) return own;
  return writeFreeze(files, paths, { ...known, at: known.since });
}

/** Freezes, or adds the reason to the freeze that is on. */
export async function writeFreeze(
  files: TextFiles,
  paths: Pick<OrchestratorPaths, "freeze">,
  { reasons, by, at }: { readonly reasons: readonly string[]; readonly by: string; readonly at: string },
): Promise<Freeze> {
  const before = await readFreeze(files, paths);
  const freeze: Freeze = {
    version: 1,
    since: before?.since ?? at,
    by: before?.by ?? by,
    reasons: [...new Set([...(before?.reasons ?? []), ...reasons])],
  };
  await files.write(paths.freeze, formatDocument(freeze));
  return freeze;
}

export const liftFreeze = (
  files: TextFiles,
  { freeze: path }: Pick<OrchestratorPaths, "freeze">,
): Promise<void> => files.remove(path);
