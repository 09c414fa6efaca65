import type { TextFiles } from "@mvcrs/files";
import type { ArtifactPaths } from "../ledger/artifacts/paths.ts";
import { type Challenge, isOpen } from "../ledger/challenge.ts";
import type { MvcrsEvent } from "../ledger/events.ts";
import type { LoggedEvent } from "../ledger/read-ledger.ts";
import type { MvcrsState } from "../ledger/state.ts";
import { type Criterion, hashList, type SnapshotFile } from "./fix-branch.ts";
import { type PostmortemEvidence, renderPostmortem } from "./postmortem.ts";

/** What an incident is reconstructed from: the folded state, and the log to read and to prove with. */
export interface IncidentSource {
  readonly state: MvcrsState;
  readonly entries: () => AsyncIterable<LoggedEvent>;
  readonly prove: (seq: number) => Promise<{
    readonly leafHash: string;
    readonly rootHash: string;
    readonly treeSize: number;
    readonly proof: readonly Uint8Array[];
  }>;
}

/** The challenges that an incident is about where nobody names any: the open material and critical ones. */
export function incidentChallenges(state: MvcrsState): Challenge[] {
  return [...state.challenges.values()].filter(
    (challenge) => isOpen(challenge) && challenge.level !== "soft",
  );
}

const alwaysPart: ReadonlySet<MvcrsEvent["type"]> = new Set([
  "trust_lock.engaged",
  "trust_lock.released",
  "committee.changed",
  "checkpoint_key.changed",
  "fix_branch.opened",
  "owner_op.intended",
  "owner_op.executed",
  "log.recovered",
] as const);

/** Writes the postmortem of an incident: everything that the log knows, with proofs. */
export async function writePostmortem(
  source: IncidentSource,
  title: string,
  challenges: readonly Challenge[],
  criteria: readonly Criterion[],
): Promise<string> {
  const ids = new Set(challenges.map(({ id }) => id));
  const first = Math.min(...challenges.map(({ seq }) => seq));
  const timeline: LoggedEvent[] = [];
  for await (const entry of source.entries()) if (isPart(entry, ids, first)) timeline.push(entry);
  const evidence = await prove(source, timeline);
  return renderPostmortem({ title, state: source.state, challenges, criteria, timeline, evidence });
}

function isPart({ seq, event }: LoggedEvent, ids: ReadonlySet<string>, first: number): boolean {
  return ids.has(aboutOf(event)) || (seq >= first && alwaysPart.has(event.type));
}

const aboutOf = (event: MvcrsEvent): string =>
  "challenge_id" in event && typeof event.challenge_id === "string" ? event.challenge_id : event.id;

async function prove(
  { prove: proofOf }: IncidentSource,
  timeline: readonly LoggedEvent[],
): Promise<PostmortemEvidence | null> {
  let evidence: PostmortemEvidence | null = null;
  for (const { seq } of timeline) {
    const { leafHash, rootHash, treeSize, proof } = await proofOf(seq);
    evidence ??= { tree_size: treeSize, root_hash: rootHash, entries: [] };
    const path = proof.map((hash) => Buffer.from(hash).toString("hex"));
    evidence.entries.push({ seq, leaf_hash: leafHash, proof: path });
  }
  return evidence;
}

/** The artifacts of a root as they are now, their hashes, and the postmortem, ready to be committed. */
export async function snapshotFiles(
  files: TextFiles,
  paths: ArtifactPaths,
  postmortem: string,
): Promise<SnapshotFile[]> {
  const snapshot: SnapshotFile[] = [];
  const add = async (path: string, from: string) => {
    const text = await files.read(from);
    if (text !== null) snapshot.push({ path: `artifacts/${path}`, bytes: Buffer.from(text, "utf8") });
  };
  for (const name of await files.list(paths.stateFolder))
    if (/\.jsonl?$/.test(name) && !name.startsWith("verifier_state"))
      await add(`state/${name}`, `${paths.stateFolder}/${name}`);
  await add("observatory/metrics/mvcrs_challenges.csv", paths.telemetry);
  snapshot.push({ path: "POSTMORTEM.md", bytes: Buffer.from(postmortem, "utf8") });
  return [...snapshot, { path: "SHA256SUMS", bytes: Buffer.from(hashList(snapshot), "utf8") }];
}
