import type { EventOf, MvcrsConfig } from "@mvcrs/escalation/ledger";
import type { HeldLock } from "@mvcrs/files/lock";
import type { EnqueueOptions } from "./enqueue.ts";
import type { Fetch } from "./request.ts";
import type { SecretSource } from "./secrets.ts";

/** What notifying needs of the configuration. */
export type NotifyConfig = Pick<MvcrsConfig, "notifications" | "human_review_policy" | "log">;

export interface DeliverOptions extends Omit<EnqueueOptions, "config" | "autoIssue"> {
  readonly config: NotifyConfig;
  readonly secrets: SecretSource;
  /** Appends to the log what became of notices, as `make` says once nobody else writes to it; durable when it resolves. */
  readonly record: (make: () => Promise<readonly EventOf<"notice.ended">[]>) => Promise<unknown>;
  readonly fetch: Fetch;
  /** Uniform in [0, 1), for the jitter. */
  readonly random: () => number;
  /** Resolves after this many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since any fixed point, unaffected by changes of the clock: the budget is measured with it. */
  readonly monotonic: () => number;
  /** Milliseconds that the whole may take. What is not due within them is left for the next call. */
  readonly budgetMs: number;
  /**
   * A request that would get less than so many milliseconds is not begun; default 50. Cut off by the end of the budget it would
   * count as a failure of the endpoint, and its channel would pause.
   */
  readonly leastMs?: number;
  /**
   * Subjects of one channel that are served at the same time; default 4. So many deliveries of a channel at most come a second
   * time, under the same id, where the process is killed.
   */
  readonly concurrency?: number;
  /** Where several hosts deliver from one log. */
  readonly shared?: SharedDelivery;
}

/** What keeps hosts that share a log from telling the same twice. */
export interface SharedDelivery {
  /**
   * Takes the right to deliver to a channel: `null` where another host has it. What it throws keeps nobody from being told, perhaps
   * twice: a page too many is better than none.
   */
  readonly take: (channel: string) => Promise<HeldLock | null>;
  /** Brings the log of this host up to what the others have recorded. */
  readonly refresh: () => Promise<unknown>;
}
