import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { nodeTextFiles } from "@mvcrs/files";
import type { ReadinessReport } from "@phase8/readiness";
import type { Io } from "./io.ts";
import { readBytes } from "./source.ts";

/** Refuses a folder that is no root, or one that contradicts itself, before anything is judged for it. */
export async function assertLogRoot(root: string, io: Io): Promise<void> {
  const { assertRoot } = await import("@mvcrs/escalation");
  await using there = await rootAt(root, io);
  await assertRoot(there);
}

/** What the log takes of a report. */
type Verdict = Pick<ReadinessReport, "ok" | "folder" | "source" | "counts" | "rules">;

/** Records a verdict in the tamper-evident log below `folder`, as `gate.evaluated`. */
export async function recordVerdict(folder: string, report: Verdict, io: Io): Promise<void> {
  // Loaded here, since the gate without --log must not wait for it.
  const { record } = await import("@mvcrs/escalation");
  await using root = await rootAt(folder, io);
  await record(root, () => [
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
}

/** The password of the database as `mvcrs` takes it: of the file that the variable names, else of PGPASSWORD. */
function passwordFrom({ env, cwd }: Io): { readonly password?: () => Promise<string> } {
  const file = env["MVCRS_STORE_PASSWORD_FILE"] || undefined;
  if (file === undefined) return {};
  return { password: async () => new TextDecoder().decode(await readBytes(resolve(cwd, file))).trim() };
}

/** A root, and the database that its log is kept in, where it is. */
async function rootAt(folder: string, io: Io) {
  const { artifactPaths, readStoreFile, refreshLedger } = await import("@mvcrs/escalation");
  const root = {
    paths: artifactPaths(resolve(io.cwd, folder)),
    files: nodeTextFiles,
    clock: io.clock,
    notice: (text: string) => io.stderr(`note: ${text}\n`),
  };
  const there = await readStoreFile(root.files, root.paths);
  if (there === null) return { ...root, [Symbol.asyncDispose]: async () => undefined };
  // Loaded here: most logs are files.
  const { postgresStore } = await import("@mvcrs/chain-postgres");
  const store = postgresStore({ ...there, ...passwordFrom(io) });
  return {
    ...root,
    store,
    refresh: () => refreshLedger({ ...root, store }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
