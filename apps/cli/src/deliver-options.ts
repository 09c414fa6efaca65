import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { record } from "@mvcrs/escalation";
import { type DeliverOptions, type NotifyConfig, nodeOutboxLock } from "@mvcrs/notify";
import type { Context } from "./command.ts";
import { sessionOptions } from "./session.ts";

/** How long a delivery waits for who holds the log, in milliseconds: what it has to say is kept for the next one. */
const logPatienceMs = 2_000;

/** What delivering needs of the world. */
export function deliverOptions(context: Context, config: NotifyConfig, budgetMs: number): DeliverOptions {
  const { io, paths, files, clock } = context;
  return {
    paths,
    files,
    clock,
    config,
    lock: nodeOutboxLock,
    secrets: {
      env: (name) => io.env[name],
      file: (path) => files.read(resolve(paths.root, path)),
    },
    record: (events) => record({ ...sessionOptions(context), lockTimeoutMs: logPatienceMs }, () => events),
    fetch,
    random: Math.random,
    wait,
    monotonic: () => performance.now(),
    budgetMs,
  };
}
