import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { ReadinessReport } from "@phase8/readiness";
import type { Io } from "./io.ts";

/** Refuses a folder that is no root, or one that contradicts itself, before anything is judged for it. */
export async function assertLogRoot(root: string, io: Io): Promise<void> {
  const { artifactPaths, assertRoot, nodeArtifactFiles } = await import("@mvcrs/escalation");
  await assertRoot({ paths: artifactPaths(resolve(io.cwd, root)), files: nodeArtifactFiles });
}

/** What the log takes of a report. */
type Verdict = Pick<ReadinessReport, "ok" | "folder" | "source" | "counts" | "rules">;

/** Records a verdict in the tamper-evident log below `root`, as `gate.evaluated`. */
export async function recordVerdict(root: string, report: Verdict, io: Io): Promise<void> {
  // Loaded here, since the gate without --log must not wait for it.
  const { artifactPaths, nodeArtifactFiles, openSession, record } = await import("@mvcrs/escalation");
  const session = await openSession({
    paths: artifactPaths(resolve(io.cwd, root)),
    files: nodeArtifactFiles,
    clock: io.clock,
    notice: (text) => io.stderr(`note: ${text}\n`),
  });
  try {
    await record(session, [
      {
        type: "gate.evaluated",
        id: randomUUID(),
        at: new Date(io.clock()).toISOString(),
        actor: "phase8-gate",
        ok: report.ok,
        folder: report.folder,
        source: report.source,
        counts: report.counts,
        broken: report.rules.filter(({ status }) => status === "failed").map(({ id }) => id),
      },
    ]);
  } finally {
    await session.close();
  }
}
