import { join } from "node:path";
import { checkJson, describeProblems, type TextFiles } from "@mvcrs/files";
import type { z } from "zod";
import { escalationErrors } from "../errors.ts";
import {
  type Approval,
  approvalSchema,
  type CommitteeApproval,
  committeeApprovalSchema,
} from "../ledger/approval-schema.ts";
import type { ArtifactPaths } from "../ledger/artifacts/paths.ts";
import { renderJson } from "../ledger/artifacts/projections.ts";
import type { RefusedApproval } from "./approval.ts";

/** Reads one approval file. @throws APPROVAL_UNREADABLE */
export const readApproval = (files: TextFiles, path: string): Promise<Approval> =>
  readAs(approvalSchema, files, path);

async function readAs<T>(schema: z.ZodType<T>, files: TextFiles, path: string): Promise<T> {
  const text = await files.read(path);
  const refuse = (problem: string) => escalationErrors.create("APPROVAL_UNREADABLE", { path, problem });
  if (text === null) throw refuse("there is no such file");
  const checked = checkJson(text, schema);
  if (checked.ok) return checked.value;
  throw refuse(describeProblems(checked.problems));
}

/** Keeps an approval in `state/approvals/`, one file per lock and signer; returns its path. */
export async function storeApproval(
  files: TextFiles,
  paths: ArtifactPaths,
  approval: Approval,
): Promise<string> {
  const path = join(paths.approvals, `${approval.lock_id}-${approval.signer.toLowerCase()}.json`);
  await files.write(path, renderJson(approval));
  return path;
}

/** The same for an approval of another committee, one file per signer. */
export async function storeCommitteeApproval(
  files: TextFiles,
  paths: ArtifactPaths,
  approval: CommitteeApproval,
): Promise<string> {
  const path = join(paths.approvals, `committee-${approval.signer.toLowerCase()}.json`);
  await files.write(path, renderJson(approval));
  return path;
}

interface Kept<A> {
  readonly approvals: readonly A[];
  readonly unreadable: readonly RefusedApproval[];
}

/**
 * The approvals kept for a lock, and what could not be read as one: a file that is damaged must not keep the others
 * from counting.
 */
export const keptApprovals = (
  files: TextFiles,
  paths: ArtifactPaths,
  lockId: string,
): Promise<Kept<Approval>> => kept(approvalSchema, files, paths, `${lockId}-`);

/** The same for approvals of another committee. */
export const keptCommitteeApprovals = (
  files: TextFiles,
  paths: ArtifactPaths,
): Promise<Kept<CommitteeApproval>> => kept(committeeApprovalSchema, files, paths, "committee-");

async function kept<A>(
  schema: z.ZodType<A>,
  files: TextFiles,
  paths: ArtifactPaths,
  prefix: string,
): Promise<Kept<A>> {
  const approvals: A[] = [];
  const unreadable: RefusedApproval[] = [];
  const names = await files.list(paths.approvals);
  for (const name of names.filter((name) => name.startsWith(prefix) && name.endsWith(".json"))) {
    try {
      approvals.push(await readAs(schema, files, join(paths.approvals, name)));
    } catch (thrown) {
      if (!escalationErrors.is(thrown, "APPROVAL_UNREADABLE")) throw thrown;
      unreadable.push({ signer: name, code: thrown.code, problem: thrown.summary });
    }
  }
  return { approvals, unreadable };
}
