import type { TextFiles } from "@mvcrs/files";
import type { ArtifactPaths } from "../ledger/artifacts/paths.ts";
import { type Look, type LookOptions, look } from "../ledger/look.ts";
import type { MvcrsState } from "../ledger/state.ts";
import { loadSaved, type SavedStateOptions } from "./load-saved.ts";
import { parseSavedState, type SavedState } from "./saved-state.ts";
import type { JoinedChallenge } from "./tracker.ts";

/**
 * Updates the open challenges of a state that is only read with what judging knows of them beyond the log: the count of
 * observations, the latest one, and for how many it has not shown any more. The log names only the steps between.
 */
export function showLatest(state: MvcrsState, latest: readonly JoinedChallenge[] = []): void {
  for (const joined of latest) {
    const challenge = state.challenges.get(joined.id);
    if (challenge === undefined || joined.observations < challenge.observations) continue;
    challenge.observations = joined.observations;
    challenge.deviation = Math.max(challenge.deviation, joined.deviation);
    challenge.value = joined.value;
    challenge.observedAt = joined.observed_at;
    challenge.absent = joined.absent;
  }
}

/** A look at a root for showing it: what the log says, and what judging knows beyond it. */
export const lookLatest = <Answer>(
  options: SavedStateOptions & LookOptions,
  answer: (look: Look) => Answer | Promise<Answer>,
): Promise<Answer> =>
  look(options, async (found) => {
    const { state, position, leafHashAt } = found;
    showLatest(state, (await loadSaved(options, position.count, leafHashAt))?.tracker.joined);
    return answer(found);
  });

/** The state that judging saved last, for showing it; null where there is none that can be read. */
export async function readSavedState(files: TextFiles, paths: ArtifactPaths): Promise<SavedState | null> {
  const text = await files.read(paths.verifierState);
  const parsed = text === null ? { problem: "there is none" } : parseSavedState(text);
  return "state" in parsed ? parsed.state : null;
}
