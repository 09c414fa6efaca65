import type { Provider } from "ethers";
import { orchestratorErrors } from "./errors.ts";
import type { OrchestratorFiles } from "./files.ts";
import { liftFreeze } from "./freeze.ts";
import { arenaView } from "./internal/arena.ts";
import { obstaclesOf } from "./internal/gate.ts";
import type { OrchestratorPaths } from "./paths.ts";

export interface ResumeOptions {
  readonly arena: string;
  readonly stakeManager: string;
  readonly systemPause?: string | undefined;
  readonly provider: Provider;
  readonly paths: OrchestratorPaths;
  readonly files: OrchestratorFiles;
  readonly isTrustLocked: () => Promise<boolean>;
}

/** Lifts the freeze of a folder once all is clear; needs no key. Throws NOT_CLEAR, NO_CONTRACT, CHAIN_FAILED. */
export async function resumeOrchestrator(options: ResumeOptions): Promise<void> {
  const view = arenaView(options);
  await view.assertDeployed();
  const reasons = await obstaclesOf(view, options.isTrustLocked);
  if (reasons.length > 0) throw orchestratorErrors.create("NOT_CLEAR", { reasons });
  await liftFreeze(options.files, options.paths);
}
