import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { prepareEvent } from "@mvcrs/chain";
import {
  artifactPaths,
  configSchema,
  type EventOf,
  type MvcrsEvent,
  mvcrsEventSchema,
  openJudging,
  readLedger,
} from "@mvcrs/escalation";
import { nodeTextFiles, type TextFiles } from "@mvcrs/files";
import { type FixedClock, fixedClock, tempRoot } from "@mvcrs/test-kit";
import {
  type DeliverOptions,
  type DeliverReport,
  deliverOutbox,
  listOutbox,
  nodeOutboxLock,
} from "../../src/index.ts";

/** 32 bytes, as Standard Webhooks writes them. */
export const signingSecret = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
export const routingKey = "R0123456789ABCDEF0123456789ABCDE";
export const token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";

export interface World {
  readonly root: string;
  readonly clock: FixedClock;
  /** Milliseconds asked of `wait` so far, one after the other. */
  readonly waits: number[];
  append(...events: readonly MvcrsEvent[]): Promise<void>;
  options(channels: Record<string, unknown>, more?: Partial<DeliverOptions>): DeliverOptions;
  deliver(channels: Record<string, unknown>, more?: Partial<DeliverOptions>): Promise<DeliverReport>;
  outbox(): ReturnType<typeof listOutbox>;
  /** What the log says became of notices. */
  ended(): Promise<readonly EventOf<"notice.ended">[]>;
  /** Everything below the root, as one text. */
  everything(): string;
}

/** Waits for the endpoint as long as it takes, so that no verdict of a test hangs on how busy the machine is. */
export const patient: typeof fetch = (input, init) => fetch(input, { ...init, signal: null });

/** A root with a log, a clock that stands, and an outbox that is delivered when told. */
export function world(files: TextFiles = nodeTextFiles): World {
  const root = tempRoot();
  const paths = artifactPaths(root);
  const clock = fixedClock("2026-11-22T02:00:00.000Z");
  const waits: number[] = [];
  const env: Record<string, string> = {
    HOOK_SECRET: signingSecret,
    PD_KEY: routingKey,
    GH_TOKEN: token,
  };
  const append = async (...events: readonly MvcrsEvent[]): Promise<void> => {
    // Judging folds before it appends; here nothing is folded, since some of these speak of what was never raised.
    const session = await openJudging({ paths, files: nodeTextFiles, clock });
    await session.append(events.map((event) => prepareEvent(event, mvcrsEventSchema)));
    await session.close();
  };
  const options: World["options"] = (channels, more = {}) => ({
    paths,
    files,
    clock,
    lock: nodeOutboxLock,
    config: configSchema.parse({
      human_review_policy: {
        auto_issue: Object.values(channels).some((one) => JSON.stringify(one).includes('"github"')),
      },
      notifications: { channels, request_timeout_seconds: 0.25, max_attempts: 4 },
    }),
    secrets: { env: (name) => env[name], file: async () => null },
    record: async (make) => append(...(await make())),
    fetch: patient,
    random: () => 0.5,
    wait: async (ms) => {
      waits.push(ms);
      clock.advance(ms);
    },
    monotonic: clock,
    budgetMs: 3000,
    ...more,
  });
  return {
    root,
    clock,
    waits,
    append,
    options,
    deliver: (channels, more) => deliverOutbox(options(channels, more)),
    async ended() {
      await using log = await readLedger(paths);
      const ended: EventOf<"notice.ended">[] = [];
      for await (const { event } of log.entries()) if (event.type === "notice.ended") ended.push(event);
      return ended;
    },
    outbox: () => listOutbox({ paths, files: nodeTextFiles }),
    everything: () =>
      !existsSync(root)
        ? ""
        : readdirSync(root, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), "utf8")}`)
            .join("\n"),
  };
}

export const hook = (url: string, more: object = {}) => ({
  kind: "webhook",
  url,
  secret_env: "HOOK_SECRET",
  ...more,
});
