import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isCodedError } from "@mvcrs/errors";
import { record } from "@mvcrs/escalation";
import { type DeliverOptions, type NotifyConfig, nodeOutboxLock, type SharedDelivery } from "@mvcrs/notify";
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
    record: (make) => record({ ...sessionOptions(context), lockTimeoutMs: logPatienceMs }, make),
    fetch,
    random: Math.random,
    wait,
    monotonic: () => performance.now(),
    budgetMs,
    ...(context.leases === undefined ? {} : { shared: sharedBy(context, context.leases) }),
  };
}

/** Of the hosts that share the log one delivers to a channel at a time, and looks first what the others have told. */
const sharedBy = ({ refresh }: Context, leases: NonNullable<Context["leases"]>): SharedDelivery => ({
  async take(channel) {
    try {
      return await leases.take(`deliver ${channel}`, 0);
    } catch (thrown) {
      if (isCodedError(thrown) && thrown.code === "LEASE_HELD") return null;
      throw thrown;
    }
  },
  refresh: async () => refresh?.(),
});
