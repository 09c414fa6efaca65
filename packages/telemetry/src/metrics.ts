import { Counter, Gauge, Registry } from "prom-client";
import { formatLatencies, latencyNames, type MeteredLatencies } from "./internal/latency-histogram.ts";

export type { MeteredLatencies } from "./internal/latency-histogram.ts";

/** A challenge that is not closed, as the metrics need it. */
export interface MeteredChallenge {
  readonly level: string;
  readonly acknowledged: boolean;
}

/** How one witness of a metric does, as judging last saved it. */
export interface MeteredWitness {
  readonly metric: string;
  readonly source: string;
  readonly witness: string;
  /** 0.25 to 1. */
  readonly reliability: number;
  /** Observations in a row without it. */
  readonly missed: number;
  readonly outvoted: number;
  /** Whether it was found to repeat another. */
  readonly dependent: boolean;
}

/** What is known even where the log cannot be read. Times are in seconds since 1970. */
export interface BareSnapshot {
  /** The last time that the whole log was read again, and whether it held; `null` where it was not yet. */
  readonly verified: { readonly at: number; readonly ok: boolean; readonly seconds: number } | null;
  readonly outbox: readonly {
    readonly channel: string;
    readonly status: "waiting" | "dead";
    /** When what it tells of was recorded. */
    readonly since: number;
  }[];
  /** Signals that were taken and that judging failed at; `null` where nobody can say. */
  readonly aside: number | null;
}

/** Everything that is measured, as of one scrape. */
export interface MetricsSnapshot extends BareSnapshot {
  /** Challenges raised, by the level raised at. */
  readonly raised: Readonly<Record<"soft" | "material" | "critical", number>>;
  /** Challenges closed, by resolution. */
  readonly resolved: Readonly<Record<"remediated" | "rejected" | "superseded" | "cleared", number>>;
  readonly open: Iterable<MeteredChallenge>;
  /** From the observation to the entry in the log, by the verifiers that voted. */
  readonly latencies: MeteredLatencies;
  /** Open challenges whose review window has passed. */
  readonly overdue: number;
  /** When the trust lock engaged; `null` where it is off. */
  readonly lockedSince: number | null;
  readonly mutedMetrics: number;
  readonly witnesses: readonly MeteredWitness[];
  readonly log: { readonly entries: number; readonly bytes: number; readonly lastEntryAt: number | null };
}

const levels = ["soft", "material", "critical"] as const;
const resolutions = ["remediated", "rejected", "superseded", "cleared"] as const;
/** A scrape holds this many witnesses at most: a reporter may name any number. */
const mostWitnesses = 2000;

/**
 * The exposition of a snapshot. Every metric is set again, so that nothing outlives what it was measured on; what a bare
 * snapshot does not know is left out and not given as 0.
 */
export interface MetricsRenderer {
  render(
    snapshot: MetricsSnapshot | BareSnapshot,
  ): Promise<{ readonly contentType: string; readonly text: string }>;
  /** Every name in the exposition, `_bucket` and the like included, for checks of dashboards and alerts. */
  readonly names: ReadonlySet<string>;
}

