import { postgresShards } from "@mvcrs/chain-postgres";
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
  const { rows, events, levels } = await judgeShare({
    ...{ context, say, shards, config },
    signal: io.stopSignal(),
    onTrouble: (thrown) => say.warn("worker", `${messageOf(thrown)}; what was not committed is judged again`),
  });
  say.info("worker", "stopped; its shards are given back");
  return {
    json: { ok: true, rows, events, levels },
    text: `stopped after ${plural(rows, "row")} and ${plural(events, "event")}`,
  };
}
