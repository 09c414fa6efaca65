import { growingPause } from "@mvcrs/errors";
import type { ChannelConfig } from "@mvcrs/escalation/ledger";
import { backoff, dueBy } from "./backoff.ts";
import type { Attempt, SendResult } from "./channels/channel.ts";
import { sendGithub } from "./channels/github.ts";
import { sendPagerDuty } from "./channels/pagerduty.ts";
import { sendSlack } from "./channels/slack.ts";
import { sendWebhook } from "./channels/webhook.ts";
import type { DeliverOptions } from "./deliver-options.ts";
import { type Delivery, deliveryName, listDeliveryNames, writeDelivery } from "./delivery.ts";
import { groupBy } from "./group-by.ts";
import type { Pause } from "./pause.ts";
import { isCritical, relayed } from "./relay.ts";
import { shortNotice } from "./short-notice.ts";

export interface ChannelReport {
  delivered: number;
  died: number;
  waiting: number;
  /** What stands in the way, in words for an operator; absent while nothing does. */
  problem?: string;
  /** Deliveries to other channels that were written since this one did not get a critical notice through. */
  relayed?: number;
  /** An attempt had no answer at all. */
  unreached?: true;
  /** Another process delivers to it. */
  busy?: true;
}

export interface RunnerOptions extends DeliverOptions {
  readonly name: string;
  readonly channel: ChannelConfig;
  /** In the order of the log. */
  readonly deliveries: readonly Delivery[];
  readonly pause: Pause;
  readonly folder: string;
  readonly memory: string;
  /** Told of deliveries that have ended, a few at a time; the rest is in `ended`. */
  readonly onEnded?: (ended: readonly Delivery[]) => Promise<void>;
  /** Milliseconds left of the budget. */
  readonly remaining: () => number;
}

/** Subjects of one channel that are served at the same time, unless said. */
const defaultConcurrency = 4;
/** A request that gets less time than this is not worth beginning, unless said. */
const defaultLeastMs = 50;
/** So many have ended when somebody is told of them. */
const endedAtOnce = 16;
/** The shortest pause for an endpoint at fault, whatever the jitter. */
const minPauseMs = 1000;
/** The longest wait that doubling leads to. */
const maxPatienceMs = 3_600_000;
/** After this many failed attempts a critical notice is sent to the other channels too. */
const attemptsUntilOthersHear = 3;
/** What services answer to a message larger than they take: 413, and 400 or 422 for a field of it. */
const mayBeTooLarge = new Set([400, 413, 422]);
/** How many different subjects failing in a row mean that the endpoint itself is at fault. */
const failuresThatPause = 3;

/**
 * Sends what one channel has waiting. The deliveries of one subject go one after the other, those of different ones
 * side by side; a failure holds up its own subject, and the whole channel where the endpoint is at fault.
 */