export function createMetrics(): MetricsRenderer {
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `mvcrs_${name}`, help, labelNames, registers });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name: `mvcrs_${name}`, help, labelNames, registers });

  const raised = counter("challenges_raised_total", "Challenges raised, by the level raised at.", ["level"]);
  const resolved = counter("challenges_resolved_total", "Challenges closed, by resolution.", ["resolution"]);
  const open = gauge(
    "challenges_open",
    "Challenges that are not closed, by level and whether acknowledged.",
    ["level", "acknowledged"],
  );
  const overdue = gauge("challenges_overdue", "Open challenges whose review window has passed.");
  const locked = gauge("trust_lock", "1 while the trust lock is on.");
  const lockedSince = gauge(
    "trust_lock_engaged_timestamp_seconds",
    "When the trust lock engaged; 0: it is off.",
  );
  const muted = gauge("metrics_muted", "Metrics whose notices are muted.");
  const readable = gauge(
    "log_readable",
    "1 while the log can be read; while it is 0, what the log says is left out.",
  );
  const entries = gauge("log_entries", "Entries of the log.");
  const bytes = gauge("log_size_bytes", "Size of the log in bytes.");
  const lastEntry = gauge(
    "log_last_entry_timestamp_seconds",
    "When the last entry was recorded; 0: none yet.",
  );
  const verifiedAt = gauge(
    "log_last_verified_timestamp_seconds",
    "When this process last read the whole log again; 0: not yet.",
  );
  const verifiedOk = gauge("log_verified", "1 where that held, 0 where it did not or has not been done.");
  const verifySeconds = gauge("log_verification_duration_seconds", "How long it took.");
  const aside = gauge(
    "signals_aside",
    "Signals that were taken and are not judged, since judging failed; left out where nobody can say.",
  );
  const outbox = gauge("outbox_deliveries", "Notices in the outbox, by channel and status.", [
    "channel",
    "status",
  ]);
  const outboxOldest = gauge(
    "outbox_oldest_timestamp_seconds",
    "When the oldest waiting notice was recorded, by channel.",
    ["channel"],
  );

  const ofWitness = ["metric", "source", "witness"] as const;
  const reliability = gauge("witness_reliability", "How often a witness agrees, 0.25 to 1.", ofWitness);
  const missed = gauge("witness_missed_observations", "Observations in a row without a witness.", ofWitness);
  const outvoted = gauge("witness_outvoted", "How often a witness was outvoted.", ofWitness);
  const dependent = gauge("witness_dependent", "1 where a witness repeats another.", ofWitness);

  const ofLog = [overdue, locked, lockedSince, muted, entries, bytes, lastEntry];

  const fillFromLog = (now: MetricsSnapshot): void => {
    for (const level of levels) {
      raised.inc({ level }, now.raised[level]);
      for (const acknowledged of ["false", "true"]) open.set({ level, acknowledged }, 0);
    }
    for (const resolution of resolutions) resolved.inc({ resolution }, now.resolved[resolution]);
    for (const { level, acknowledged } of now.open) open.inc({ level, acknowledged: String(acknowledged) });
    overdue.set(now.overdue);
    locked.set(now.lockedSince === null ? 0 : 1);
    lockedSince.set(now.lockedSince ?? 0);
    muted.set(now.mutedMetrics);
    for (const { metric, source, witness, ...how } of now.witnesses.slice(0, mostWitnesses)) {
      const labels = { metric, source, witness };
      reliability.set(labels, how.reliability);
      missed.set(labels, how.missed);
      outvoted.set(labels, how.outvoted);
      dependent.set(labels, how.dependent ? 1 : 0);
    }
    entries.set(now.log.entries);
    bytes.set(now.log.bytes);
    lastEntry.set(now.log.lastEntryAt ?? 0);
  };

  const fill = (now: MetricsSnapshot | BareSnapshot): void => {
    registry.resetMetrics();
    readable.set("log" in now ? 1 : 0);
    if ("log" in now) fillFromLog(now);
    else for (const metric of ofLog) metric.remove();
    verifiedAt.set(now.verified?.at ?? 0);
    verifiedOk.set(now.verified?.ok === true ? 1 : 0);
    verifySeconds.set(now.verified?.seconds ?? 0);
    if (now.aside === null) aside.remove();
    else aside.set(now.aside);
    for (const channel of new Set(now.outbox.map((delivery) => delivery.channel))) {
      const mine = now.outbox.filter((delivery) => delivery.channel === channel);
      const waiting = mine.filter(({ status }) => status === "waiting");
      outbox.set({ channel, status: "waiting" }, waiting.length);
      outbox.set({ channel, status: "dead" }, mine.length - waiting.length);
      const oldest = waiting.reduce((first, { since }) => Math.min(first, since), Infinity);
      if (waiting.length > 0) outboxOldest.set({ channel }, oldest);
    }
  };

  const names = new Set([...registry.getMetricsAsArray().map(({ name }) => name), ...latencyNames]);
  return {
    names,
    async render(snapshot) {
      fill(snapshot);
      // prom-client takes the values before it first waits, so that two scrapes at once do not mix.
      const text = registry.metrics();
      const latencies = "latencies" in snapshot ? formatLatencies(snapshot.latencies) : "";
      return { contentType: registry.contentType, text: `${await text}${latencies}` };
    },
  };
}
