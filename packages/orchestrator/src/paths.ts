import { join } from "node:path";

/** Where the orchestrator keeps what it knows, below the root that `--root` names. */
export interface OrchestratorPaths {
  readonly folder: string;
  readonly scoreboard: string;
  readonly runs: string;
  readonly cultureRewards: string;
  readonly freeze: string;
  readonly lock: string;
  /** Structured logs, one JSON object per line. */
  readonly log: string;
}

export function orchestratorPaths(root: string): OrchestratorPaths {
  const folder = join(root, "storage", "orchestrator");
  return {
    folder,
    scoreboard: join(folder, "scoreboard.json"),
    runs: join(folder, "runs"),
    cultureRewards: join(folder, "culture_rewards.json"),
    freeze: join(folder, "freeze.json"),
    lock: join(folder, "orchestrator.lock"),
    log: join(folder, "orchestrator.log"),
  };
}
