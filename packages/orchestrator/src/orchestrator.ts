import { setTimeout as sleepFor } from "node:timers/promises";
import { isCodedError, messageOf } from "@mvcrs/errors";
import type { TextFiles } from "@mvcrs/files";
import { getAddress, type Provider, type Signer } from "ethers";
import type { AgentPopulation } from "./agents.ts";
import type { SendAlert } from "./alert.ts";
import type { SlashCaps } from "./caps.ts";
import { orchestratorErrors } from "./errors.ts";
import { withFolderLock } from "./folder-lock.ts";
import { type Freeze, liftFreeze, readFreeze, writeFreeze } from "./freeze.ts";
import { arenaView } from "./internal/arena.ts";
import { chainProblem } from "./internal/chain-problem.ts";
import { freshReceipt } from "./internal/fresh-receipt.ts";
import { type Gate, makeGate } from "./internal/gate.ts";
import { noticeCancelled } from "./internal/phases/cancel.ts";
import { currentScoreboard, scoreAndFinish, showFailure } from "./internal/phases/score.ts";
import { phases } from "./internal/phases.ts";
import { nowOf, type Run, type SlashPolicy, say } from "./internal/run.ts";
import { makeSender } from "./internal/sender.ts";
import { unfinishedRuns } from "./internal/unfinished.ts";
import type { Logger } from "./logger.ts";
import type { Moderator } from "./moderation.ts";
import type { OrchestratorPaths } from "./paths.ts";
import { listRuns, type RunReceipt, writeReceipt } from "./receipt.ts";
import { type Scoreboard, writeScoreboard } from "./scoreboard.ts";

export interface OrchestratorOptions {
  readonly arena: string;
  readonly stakeManager: string;
  readonly systemPause?: string;
  /** Runs the rounds. Its account must be used by nothing else. */
  readonly signer: Signer;
  /** Default: the signer's. It must not cache answers (ethers: `cacheTimeout: -1`). */
  readonly provider?: Provider;
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
  readonly caps: SlashCaps;
  readonly slashing?: SlashPolicy;
  /** How long an agent may take to hand something in, in milliseconds. Default 30 s. */
  readonly agentTimeoutMs?: number;
  /** The longest pause between two looks for a transaction, in milliseconds; the first ones are shorter. Default 500. */
  readonly pollMs?: number;
  /** How long it may take to be mined, in milliseconds. Default 3 minutes. */
  readonly waitMs?: number;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** How long to wait for another orchestrator in the same folder, in milliseconds. Default 0. */
  readonly lockTimeoutMs?: number;
}

export interface Orchestrator {
  /**
   * Finishes the run that was cut off, or else runs a new round; gives its receipt. A run that fails on the way stays
   * open, with the failure in its receipt and on the scoreboard, and the next call carries it on.
   *
   * Throws FROZEN, ALREADY_RUNNING, NOT_AN_ORCHESTRATOR, REWARDS_TOO_LOW, COMMITTEE_TOO_SMALL, ROSTER_INVALID,
   * REWARD_CAP_REACHED, CHAIN_FAILED, TRANSACTION_REVERTED, NOT_MINED, ALERT_FAILED, FILE_FAILED, FILE_INVALID, CHAIN_DIVERGED, NO_CONTRACT.
   */
  runRound(): Promise<RunReceipt>;
  /** Stops before the next phase of a round, and lets no new one start. */
  freeze(reason: string, by: string): Promise<Freeze>;
  /** What stands in the way of going on; none where all is clear. */
  obstacles(): Promise<readonly string[]>;
  /** The freeze that is on. */
  frozen(): Promise<Freeze | null>;
  /** Lifts the freeze once all is clear. Throws NOT_CLEAR. */
  resume(by: string): Promise<void>;
}

const failuresKept = 50;

