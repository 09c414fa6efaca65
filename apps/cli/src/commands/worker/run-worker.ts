import { setTimeout as sleep } from "node:timers/promises";
import { postgresShards } from "@mvcrs/chain-postgres";
import { messageOf } from "@mvcrs/errors";
import { judgeShards, readStoreFile, type ShardChange } from "@mvcrs/escalation";
import type { Context, Outcome } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { configOf, sessionOptions } from "../../session.ts";
import { passwordFrom } from "../../store-password.ts";
import { plural } from "../../ui/numbers.ts";
import { linesOf } from "../run/event-lines.ts";
import { sayer } from "../serve/say.ts";
import { shardSource } from "./shard-source.ts";

/** A clock that differs more from the server's than this is said; times of entries and silence go by it. */
const clockDiffersMs = 5_000;

/** `mvcrs worker`: judges until it is told to stop. */
export async function runWorker(
  { log }: { readonly log: "text" | "json" },
  context: Context,
): Promise<Outcome> {
  const { store, files, paths, clock, io } = context;
  const file = await readStoreFile(files, paths);
  if (store === undefined || file === null) throw cliErrors.create("LOG_NOT_SHARED", { root: paths.root });
  const config = await configOf(context);
  const say = sayer(log, io.stderr, io.clock);
  await using shards = postgresShards({ ...file, ...passwordFrom(context) });
  const held = shards.hold();
  const stop = io.stopSignal();
  let told = false;
  const differs = (serverTime: number): void => {
    const seconds = Math.round((io.clock() - serverTime) / 1000);
    if (told || Math.abs(seconds) * 1000 < clockDiffersMs) return;
    told = true;
    say.warn(
      "worker",
      `the clock of this machine is ${plural(Math.abs(seconds), "second")} ${seconds > 0 ? "ahead of" : "behind"} that of the database; set one of them`,
    );
  };
  const { rows, events, levels } = await judgeShards({
    root: { ...sessionOptions(context), notice: (text) => say.warn("worker", text) },
    shards: shardSource(held, store, differs),
    ...{ config, clock, signal: stop },
    elapsed: () => performance.now(),
    wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
    onShards: (change) => say.info("worker", lineOf(change)),
    onEvents: (recorded, state) => {
      for (const line of linesOf(recorded, state)) say.info("worker", line);
    },
    onTrouble: (thrown) => say.warn("worker", `${messageOf(thrown)}; what was not committed is judged again`),
  });
  say.info("worker", "stopped; its shards are given back");
  return {
    json: { ok: true, rows, events, levels },
    text: `stopped after ${plural(rows, "row")} and ${plural(events, "event")}`,
  };
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
