import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type BareSnapshot, createMetrics, type MetricsSnapshot } from "../src/metrics.ts";

const quiet: MetricsSnapshot = {
  raised: { soft: 0, material: 0, critical: 0 },
  resolved: { remediated: 0, rejected: 0, superseded: 0, cleared: 0 },
  open: [],
  latencies: { bounds: [1, 5], of: { policy: { counts: [0, 0, 0], sum: 0 } } },
  overdue: 0,
  lockedSince: null,
  mutedMetrics: 0,
  witnesses: [],
  log: { entries: 0, bytes: 0, lastEntryAt: null },
  verified: null,
  outbox: [],
  aside: 0,
};
const busy: MetricsSnapshot = {
  raised: { soft: 1, material: 1, critical: 0 },
  resolved: { remediated: 0, rejected: 0, superseded: 0, cleared: 1 },
  open: [{ level: "critical", acknowledged: false }],
  latencies: {
    bounds: [1, 5],
    of: {
      policy: { counts: [0, 1, 0], sum: 4 },
      consensus: { counts: [0, 0, 0], sum: 0 },
      forecast: { counts: [0, 1, 1], sum: 94 },
    },
  },
  overdue: 1,
  lockedSince: 1000,
  mutedMetrics: 2,
  witnesses: [
    { metric: "m", source: "s", witness: "w", reliability: 0.25, missed: 3, outvoted: 7, dependent: true },
  ],
  log: { entries: 7, bytes: 4096, lastEntryAt: 2000 },
  verified: { at: 3000, ok: true, seconds: 0.5 },
  aside: 3,
  outbox: [
    { channel: "ops", status: "waiting", since: 20 },
    { channel: "ops", status: "waiting", since: 10 },
    { channel: "ops", status: "dead", since: 5 },
  ],
};

/** The value of each sample, by its name and labels. */
async function samples(
  ...snapshots: readonly (MetricsSnapshot | BareSnapshot)[]
): Promise<Map<string, number>> {
  const metrics = createMetrics();
  let text = "";
  for (const snapshot of snapshots) ({ text } = await metrics.render(snapshot));
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

it("exposes what a snapshot holds", async () => {
  const found = await samples(busy);
  expect(Object.fromEntries(found)).toMatchObject({
    'mvcrs_challenges_raised_total{level="soft"}': 1,
    'mvcrs_challenges_raised_total{level="material"}': 1,
    'mvcrs_challenges_raised_total{level="critical"}': 0,
    'mvcrs_challenges_resolved_total{resolution="cleared"}': 1,
    'mvcrs_challenges_open{level="critical",acknowledged="false"}': 1,
    'mvcrs_challenges_open{level="soft",acknowledged="false"}': 0,
    mvcrs_challenges_overdue: 1,
    mvcrs_trust_lock: 1,
    mvcrs_trust_lock_engaged_timestamp_seconds: 1000,
    mvcrs_metrics_muted: 2,
    'mvcrs_witness_reliability{metric="m",source="s",witness="w"}': 0.25,
    'mvcrs_witness_missed_observations{metric="m",source="s",witness="w"}': 3,
    'mvcrs_witness_outvoted{metric="m",source="s",witness="w"}': 7,
    'mvcrs_witness_dependent{metric="m",source="s",witness="w"}': 1,
    mvcrs_log_entries: 7,
    mvcrs_log_size_bytes: 4096,
    mvcrs_log_last_entry_timestamp_seconds: 2000,
    mvcrs_log_last_verified_timestamp_seconds: 3000,
    mvcrs_log_verified: 1,
    mvcrs_log_verification_duration_seconds: 0.5,
    'mvcrs_verifier_latency_seconds_bucket{le="5",verifier="policy"}': 1,
    'mvcrs_verifier_latency_seconds_bucket{le="1",verifier="policy"}': 0,
    'mvcrs_verifier_latency_seconds_bucket{le="5",verifier="forecast"}': 1,
    'mvcrs_verifier_latency_seconds_bucket{le="+Inf",verifier="forecast"}': 2,
    'mvcrs_verifier_latency_seconds_sum{verifier="forecast"}': 94,
    'mvcrs_verifier_latency_seconds_count{verifier="forecast"}': 2,
    'mvcrs_verifier_latency_seconds_count{verifier="consensus"}': 0,
    mvcrs_signals_aside: 3,
    'mvcrs_outbox_deliveries{channel="ops",status="waiting"}': 2,
    'mvcrs_outbox_deliveries{channel="ops",status="dead"}': 1,
    'mvcrs_outbox_oldest_timestamp_seconds{channel="ops"}': 10,
  });
});

it("leaves nothing of an earlier snapshot behind", async () => {
  expect(await samples(busy, quiet)).toEqual(await samples(quiet));
});

it("leaves out what an unreadable log would have said, and brings it back", async () => {
  const { verified, outbox } = busy;
  const aside = null;
  const bare = await samples(busy, { verified, outbox, aside });
  expect(bare.get("mvcrs_log_readable")).toBe(0);
  expect(bare.get("mvcrs_log_verified")).toBe(1);
  const rest = [...bare.keys()].filter((name) => !/^mvcrs_(?:log_(?:readable|.*verif)|outbox)/.test(name));
  expect(rest).toEqual([]);
  expect(await samples(busy, { verified, outbox, aside }, busy)).toEqual(await samples(busy));
});

it("renders each of two scrapes at once whole", async () => {
  const metrics = createMetrics();
  const [one, other] = await Promise.all([metrics.render(busy), metrics.render(quiet)]);
  expect(one.text).toContain("mvcrs_log_entries 7");
  expect(other.text).toContain("mvcrs_log_entries 0");
  expect(one.contentType).toMatch(/^text\/plain/);
});

it("has every metric that the dashboard and the alert rules name, and they name nothing else of ours", () => {
  const { names } = createMetrics();
  for (const file of ["mvcrs-dashboard.json", "mvcrs-alerts.yaml"]) {
    const text = readFileSync(
      fileURLToPath(new URL(`../../../docs/grafana/${file}`, import.meta.url)),
      "utf8",
    );
    const used = new Set([...text.matchAll(/\bmvcrs_[a-z_]+\b/g)].map(([name]) => name));
    expect(used.size, file).toBeGreaterThan(5);
    for (const name of used) expect([...names], `${name} in ${file}`).toContain(name);
  }
  expect([...names].sort()).toMatchSnapshot();
});

it("has a dashboard that is JSON with panels that each ask something", () => {
  const path = fileURLToPath(new URL("../../../docs/grafana/mvcrs-dashboard.json", import.meta.url));
  const { panels, uid } = JSON.parse(readFileSync(path, "utf8"));
  expect(uid).toBe("mvcrs");
  expect(panels.length).toBeGreaterThan(6);
  const ids = panels.map(({ id }: { id: number }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const panel of panels)
    expect(
      panel.targets?.every(({ expr }: { expr?: string }) => expr),
      panel.title,
    ).toBe(true);
});
