import { randomUUID } from "node:crypto";
import type { TextFiles } from "@mvcrs/files";
import type { ArtifactPaths } from "../ledger/artifacts/paths.ts";
import type { EventOf } from "../ledger/events.ts";
import type { ByPerson } from "../ledger/person.ts";
import { type Criterion, type OpenedBranch, openFixBranch } from "./fix-branch.ts";
import type { Git } from "./git.ts";
import { type IncidentSource, incidentChallenges, snapshotFiles, writePostmortem } from "./incident.ts";
import { brokenLogPostmortem } from "./postmortem.ts";

export interface IncidentOptions {
  readonly git: Git;
  /** The git repository that gets the branch. */
  readonly repository: string;
  readonly paths: ArtifactPaths;
  readonly files: TextFiles;
  readonly by: ByPerson;
  readonly criteria: readonly Criterion[];
}

/** A branch that was opened, and the event that says so. */
export interface OpenedIncident extends OpenedBranch {
  /** Why it was opened, one line each. */
  readonly why: readonly string[];
  readonly event: EventOf<"fix_branch.opened">;
}

/**
 * Opens the fix branch of an incident, with a snapshot and a postmortem.
 *
 * @param source What the incident is reconstructed from; `null` for a log that does not verify.
 * @throws what `openFixBranch` throws
 */
export async function openIncident(
  { git, repository, paths, files, by, criteria }: IncidentOptions,
  source: IncidentSource | null,
): Promise<OpenedIncident> {
  const at = new Date(by.now).toISOString();
  const date = at.slice(0, 10);
  const title = `Incident ${date}`;
  const why = criteria.length > 0 ? criteria.map(({ text }) => text) : [`by hand: ${by.reason}`];
  const message = [`${title}: ${by.reason}`, "", ...why.map((text) => `- ${text}`), ""].join("\n");
  const postmortem =
    source === null
      ? brokenLogPostmortem(title, criteria)
      : await writePostmortem(source, title, incidentChallenges(source.state), criteria);
  const snapshot = await snapshotFiles(files, paths, postmortem);
  const opened = await openFixBranch(git, repository, date, snapshot, message);
  const { branch, commit } = opened;
  const head = { type: "fix_branch.opened", id: randomUUID(), at, actor: by.actor } as const;
  return { ...opened, why, event: { ...head, branch, commit, criteria: why } };
}