export class ChannelRunner {
  readonly #options: RunnerOptions;
  readonly #report: ChannelReport;
  readonly #lanes: Delivery[][];
  readonly #ended: Delivery[] = [];
  #stopped = false;
  #failuresInARow = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#report = { delivered: 0, died: 0, waiting: options.deliveries.length };
    const bySubject = groupBy(options.deliveries, ({ notice }) => {
      return `${notice.subject.kind}/${notice.subject.id}`;
    });
    this.#lanes = [...bySubject.values()];
  }

  /** What was delivered or given up and nobody was told of, each in its file as well. */
  get ended(): readonly Delivery[] {
    return this.#ended;
  }

  async run(): Promise<ChannelReport> {
    const { clock, wait, remaining, leastMs = defaultLeastMs } = this.#options;
    while (!this.#stopped && remaining() > leastMs) {
      const next = this.#nextDue();
      if (next === null) break;
      const pause = next - clock();
      if (pause > 0) {
        if (pause + leastMs > remaining()) break;
        await wait(pause);
        // A clock that stands (`--now`) never gets there; the next call will.
        if (next > clock()) break;
      }
      await this.#pass();
    }
    return this.#report;
  }

  /** When the next attempt is due, in milliseconds; `null` when nothing is left. */
  #nextDue(): number | null {
    const heads = this.#lanes.flatMap(([head]) => (head === undefined ? [] : [this.#dueAt(head)]));
    return heads.length === 0 ? null : heads.reduce((first, due) => Math.min(first, due));
  }

  #dueAt({ not_before }: Delivery): number {
    const { clock, pause } = this.#options;
    const own = not_before === null ? 0 : Date.parse(not_before);
    return Math.max(dueBy(own, clock()), dueBy(pause.until, clock()));
  }

  async #pass(): Promise<void> {
    const due = this.#lanes.filter((lane) => this.#isDue(lane));
    const worker = async (): Promise<void> => {
      for (let lane = due.shift(); lane !== undefined; lane = due.shift())
        while (this.#isDue(lane)) if (!(await this.#attempt(lane))) break;
    };
    const { concurrency = defaultConcurrency } = this.#options;
    const workers = await Promise.allSettled(Array.from({ length: concurrency }, worker));
    const failed = workers.find((one) => one.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  #isDue(lane: readonly Delivery[]): boolean {
    const { clock, remaining, leastMs = defaultLeastMs } = this.#options;
    const [head] = lane;
    if (head === undefined || this.#stopped || remaining() <= leastMs) return false;
    return this.#dueAt(head) <= clock();
  }

  /** Sends the head of a lane; true when the lane may go on. */
  async #attempt(lane: Delivery[]): Promise<boolean> {
    const { files, folder, pause, config, remaining } = this.#options;
    const [waiting] = lane;
    if (waiting === undefined) return false;
    const delivery: Delivery = { ...waiting, attempts: waiting.attempts + 1 };
    await writeDelivery(files, folder, delivery);
    const requestMs = config.notifications.request_timeout_seconds * 1000;
    const result = await this.#send(delivery, requestMs);
    switch (result.kind) {
      case "delivered":
        lane.shift();
        this.#failuresInARow = 0;
        this.#report.delivered += 1;
        this.#report.waiting -= 1;
        await this.#end({ ...delivery, status: "delivered" });
        await pause.end();
        return true;
      case "unready":
        this.#stopped = true;
        this.#report.problem = result.problem;
        await writeDelivery(files, folder, { ...waiting, last_error: result.problem });
        return false;
      case "refused":
        return this.#bury(lane, { ...delivery, last_error: result.reason });
      case "retry":
        // Cut off by the budget and not by the endpoint: that must not count towards giving it up.
        return this.#postpone(lane, delivery, result, remaining() <= defaultLeastMs);
    }
  }

  async #postpone(
    lane: Delivery[],
    delivery: Delivery,
    failure: Extract<SendResult, { kind: "retry" }>,
    cut: boolean,
  ): Promise<boolean> {
    const { files, folder, pause, config, clock, random } = this.#options;
    const failed = { ...delivery, last_error: failure.reason };
    this.#report.problem = failure.reason;
    if (failure.unreached === true) this.#report.unreached = true;
    if (!cut && delivery.attempts >= config.notifications.max_attempts) {
      return this.#bury(lane, failed);
    }
    const patience = failure.retryAfterMs === null ? (failure.patienceMs ?? 0) : 0;
    const delay = Math.max(
      backoff(delivery.attempts, random),
      failure.retryAfterMs ?? 0,
      growingPause(delivery.attempts, { first: patience, most: maxPatienceMs }),
    );
    if (!cut && delivery.attempts === attemptsUntilOthersHear) await this.#tellOthers(failed);
    const until = clock() + delay;
    const attempts = cut ? Math.max(1, delivery.attempts - 1) : delivery.attempts;
    const postponed = { ...failed, attempts, not_before: new Date(until).toISOString() };
    lane[0] = postponed;
    await writeDelivery(files, folder, postponed);
    this.#failuresInARow += 1;
    if (failure.endpoint || this.#failuresInARow >= failuresThatPause)
      await pause.extend(Math.max(until, clock() + minPauseMs));
    return false;
  }

  /** Gives a delivery up; a critical one only where somebody else is notified. True when the lane may go on. */
  async #bury(lane: Delivery[], delivery: Delivery): Promise<boolean> {
    const { files, folder, clock } = this.#options;
    if (isCritical(delivery) && this.#others(delivery).length === 0) {
      const not_before = new Date(clock() + maxPatienceMs).toISOString();
      lane[0] = { ...delivery, not_before };
      await writeDelivery(files, folder, lane[0]);
      this.#report.problem = `${delivery.last_error ?? "given up"}; it is critical and no other channel can be told, so it is tried again each hour`;
      return false;
    }
    // Written first: a crash in between must not leave a critical notice dead and nobody notified.
    if (delivery.attempts <= attemptsUntilOthersHear) await this.#tellOthers(delivery);
    await this.#end({ ...delivery, status: "dead" });
    lane.shift();
    this.#report.died += 1;
    this.#report.waiting -= 1;
    this.#report.problem = delivery.last_error ?? "given up";
    return true;
  }

  /** Keeps what became of a delivery, until the log says so as well. */
  async #end(delivery: Delivery): Promise<void> {
    const { files, folder, clock, onEnded } = this.#options;
    const ended = { ...delivery, not_before: null, ended_at: new Date(clock()).toISOString() };
    await writeDelivery(files, folder, ended);
    this.#ended.push(ended);
    if (onEnded !== undefined && this.#ended.length >= endedAtOnce) await onEnded(this.#ended.splice(0));
  }

  #others(delivery: Delivery): readonly Delivery[] {
    const { name, config } = this.#options;
    return relayed(delivery, name, config.notifications.channels, config.human_review_policy.auto_issue);
  }

  /** A critical notice that does not get through is sent to the other channels, whatever their audience. */
  async #tellOthers(delivery: Delivery): Promise<void> {
    const { files, folder } = this.#options;
    // Told before, it may be delivered already.
    const present = new Set(await listDeliveryNames(files, folder));
    const others = this.#others(delivery).filter((other) => !present.has(deliveryName(other)));
    for (const other of others) await writeDelivery(files, folder, other);
    this.#report.relayed = (this.#report.relayed ?? 0) + others.length;
  }

  /** Sends a delivery, and a shorter form of it at once where the first is refused: it may be too large. */
  async #send(delivery: Delivery, requestMs: number): Promise<SendResult> {
    const result = await this.#sendOnce(delivery, requestMs);
    if (result.kind !== "refused" || !mayBeTooLarge.has(result.status)) return result;
    return this.#sendOnce({ ...delivery, notice: shortNotice(delivery.notice) }, requestMs);
  }

  async #sendOnce(delivery: Delivery, requestMs: number): Promise<SendResult> {
    const { channel, fetch, clock, secrets, files, memory, config, remaining } = this.#options;
    const http = { fetch, clock, timeoutMs: () => Math.min(requestMs, remaining()) };
    const { origin } = config.log;
    const labels = config.human_review_policy.issue_labels;
    const attempt: Attempt = { delivery, http, secrets, files, memory, origin, labels };
    switch (channel.kind) {
      case "webhook":
        return sendWebhook(channel, attempt);
      case "slack":
        return sendSlack(channel, attempt);
      case "pagerduty":
        return sendPagerDuty(channel, attempt);
      case "github":
        return sendGithub(channel, attempt);
    }
  }
}
