import { setTimeout as sleepFor } from "node:timers/promises";
import { messageOf } from "@mvcrs/errors";
import { getAddress, JsonRpcApiProvider } from "ethers";
import { orchestratorErrors } from "../errors.ts";
import type { OrchestratorOptions } from "../orchestrator-options.ts";
import { type RunReceipt, writeReceipt } from "../receipt.ts";
import type { Scoreboard } from "../scoreboard.ts";
import { type ArenaView, arenaView } from "./arena.ts";
import { type Gate, makeGate } from "./gate.ts";
import type { Run } from "./run.ts";
import { makeSender, type Sender } from "./sender.ts";

/** What an orchestrator is made of: its options, and what follows from them. */
export interface Parts {
  readonly options: OrchestratorOptions;
  readonly view: ArenaView;
  readonly gate: Gate;
  readonly sender: Sender;
  readonly sleep: Run["sleep"];
  /** The present, RFC 3339 UTC. */
  readonly at: () => string;
}

/** @throws BAD_OPTION */
export function partsOf(options: OrchestratorOptions): Parts {
  const { signer, clock } = options;
  const provider = options.provider ?? signer.provider;
  if (!(provider instanceof JsonRpcApiProvider)) throw new TypeError("the signer has no JSON-RPC provider");
  const sleep =
    options.sleep ?? ((milliseconds, signal) => sleepFor(milliseconds, undefined, signal && { signal }));
  const at = () => new Date(clock()).toISOString();
  const { systemPause } = options;
  const view = arenaView({
    arena: addressOf("arena", options.arena),
    stakeManager: addressOf("stake manager", options.stakeManager),
    systemPause: systemPause === undefined ? undefined : addressOf("system pause", systemPause),
    provider,
  });
  const sender = makeSender({
    signer,
    provider,
    sleep,
    pollMs: options.pollMs ?? 500,
    waitMs: options.waitMs ?? 180_000,
    maxFeePerGas: options.maxFeePerGas ?? 10_000n * 10n ** 9n,
    clock,
    say: (text) => options.log.info({}, text),
  });
  return { options, view, gate: makeGate({ ...options, view, at }), sender, sleep, at };
}

/** A run to be carried on, with what its phases work with. */
export function runOf(
  { options, view, gate, sender, sleep }: Parts,
  receipt: RunReceipt,
  board: Scoreboard,
): Run {
  const { agents, moderation, caps, slashing = {}, agentTimeoutMs = 30_000 } = options;
  const { slashedInLog = async () => 0n, beforeSending = async () => {} } = options;
  const { log, clock, random, files, paths } = options;
  return {
    ...{ receipt, board, view, sender, sleep },
    ...{
      agents,
      moderation,
      caps,
      slashedInLog,
      beforeSending,
      slashing,
      agentTimeoutMs,
      log,
      clock,
      random,
    },
    async alert(alert) {
      try {
        await options.alert(alert);
      } catch (thrown) {
        const details = { reason: alert.reason, problem: messageOf(thrown) };
        throw orchestratorErrors.create("ALERT_FAILED", details, { cause: thrown });
      }
    },
    save: () => writeReceipt(files, paths, receipt),
    gate: () => gate.pass(),
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
