import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type DeliverOptions, type NotifyConfig, nodeOutboxLock } from "@mvcrs/notify";
import type { Context } from "./command.ts";

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
    fetch,
    random: Math.random,
    wait,
    monotonic: () => performance.now(),
    budgetMs,
  };
}
