import { messageOf } from "@mvcrs/errors";
import { checkJson } from "@mvcrs/files";
import { isLocked, nodeProcesses } from "@mvcrs/files/lock";
import { z } from "zod";
import type { Context } from "../../command.ts";
import { readServiceFile, serviceFilePath, serviceLockPath } from "../serve/service-file.ts";

const readinessSchema = z.object({
  ready: z.boolean(),
  parts: z.array(
    z.looseObject({
      name: z.string(),
      ok: z.boolean(),
      problem: z.string().nullable(),
      age_seconds: z.number().nullable(),
    }),
  ),
  inputs: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      problem: z.string().nullable(),
      signals: z.number(),
      last_signal: z.string().nullable(),
    }),
  ),
});
type ServiceReadiness = z.infer<typeof readinessSchema>;

/** What can be said of the service of a root. */
export type ServiceStatus =
  | { readonly running: false }
  | {
      readonly running: true;
      readonly pid: number | null;
      readonly url: string | null;
      readonly started_at: string | null;
      /** `null` where it gives no answer. */
      readonly readiness: ServiceReadiness | null;
      readonly problem: string | null;
    };

const patienceMs = 2_000;

/** Whether a service runs here, and what it says of itself. Its lock tells the first, whatever its file says. */
export async function serviceStatus({ files, disk, paths }: Context): Promise<ServiceStatus> {
  const lock = serviceLockPath(paths.stateFolder);
  if (!(await isLocked(lock, { files: disk, processes: nodeProcesses() }))) return { running: false };
  const file = await readServiceFile(files, serviceFilePath(paths.stateFolder));
  const known = {
    running: true,
    pid: file?.pid ?? null,
    url: file?.url ?? null,
    started_at: file?.started_at ?? null,
  } as const;
  if (file === null) return { ...known, readiness: null, problem: "it is starting" };
  try {
    const answer = await fetch(new URL("readyz", file.url), { signal: AbortSignal.timeout(patienceMs) });
    const checked = checkJson(await answer.text(), readinessSchema);
    if (checked.ok) return { ...known, readiness: checked.value, problem: null };
    return { ...known, readiness: null, problem: "its answer cannot be read" };
  } catch (thrown) {
    return { ...known, readiness: null, problem: `it gives no answer: ${messageOf(thrown)}` };
  }
}
