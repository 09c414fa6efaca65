import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { nodeOrchestratorFiles, type OrchestratorFiles } from "@selfplay/orchestrator";

/**
 * The orchestrator's disk without its waiting for the disk: a rehearsal that the machine's power failure cuts off is
 * simply run again. Half of a round's time would go there.
 */
export const quickFiles: OrchestratorFiles = {
  ...nodeOrchestratorFiles,
  async write(path, text) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.tmp`, text);
    await rename(`${path}.tmp`, path);
  },
};
