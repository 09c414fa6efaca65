import type { InclusionProof } from "@mvcrs/chain";
import type { ArtifactPaths } from "./artifacts/paths.ts";
import type { LogPosition } from "./artifacts/projections.ts";
import { type LoggedEvent, leafHashesOf, readLedger } from "./read-ledger.ts";
import { applyEvent, emptyState, type MvcrsState } from "./state.ts";

/** The log as it stood at one moment, whatever is appended meanwhile, and the state that follows from it. */
export interface Look {
  readonly state: MvcrsState;
  readonly position: LogPosition;
  entries(): AsyncIterable<LoggedEvent & { readonly leafHash: string }>;
  /** Proves that an entry is in the log as it stood. */
  prove(seq: number): Promise<InclusionProof>;
  /** The leaf hash of an entry; `undefined` beyond the log's end. */
  leafHashAt(seq: number): Promise<string | undefined>;
}

export interface LookOptions {
  readonly paths: Pick<ArtifactPaths, "log" | "meta">;
  /** Is shown every entry while the log is folded, so that no caller reads it a second time. */
  readonly onEntry?: (entry: LoggedEvent) => void;
}

/**
 * Looks at the log of a root without its lock and with nothing written: what `answer` makes of it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { artifactPaths, defaultConfig, look, markFolder, record } from "@mvcrs/escalation";
 * import { nodeTextFiles } from "@mvcrs/files";
 *
 * const root = { paths: artifactPaths("ops"), files: nodeTextFiles, clock: Date.now, notice: console.error };
 * await markFolder(root, defaultConfig());
 * await record(root, () => []); // begins the log
 * assert.equal(await look(root, ({ state }) => state.lock), null);
 * ```
 */
export async function look<Answer>(
  { paths, onEntry }: LookOptions,
  answer: (look: Look) => Answer | Promise<Answer>,
): Promise<Answer> {
  await using log = await readLedger(paths);
  // One length for everything, whatever is appended meanwhile.
  const { count, chainHash } = await log.head();
  const state = emptyState();
  for await (const { seq, event } of log.entries({ to: count })) {
    applyEvent(state, event, seq);
    onEntry?.({ seq, event });
  }
  return await answer({
    state,
    position: { count, chainHash },
    entries: () => log.entries({ to: count }),
    prove: (seq) => log.proveInclusion(seq, count),
    leafHashAt: leafHashesOf(log, count),
  });
}
