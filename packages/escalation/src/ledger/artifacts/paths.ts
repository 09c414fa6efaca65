import { join } from "node:path";

/** Where the artifacts are, below the root that `--root` names (README.md, "What came out"). */
export interface ArtifactPaths {
  readonly root: string;
  /** Marks the folder as a root (docs/formats/root.md). */
  readonly mark: string;
  readonly log: string;
  /** Says in which database the log is kept; not there where it is kept in its file. */
  readonly store: string;
  /** There where the log is in a database: what of the root may be lost without the copy becoming the log. */
  readonly shared: string;
  readonly meta: string;
  /** The list of the log's closed segments, where it has any. */
  readonly segments: string;
  /** Where they are, unless they were moved elsewhere. */
  readonly segmentFolder: string;
  /** The folder of what the log keeps outside its lines. */
  readonly vault: string;
  /** The last checkpoint signed. */
  readonly checkpoint: string;
  readonly config: string;
  readonly summary: string;
  readonly trustLock: string;
  readonly stateFolder: string;
  /** Closed challenges, in a folder for each beginning of an id. */
  readonly archive: string;
  readonly approvals: string;
  /** What saves time and is never needed: the log folded as far as it was (docs/formats/folded-state.md). */
  readonly folded: string;
  readonly verifierState: string;
  readonly telemetry: string;
}

export function artifactPaths(root: string): ArtifactPaths {
  const state = join(root, "state");
  return {
    root,
    mark: join(state, "root.json"),
    log: join(state, "challenge_events.jsonl"),
    store: join(state, "store.json"),
    // Not with the others, so that `rm state/*.json` and `rm state/*` leave it.
    shared: join(state, ".shared"),
    meta: join(state, "challenges_chain_meta.json"),
    segments: join(state, "challenge_events.segments.json"),
    segmentFolder: join(state, "challenge_events.segments"),
    vault: join(state, "challenge_events.vault"),
    checkpoint: join(state, "challenge_events.checkpoint"),
    config: join(state, "mvcrs_config.json"),
    summary: join(state, "challenge_summary.json"),
    trustLock: join(state, "trust_lock.json"),
    stateFolder: state,
    archive: join(state, "archive"),
    approvals: join(state, "approvals"),
    folded: join(state, "folded"),
    verifierState: join(state, "verifier_state.json"),
    telemetry: join(root, "observatory", "metrics", "mvcrs_challenges.csv"),
  };
}
