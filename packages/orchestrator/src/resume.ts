import type { TextFiles } from "@mvcrs/files";
import type { Provider } from "ethers";
import { orchestratorErrors } from "./errors.ts";
import { type Freeze, type FrozenInLog, liftFreeze, standingFreeze } from "./freeze.ts";
import { arenaView } from "./internal/arena.ts";
import { obstaclesOf, textsOf } from "./internal/gate.ts";
import type { OrchestratorPaths } from "./paths.ts";

export interface ResumeOptions {
  readonly arena: string;
  readonly stakeManager: string;
  readonly systemPause?: string | undefined;
  readonly provider: Provider;
  readonly paths: OrchestratorPaths;
  readonly files: TextFiles;
  readonly isTrustLocked: () => Promise<boolean>;
  /** As the orchestrator is asked. Where this names a freeze, `record` has to end it there. */
  readonly frozenInLog?: FrozenInLog;
  /** Called when all is clear, before the freeze is lifted; it stays on where this throws. */
  readonly record?: (freeze: Freeze) => Promise<void>;
}

/**
 * Lifts the freeze of a folder once all is clear, and returns it; `null` where none was on. Needs no key.
 *
 * @throws NOT_CLEAR,
 * NO_CONTRACT, CHAIN_FAILED.
 */
export async function resumeOrchestrator(options: ResumeOptions): Promise<Freeze | null> {
  const view = arenaView(options);
  await view.assertDeployed();
  // Asked before the chain is: whoever freezes meanwhile has a reason that whoever resumes does not know.
  const freeze = await standingFreeze(options.files, options.paths, options.frozenInLog);
  const reasons = textsOf(await obstaclesOf(view, options.isTrustLocked));
  if (reasons.length > 0) throw orchestratorErrors.create("NOT_CLEAR", { reasons });
  if (freeze === null) return null;
  await options.record?.(freeze);
  await liftFreeze(options.files, options.paths);
  return freeze;
}
