import { postgresErrors, postgresShards } from "@mvcrs/chain-postgres";
import { messageOf } from "@mvcrs/errors";
import { readStoreFile } from "@mvcrs/escalation";
import type { Context, Outcome } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { otherConfig } from "../../other-config.ts";
import { configOf } from "../../session.ts";
import { passwordFrom } from "../../store-password.ts";
import { plural } from "../../ui/numbers.ts";
import { sayer } from "../serve/say.ts";
import { judgeShare } from "./judge-share.ts";

/** What an operator is changing while it runs, in two steps: there and here. A worker that starts with it ends with it. */
const isBeingChanged = (thrown: unknown): boolean =>
  changing.some((code) => postgresErrors.is(thrown, code)) || cliErrors.is(thrown, "SECRET_MISSING");
const changing = [
  ...(["STORE_PASSWORD", "STORE_NOT_ADMITTED", "STORE_PRIVILEGE"] as const),
  ...(["STORE_TLS_UNAVAILABLE", "STORE_TLS_UNTRUSTED"] as const),
];

/** How soon the same trouble is said again, in milliseconds. */
const againMs = 60_000;

/** `mvcrs worker`: judges until it is told to stop. */
export async function runWorker(
  { log }: { readonly log: "text" | "json" },
  context: Context,
): Promise<Outcome> {
  const { files, paths, io } = context;
  const file = await readStoreFile(files, paths);
  if (file === null) throw cliErrors.create("LOG_NOT_SHARED", { root: paths.root });
  const config = await configOf(context);
  const say = sayer(log, io.stderr, io.clock);
  const differs = await otherConfig(context, config);
  if (differs !== null) say.warn("worker", differs);
  await using shards = postgresShards({ ...file, ...passwordFrom(context) });
  let trouble: { readonly problem: string; readonly at: number } | undefined;
  const { rows, events, levels } = await judgeShare({
    ...{ context, say, shards, config },
    signal: io.stopSignal(),
    passes: isBeingChanged,
    onTrouble(thrown) {
      // Tried again five times a second, and said once a minute.
      const problem = messageOf(thrown);
      if (problem === trouble?.problem && performance.now() - trouble.at < againMs) return;
      trouble = { problem, at: performance.now() };
      say.warn("worker", `${problem}; what was not committed is judged again`);
    },
  });
  say.info("worker", "stopped; its shards are given back");
  return {
    json: { ok: true, rows, events, levels },
    text: `stopped after ${plural(rows, "row")} and ${plural(events, "event")}`,
  };
}
