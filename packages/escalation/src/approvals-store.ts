import { basename, join } from "node:path";
import { isCodedError } from "@mvcrs/errors";
import type { RefusedApproval } from "./approval.ts";
import { type Approval, approvalSchema } from "./approval-schema.ts";
import type { ArtifactFiles } from "./artifact-files.ts";
import { escalationErrors } from "./errors.ts";
import type { ArtifactPaths } from "./paths.ts";
import { renderJson } from "./projections.ts";

/** Reads one approval file. Throws APPROVAL_UNREADABLE. */
export async function readApproval(files: ArtifactFiles, path: string): Promise<Approval> {
  const text = await files.read(path);
  const refuse = (problem: string) => escalationErrors.create("APPROVAL_UNREADABLE", { path, problem });
  if (text === null) throw refuse("there is no such file");
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw refuse("it is not JSON");
  }
  const parsed = approvalSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw refuse(parsed.error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`).join("; "));
}

/** Keeps an approval in `state/approvals/`, one file a lock and signer; gives its path. */
export async function storeApproval(
  files: ArtifactFiles,
  paths: ArtifactPaths,
  approval: Approval,
): Promise<string> {
  const path = join(paths.approvals, `${approval.lock_id}-${approval.signer.toLowerCase()}.json`);
  await files.write(path, renderJson(approval));
  return path;
}

/**
 * The approvals kept for a lock, and what could not be read as one: a file that is damaged must not keep the others
 * from counting.
 */
export async function keptApprovals(
  files: ArtifactFiles,
  paths: ArtifactPaths,
  lockId: string,
): Promise<{ readonly approvals: readonly Approval[]; readonly unreadable: readonly RefusedApproval[] }> {
  const approvals: Approval[] = [];
  const unreadable: RefusedApproval[] = [];
  for (const path of await listApprovals(files, paths, lockId)) {
    try {
      approvals.push(await readApproval(files, path));
    } catch (thrown) {
      if (!isCodedError(thrown) || thrown.code !== "APPROVAL_UNREADABLE") throw thrown;
      unreadable.push({ signer: basename(path), code: thrown.code, problem: thrown.summary });
    }
  }
  return { approvals, unreadable };
}

/** The paths of the approvals that were kept for a lock. */
async function listApprovals(files: ArtifactFiles, paths: ArtifactPaths, lockId: string): Promise<string[]> {
  const names = await files.list(paths.approvals);
  return names
    .filter((name) => name.startsWith(`${lockId}-`) && name.endsWith(".json"))
    .map((name) => join(paths.approvals, name));
}
