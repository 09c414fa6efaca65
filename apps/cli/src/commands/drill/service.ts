import { setTimeout as sleep } from "node:timers/promises";
import { type DrillService, drillErrors, type ServeRoot } from "@mvcrs/drill";
import { artifactPaths } from "@mvcrs/escalation";
import { checkJson, fileChanges } from "@mvcrs/files";
import { z } from "zod";
import type { Context } from "../../command.ts";
import { readServiceFile, serviceFilePath } from "../serve/service-file.ts";
import { captured } from "./captured.ts";

export interface PlayedService extends DrillService {
  stop(): Promise<void>;
}

/** Checkpoints are signed where the rehearsal says so: by the machine's clock they would differ from one to the next. */
const options = ["--port", "0", "--without", "checkpoints"];
/** How often it is asked how far it is, and how long for at most, in milliseconds: a part that failed pauses for a minute at most. */
const askEveryMs = 2;
const patienceMs = 150_000;

const metaSchema = z.object({ count: z.int() });
const readinessSchema = z.object({
  parts: z.array(
    z.object({
      name: z.string(),
      problem: z.string().nullable(),
      entries: z.int().optional(),
      waiting: z.int().optional(),
    }),
  ),
});

/**
 * Runs `mvcrs serve` in this process, in the root of a rehearsal and by its clock.
 *
 * @throws DRILL_COMMAND where it ends at once
 */
export async function playedService(
  { root, clock, env }: Parameters<ServeRoot>[0],
  { runCli, io, files }: Context,
): Promise<PlayedService> {
  const ending = new AbortController();
  const paths = artifactPaths(root);
  const ran = captured(runCli, ["serve", "--root", root, ...options], {
    ...io,
    interactive: false,
    env,
    clock,
    stopSignal: () => ending.signal,
    onHangup: () => undefined,
  });
  const place = serviceFilePath(paths.stateFolder);
  const listens = async (): Promise<string | undefined> => {
    for await (const _ of fileChanges(place, ending.signal)) {
      const file = await readServiceFile(files, place);
      if (file !== null) return file.url;
    }
    return undefined;
  };
  const url = await Promise.race([listens(), ran.then(() => undefined)]);
  if (url === undefined) {
    ending.abort();
    const { exitCode, stdout, stderr } = await ran;
    const said = `${stdout}\n${stderr}`.trim().slice(0, 2000);
    throw drillErrors.create("DRILL_COMMAND", { command: "serve", exitCode, expected: 0, said });
  }

  /** What keeps all that is in the log from having been told and archived; `null` where nothing does. */
  async function obstacle(): Promise<string | null> {
    const meta = checkJson((await files.read(paths.meta)) ?? "", metaSchema);
    const count = meta.ok ? meta.value.count : 0;
    const asked = await fetch(new URL("readyz", url));
    const { parts } = readinessSchema.parse(await asked.json());
    for (const part of ["outbox", "archive"]) {
      const { entries = -1, waiting = 0, problem } = parts.find(({ name }) => name === part) ?? {};
      if (entries < count || waiting > 0)
        return `${part}: ${entries} of ${count} entries, ${waiting} notices waiting: ${problem ?? "no problem"}`;
    }
    return null;
  }
  return {
    url,
    async settled() {
      const enough = AbortSignal.timeout(patienceMs);
      for (;;) {
        const what = await obstacle();
        if (what === null) return;
        if (enough.aborted) throw drillErrors.create("DRILL_NOT_SEEN", { what });
        await sleep(askEveryMs);
      }
    },
    async stop() {
      ending.abort();
      await ran;
    },
  };
}
