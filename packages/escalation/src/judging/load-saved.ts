import type { TextFiles } from "@mvcrs/files";
import type { ArtifactPaths } from "../ledger/artifacts/paths.ts";
import { parseSavedState, type SavedState } from "./saved-state.ts";

export interface SavedStateOptions {
  readonly paths: Pick<ArtifactPaths, "verifierState">;
  readonly files: TextFiles;
  /** Called with the reason why the verifiers start from nothing. */
  readonly notice?: (text: string) => void;
}

/** The verifier state that was saved with this very log; `null` where there is none, and the verifiers start from nothing. */
export async function loadSaved(
  { paths, files, notice = () => {} }: SavedStateOptions,
  count: number,
  leafHashAt: (seq: number) => Promise<string | undefined>,
): Promise<SavedState | null> {
  const text = await files.read(paths.verifierState);
  if (text === null) return null;
  const anew = (why: string) => {
    notice(`${paths.verifierState} ${why}; the verifiers start from nothing`);
    return null;
  };
  const parsed = parseSavedState(text);
  if ("problem" in parsed) return anew(parsed.problem);
  const { state } = parsed;
  if (state.count > count) return anew("belongs to a longer log");
  if (state.count > 0 && (await leafHashAt(state.count - 1)) !== state.chain_hash)
    return anew("belongs to another log");
  return state;
}
