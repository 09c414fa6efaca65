import { relative } from "node:path";
import type { TextFiles } from "@mvcrs/files";
import { escalationErrors } from "../../errors.ts";
import type { ArtifactPaths } from "../artifacts/paths.ts";
import { inspectRoot } from "./inspect-root.ts";

export interface RootFindings {
  /** What contradicts the log, by its path below the root. */
  readonly beside: readonly { readonly path: string; readonly problem: string }[];
  /** @throws ROOT_UNMARKED: what a check that found nothing says of a log that no mark vouches for */
  assertMarked(): void;
}

/** What a check says of the root around the log. @throws ROOT_MISSING, ROOT_LOG_MISSING, CONFIG_INVALID */
export async function rootFindings({
  paths,
  files,
}: {
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
}): Promise<RootFindings> {
  const assertMarked = (isMarked: boolean) => {
    if (!isMarked) throw escalationErrors.create("ROOT_UNMARKED", { root: paths.root });
  };
  try {
    const { mark, contradictions } = await inspectRoot({ paths, files });
    // The log itself and its meta file are read again, and more closely, by the checks.
    const beside = contradictions
      .filter(({ path }) => path !== paths.log && path !== paths.meta)
      .map(({ path, problem }) => ({ path: relative(paths.root, path), problem }));
    return { beside, assertMarked: () => assertMarked(mark !== null) };
  } catch (thrown) {
    if (!escalationErrors.is(thrown, "ROOT_MARK_UNREADABLE")) throw thrown;
    const beside = [{ path: relative(paths.root, paths.mark), problem: thrown.details.problem }];
    return { beside, assertMarked: () => undefined };
  }
}
