import { errorCode } from "@mvcrs/test-kit";
import { gaussian } from "@mvcrs/test-kit/random";
import { describe, expect, it } from "vitest";
import { createPanel, defaultPanelConfig, metricConfigSchema, restorePanel } from "../src/index.ts";
import { panelWith, signalAt } from "./support/signals.ts";

describe("a panel", () => {
  it("keeps the state of each source of a metric apart, and configuration by metric", () => {
    const panel = panelWith({ "arena.*": { target: 5 } });
    expect(panel.judge(signalAt(0, 9, { metric: "arena.stake" })).verdicts.policy.deviation).toBeCloseTo(0.8);
    expect(panel.judge(signalAt(0, 9, { metric: "other" })).verdicts.policy.status).toBe("abstained");
  });

  it("lets a verifier that throws abstain with the reason, and the others go on", () => {
    const panel = panelWith({ m: { target: 5 } });
    const signal = signalAt(0, 9, { metric: "m" });
    const broken = {
      ...signal,
      get witnesses(): never {
        throw new Error("witness store is gone");
      },
    };
    const { verdicts, level } = panel.judge(broken);
    expect(verdicts.consensus).toMatchObject({
      status: "abstained",
      reason: "failed: witness store is gone",
    });
    expect(verdicts.policy.status).toBe("voted");
    // Without witnesses the violation is there all the same, and unconfirmed.
    expect(level).toBe("material");
  });

  it("makes too little coverage of a required metric a soft finding beside its value", () => {
    const panel = panelWith({ needed: { target: 5, required: true }, free: { target: 5 } });
    const needed = panel.judge(signalAt(0, 5, { metric: "needed" }));
    expect(needed).toMatchObject({ level: "none", findings: [{ level: "soft", pattern: "no-coverage" }] });
    expect(needed.findings[0]?.reason).toContain("consensus: no witnesses");
    expect(panel.judge(signalAt(0, 5, { metric: "free" })).findings).toEqual([]);
    const witnesses = [1, 2].map((each) => ({ source: `w${each}`, value: 5 }));
    expect(panel.judge(signalAt(1, 5, { metric: "needed", witnesses })).findings).toEqual([]);
  });

  it("judges policy and forecast by what the witnesses confirm, and by the report where they agree with it", () => {
    const panel = panelWith({ "test.metric": { target: 5, tolerance: 0.5, tolerance_kind: "absolute" } });
    const send = (index: number, value: number, said: readonly number[]) =>
      panel.judge(
        signalAt(index, value, {
          witnesses: said.map((each, place) => ({ source: `w${place}`, value: each })),
        }),
      );
    expect(send(0, 5.01, [5, 5, 5])).toMatchObject({ value: 5.01, confirmation: "confirmed", level: "none" });
    expect(send(1, 500, [5, 5, 5])).toMatchObject({ value: 5, level: "soft", pattern: "false-report" });
    expect(send(2, 5, [8, 8, 8])).toMatchObject({
      value: 8,
      level: "material",
      pattern: "misreported-violation",
    });
    expect(send(3, 5, [8, 8, 8]).verdicts.policy.broken?.[0]?.rule).toBe("target");
    expect(send(4, 5, [5])).toMatchObject({ value: 5, confirmation: "unconfirmed" });
    expect(send(5, 5, [3, 5, 8])).toMatchObject({ value: 5, confirmation: "disputed", pattern: "disputed" });
  });

  it("speaks only of what voted, in the reason and the advice", () => {
    const panel = panelWith({ "test.metric": { target: 5 } });
    const seen = panel.judge(signalAt(0, 50));
    expect(seen.reason).toBe(
      "material standing-violation, unconfirmed: only the reporter says so: policy: 50 is not within 0.25 of 5",
    );
    expect(seen.advice).not.toMatch(/witness|history/);
  });

  it("takes a sample from the future for a clock fault, judges it, and lets it bar nothing", () => {
    const panel = panelWith({ "test.metric": { monotone: "increasing", max_staleness_seconds: 900 } });
    panel.judge(signalAt(0, 10));
    const ahead = panel.judge(signalAt(1000, 12), { aheadBy: 300_000_000 });
    expect(ahead).toMatchObject({ level: "none", findings: [{ pattern: "clock-fault", level: "soft" }] });
    expect(ahead.findings[0]?.reason).toContain("lies 300000 s in the future");
    expect(ahead.verdicts.forecast).toMatchObject({
      status: "abstained",
      reason: "its time lies in the future",
    });
    expect(panel.judge(signalAt(1, 11)).level).toBe("none");
    // Neither its value nor its time is remembered: silence counts from the last sample of the present.
    expect(panel.judge(signalAt(2, 9)).verdicts.policy.broken?.[0]?.rule).toBe("monotone");
    expect(panel.sweep(signalAt(2, 0).time + 900_001)).toHaveLength(1);
  });

  it("forgets times beyond the present where an earlier run believed them, and counts silence from now", () => {
    const panel = panelWith({ "test.metric": { max_staleness_seconds: 900 } });
    panel.judge(signalAt(0, 10));
    panel.judge(signalAt(5000, 10));
    const now = signalAt(3, 0).time;
    expect(panel.rewind(now, now + 300_000).map(({ observedAt }) => observedAt)).toEqual([
      signalAt(5000, 0).observedAt,
    ]);
    expect(panel.rewind(now, now + 300_000)).toEqual([]);
    panel.judge(signalAt(4, 10));
    expect(panel.sweep(signalAt(4, 0).time + 900_001)).toHaveLength(1);
  });

  it("finds a value that stands still where it never did, softly, then for a person", () => {
    const stands = (make: (index: number) => number, entry = {}) => {
      const panel = panelWith({ "test.metric": entry });
      const levels: string[] = [];
      for (let index = 0; index < 700; index += 1) {
        const { findings } = panel.judge(signalAt(index, index < 600 ? make(index) : 5.5));
        const stuck = findings.find(({ pattern }) => pattern === "stuck");
        levels.push(stuck?.level ?? "none");
      }
      return levels;
    };
    const noise = gaussian(3);
    const moving = stands(() => 5 + noise());
    expect(moving.slice(0, 600).every((level) => level === "none")).toBe(true);
    expect([moving.indexOf("soft") - 600, moving.indexOf("material") - 600]).toEqual([12, 24]);
    // A series that stands still for ten samples at a time is stuck only after many times that.
    const steps = stands((index) => Math.floor(index / 5) % 7);
    expect(steps.slice(0, 620).every((level) => level === "none")).toBe(true);
    expect(stands(() => 5).every((level) => level === "none")).toBe(true);
    expect(stands(() => 5 + noise(), { forecast: "off" }).every((level) => level === "none")).toBe(true);
  });

  it("refuses a bad configuration with every problem", async () => {
    const config = {
      ...defaultPanelConfig,
      thresholds: { soft: 0.2, material: 0.1, critical: 0.3 },
      confidenceFloor: 2,
      dissentPersistence: 0,
    };
    expect(await errorCode(() => createPanel(config))).toBe("PANEL_CONFIG_INVALID");
    expect(() => createPanel(config)).toThrow(/3 problem/);
  });

  it("refuses a state that is not one", async () => {
    const state = panelWith({}).snapshot();
    const restore = (value: unknown) => errorCode(() => restorePanel(defaultPanelConfig, value));
    expect(await restore({ ...state, version: 99 })).toBe("SNAPSHOT_VERSION");
    for (const bad of [null, 3, "x", {}, { ...state, series: [{}] }, { ...state, extra: 1 }])
      expect(await restore(bad)).toBe("SNAPSHOT_INVALID");
    const panel = panelWith({});
    panel.judge(signalAt(0, 1));
    const good = panel.snapshot();
    const withForecast = (more: object) => ({
      ...good,
      series: good.series.map((each) => ({ ...each, forecast: { ...each.forecast, ...more } })),
    });
    const numbers = good.series[0]?.forecast.numbers ?? [];
    const first = good.series[0]?.forecast.first ?? "";
    expect(await restore(withForecast({}))).toBeUndefined();
    for (const bad of [
      { numbers: [] },
      { numbers: numbers.slice(1) },
      { numbers: [...numbers, 0] },
      { numbers: ["x"] },
    ])
      expect(await restore(withForecast(bad))).toBe("SNAPSHOT_INVALID");
    for (const bad of [first.slice(4), `${first}AAAA`, "?"])
      expect(await restore(withForecast({ first: bad })), bad.slice(0, 9)).toBe("SNAPSHOT_INVALID");
    for (const bad of [{ kind: "moon" }, { kind: "day", period: -1, numbers: [], days: "", week: null }])
      expect(await restore(withForecast({ season: bad }))).toBe("SNAPSHOT_INVALID");
    const withSeries = (more: object) => ({
      ...good,
      series: good.series.map((each) => ({ ...each, ...more })),
    });
    expect(await restore(withSeries({ evidence: { soft: 1 } }))).toBe("SNAPSHOT_INVALID");
    expect(await restore(withSeries({ kept: { acceptedAt: 1 } }))).toBe("SNAPSHOT_INVALID");
  });
});

describe("metricConfigSchema", () => {
  it("documents every key and fills the defaults", () => {
    const { shape } = metricConfigSchema;
    for (const [key, schema] of Object.entries(shape)) expect(schema.description, key).toBeTruthy();
    expect(metricConfigSchema.parse({})).toMatchInlineSnapshot(`
      {
        "forecast": "on",
        "frozen_under_lock": false,
        "max_rate_per": "hour",
        "quorum": 2,
        "required": false,
        "season": "auto",
        "season_zone": "UTC",
        "tolerance": 0.05,
        "tolerance_kind": "relative",
        "witness_skew_seconds": 300,
      }
    `);
  });
});
