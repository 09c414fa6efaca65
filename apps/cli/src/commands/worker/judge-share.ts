import { setTimeout as sleep } from "node:timers/promises";
import type { Shards } from "@mvcrs/chain-postgres";
import {
  judgeShards,
  type MvcrsConfig,
  type ShardChange,
  type ShardJudgingOptions,
  type ShardReport,
} from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { sessionOptions } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";
import { linesOf } from "../run/event-lines.ts";
import type { Say } from "../serve/say.ts";
import { shardSource } from "./shard-source.ts";

/** A clock that differs more from the server's than this is said; times of entries and silence go by it. */
const clockDiffersMs = 5_000;

export interface ShareOptions
  extends Pick<ShardJudgingOptions, "onShards" | "onTrouble" | "onProgress" | "passes"> {
  readonly context: Context;
  readonly say: Say;
  readonly shards: Shards;
  readonly config: MvcrsConfig;
  readonly signal: AbortSignal;
}

/** Judges this process's share of what waits in the database, and says what it holds, gains and loses. @throws LOG_NOT_SHARED */
export function judgeShare({
  context,
  say,
  shards,
  config,
  signal,
  ...told
}: ShareOptions): Promise<ShardReport> {
  const { store, paths, clock, io } = context;
  if (store === undefined) throw cliErrors.create("LOG_NOT_SHARED", { root: paths.root });
  let differs = false;
  const onTime = (serverTime: number): void => {
    const seconds = Math.round((io.clock() - serverTime) / 1000);
    if (differs || Math.abs(seconds) * 1000 < clockDiffersMs) return;
    differs = true;
    say.warn(
      "worker",
      `the clock of this machine is ${plural(Math.abs(seconds), "second")} ${seconds > 0 ? "ahead of" : "behind"} that of the database; set one of them`,
    );
  };
  return judgeShards({
    ...told,
    root: { ...sessionOptions(context), notice: (text) => say.warn("worker", text) },
    shards: shardSource(shards.hold(), store, onTime),
    ...{ config, clock, signal },
    elapsed: () => performance.now(),
    wait: (milliseconds, until) => sleep(milliseconds, undefined, { signal: until }).catch(() => undefined),
    onShards(change) {
      say.info("worker", lineOf(change));
      told.onShards?.(change);
    },
    onEvents(recorded, state) {
      for (const line of linesOf(recorded, state)) say.info("worker", line);
      context.recorded();
    },
  });
}

function lineOf({ what, shards, held, workers }: ShardChange): string {
  const of = workers === 1 ? "alone" : `one of ${workers} workers`;
  return `${what} ${plural(shards.length, "shard")} (${rangesOf(shards)}); holds ${held}, ${of}`;
}

/** `0-127, 200`: two numbers for however many shards in a row. */
function rangesOf(shards: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const shard of [...shards].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === shard - 1) last[1] = shard;
    else ranges.push([shard, shard]);
  }
  const shown = ranges.slice(0, 8).map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
  return [...shown, ...(ranges.length > shown.length ? ["…"] : [])].join(", ");
}
