import type { TextFiles } from "@mvcrs/files";
import type { JsonRpcApiProvider, Signer } from "ethers";
import type { AgentPopulation } from "./agents.ts";
import type { SendAlert } from "./alert.ts";
import type { SlashCaps } from "./caps.ts";
import type { FrozenInLog } from "./freeze.ts";
import type { SlashPolicy } from "./internal/run.ts";
import type { Logger } from "./logger.ts";
import type { Moderator } from "./moderation.ts";
import type { OrchestratorPaths } from "./paths.ts";

export interface OrchestratorOptions {
  readonly arena: string;
  readonly stakeManager: string;
  readonly systemPause?: string;
  /** Runs the rounds. Its account must be used by nothing else. */
  readonly signer: Signer;
  /** Default: the signer's. It must not cache answers (ethers: `cacheTimeout: -1`). */
  readonly provider?: JsonRpcApiProvider;
  readonly agents: AgentPopulation;
  readonly moderation: readonly Moderator[];
  readonly paths: OrchestratorPaths;
  readonly files: TextFiles;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly clock: () => number;
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
  readonly log: Logger;
  /** Resolves once the alert cannot be lost; may be called again with the same id. */
  readonly alert: SendAlert;
  readonly isTrustLocked: () => Promise<boolean>;
  /**
   * The freeze that is known elsewhere than in `paths`, such as in a log that several hosts share; `null` where there is none.
   * It becomes this folder's own, which a person lifts.
   */
  readonly frozenInLog?: FrozenInLog;
  readonly caps: SlashCaps;
  /**
   * What was slashed on a UTC day as a log has it that knows of other hosts, or of receipts that are gone, in the stake token's
   * smallest unit. The larger of this and what the folder knows counts against the cap per day.
   */
  readonly slashedInLog?: (day: string) => Promise<bigint>;
  /** Asked before each transaction; nothing is sent where it throws. */
  readonly beforeSending?: () => Promise<void>;
  readonly slashing?: SlashPolicy;
  /** How long an agent may take to submit something, in milliseconds. Default 30 s. */
  readonly agentTimeoutMs?: number;
  /** The longest pause between two looks for a transaction, in milliseconds; the first ones are shorter. Default 500. */
  readonly pollMs?: number;
  /** How long it may take to be mined, in milliseconds. Default 3 minutes. */
  readonly waitMs?: number;
  /** The most that is paid per gas, in wei. Default 10,000 gwei. */
  readonly maxFeePerGas?: bigint;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** How long to wait for another orchestrator in the same folder, in milliseconds. Default 0. */
  readonly lockTimeoutMs?: number;
}
