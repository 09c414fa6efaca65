import { join, relative } from "node:path";
import { type VaultFinding, verifyVault } from "@mvcrs/chain";
import type { ArtifactPaths } from "@mvcrs/escalation";

/** What a process is about to do with the vault: of no use in a copy, whose log was copied at another moment. */
export const journalOf = ({ vault }: Pick<ArtifactPaths, "vault">): string => join(vault, "journal.json");

/** Whether a file, relative to its root, is kept in the vault. */
export const isOfVault = (path: string, { root, vault }: Pick<ArtifactPaths, "root" | "vault">): boolean =>
  path.startsWith(`${relative(root, vault).replaceAll("\\", "/")}/`);

/** What the vault of a copied log holds that it should not: redacted, or of entries that the copied log does not have. */
export async function vaultOf(log: string): Promise<{
  /** Their paths. */
  readonly superfluous: ReadonlySet<string>;
  readonly payloads: number;
  readonly redacted: number;
  /** What is missing or damaged. */
  readonly findings: readonly VaultFinding[];
}> {
  const { findings, payloads, redacted } = await verifyVault({ path: log });
  const isMore = ({ code }: VaultFinding) => code === "PAYLOAD_STANDS" || code === "PAYLOAD_UNKNOWN";
  return {
    superfluous: new Set(findings.filter(isMore).map(({ path }) => path ?? "")),
    payloads,
    redacted: redacted.length,
    findings: findings.filter((one) => !isMore(one)),
  };
}

/** A finding as the commands show it. */
export const describeFinding = ({ code, seq, path, message, hint }: VaultFinding): string =>
  `${seq === null ? "vault" : `entry ${seq}`} ${code}: ${message}${path === null ? "" : ` (${path})`}; ${hint}`;