/** An orchestrator for one arena and one folder. No effect until one of its methods is called. Throws BAD_OPTION. */
export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  const { paths, files, clock, log, signer } = options;
  const provider = options.provider ?? signer.provider;
  if (provider === null) throw new TypeError("the signer has no provider");
  const sleep =
    options.sleep ?? ((milliseconds, signal) => sleepFor(milliseconds, undefined, signal && { signal }));
  const at = () => new Date(clock()).toISOString();
  const view = arenaView({
    arena: addressOf("arena", options.arena),
    stakeManager: addressOf("stake manager", options.stakeManager),
    systemPause:
      options.systemPause === undefined ? undefined : addressOf("system pause", options.systemPause),
    provider,
  });
  const sender = makeSender({
    signer: signer.provider === provider ? signer : signer.connect(provider),
    sleep,
    pollMs: options.pollMs ?? 500,
    waitMs: options.waitMs ?? 180_000,
  });
  const gate: Gate = makeGate({ ...options, view, at });
  const store = { files, paths };

  const makeRun = (receipt: RunReceipt, board: Scoreboard): Run => ({
    receipt,
    board,
    view,
    sender,
    agents: options.agents,
    moderation: options.moderation,
    caps: options.caps,
    slashing: options.slashing ?? {},
    agentTimeoutMs: options.agentTimeoutMs ?? 30_000,
    log,
    clock,
    random: options.random,
    sleep,
    async alert(alert) {
      try {
        await options.alert(alert);
      } catch (thrown) {
        throw orchestratorErrors.create(
          "ALERT_FAILED",
          { reason: alert.reason, problem: messageOf(thrown) },
          { cause: thrown },
        );
      }
    },
    save: () => writeReceipt(files, paths, receipt),
    gate: () => gate.pass(),
  });

  /** Goes through the phases that are left, each behind the gate. */
  const carryOn = async (run: Run): Promise<Scoreboard> => {
    const { receipt } = run;
    try {
      while (receipt.status.phase !== "score") {
        await run.gate();
        if (await noticeCancelled(run)) break;
        const { phase } = receipt.status;
        const began = clock();
        await phases[phase](run);
        receipt.timings.phases[phase] = (receipt.timings.phases[phase] ?? 0) + clock() - began;
        await run.save();
      }
      return await scoreAndFinish(run, store);
    } catch (thrown) {
      throw await recordFailure(run, thrown);
    }
  };

  const recordFailure = async (run: Run, thrown: unknown): Promise<unknown> => {
    const problem = chainProblem(run.receipt.status.phase, thrown);
    const code = isCodedError(problem) ? problem.code : "INTERNAL";
    const { status } = run.receipt;
    // Receipt and chain may be out of step in a reopened run; what is written is that it is not over.
    status.state = "running";
    const failure = { at: nowOf(run), code, phase: status.phase, text: messageOf(problem) };
    status.failureCount++;
    status.failures = [...status.failures, failure].slice(-failuresKept);
    say(run, `failed: ${code}: ${failure.text}`);
    log.error({ run: run.receipt.id, code }, failure.text);
    try {
      await run.save();
      await showFailure(run, store);
    } catch (second) {
      log.error({ run: run.receipt.id }, `the failure could not be recorded: ${messageOf(second)}`);
    }
    return problem;
  };

  const runLocked = async (): Promise<RunReceipt> => {
    const opened = await start();
    let { board } = opened;
    const { chainId } = opened;
    const unfinished = await unfinishedRuns(store, view);
    for (const receipt of unfinished) {
      const run = makeRun(receipt, board);
      say(run, `resumed in phase ${receipt.status.phase}`);
      board = await carryOn(run);
    }
    const last = unfinished.at(-1);
    if (last !== undefined) return last;
    const newest = (await listRuns(files, paths)).at(-1) ?? 0;
    const receipt = freshReceipt({
      run: Math.max(newest, board.lastRun) + 1,
      chainId,
      arena: view.address,
      orchestrator: await signer.getAddress(),
      at: at(),
    });
    const run = makeRun(receipt, board);
    await run.save();
    await carryOn(run);
    return receipt;
  };

  /** Reads where things stand; a freeze refuses, and is counted on the scoreboard. */
  const start = async (): Promise<{ board: Scoreboard; chainId: string }> => {
    const known = await files.read(paths.scoreboard);
    try {
      await gate.pass();
      await view.assertDeployed();
      const chainId = await view.chainId();
      let board = await currentScoreboard(store, { chainId, arena: view.address }, at());
      if (board.chainId !== chainId || board.arena !== view.address)
        throw orchestratorErrors.create("CHAIN_DIVERGED", {
          runs: board.lastRun,
          problem: `the scoreboard is of arena ${board.arena} on chain ${board.chainId}, not of ${view.address} on ${chainId}`,
        });
      if (board.frozen !== null) board = { ...board, frozen: null };
      return { board, chainId };
    } catch (thrown) {
      const problem = chainProblem("before the round", thrown);
      if (orchestratorErrors.is(problem, "FROZEN") && known !== null) await showFreeze();
      throw problem;
    }
  };

  const showFreeze = async (): Promise<void> => {
    const freeze = await readFreeze(files, paths);
    const text = await files.read(paths.scoreboard);
    if (freeze === null || text === null) return;
    const board = await currentScoreboard(store, { chainId: "0", arena: view.address }, at());
    const { since, by, reasons } = freeze;
    const refusedRounds = (board.frozen?.since === since ? board.frozen.refusedRounds : 0) + 1;
    await writeScoreboard(files, paths, {
      ...board,
      updatedAt: at(),
      frozen: { since, by, reasons: [...reasons], refusedRounds },
    });
  };

  return {
    runRound: () =>
      withFolderLock(paths.lock, options.lockTimeoutMs ?? 0, async () => {
        try {
          return await runLocked();
        } catch (thrown) {
          throw chainProblem("the round", thrown);
        }
      }),
    freeze: (reason, by) => writeFreeze(files, paths, { reasons: [reason], by, at: at() }),
    frozen: () => readFreeze(files, paths),
    obstacles: () => gate.obstacles(),
    async resume(by) {
      const reasons = await gate.obstacles();
      if (reasons.length > 0) throw orchestratorErrors.create("NOT_CLEAR", { reasons });
      await liftFreeze(files, paths);
      log.info({ by }, "resumed");
    },
  };
}

function addressOf(option: string, text: string): string {
  try {
    return getAddress(text);
  } catch {
    throw orchestratorErrors.create("BAD_OPTION", {
      option,
      problem: `${JSON.stringify(text)} is not an address`,
    });
  }
}
