import { checkJson, describeProblems } from "@mvcrs/files";
import { z } from "zod";
import { seriesSnapshotSchema } from "./series.ts";
import { trackerSnapshotSchema } from "./tracker.ts";

/**
 * `state/verifier_state.json`: where judging stands. It is no projection, since most signals leave no entry in the
 * log; without it the verifiers start from nothing, and nothing that was recorded is lost.
 */
const savedStateSchema = z.strictObject({
  version: z.literal(2),
  /** The head of the log that this state belongs to. */
  count: z.int().min(0),
  chain_hash: z.string().regex(/^[0-9a-f]{64}$/),
  series: seriesSnapshotSchema,
  tracker: trackerSnapshotSchema,
  /** How far each input was read that can be read from a place: all before it is judged. Absent where there is none. */
  inputs: z.record(z.string().min(1).max(200), z.int().min(0)).optional(),
  /** Checked by the verifiers when they restore it. */
  panel: z.unknown(),
});
export type SavedState = z.infer<typeof savedStateSchema>;

const earlierVersion = z.object({ version: z.literal(1) });

/** Parses the saved state; returns what is wrong instead where it cannot be used. */
export function parseSavedState(text: string): { readonly state: SavedState } | { readonly problem: string } {
  const checked = checkJson(text, savedStateSchema);
  if (checked.ok) return { state: checked.value };
  if (checkJson(text, earlierVersion).ok) return { problem: "was written by an earlier version" };
  return { problem: `cannot be used: ${describeProblems(checked.problems)}` };
}
