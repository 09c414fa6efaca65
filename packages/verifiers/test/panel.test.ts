import { errorCode } from "@mvcrs/test-kit";
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
    expect(level).toBe("soft");
  });

  it("makes too little coverage of a required metric a soft deviation", () => {
    const panel = panelWith({ needed: { target: 5, required: true }, free: { target: 5 } });
    expect(panel.judge(signalAt(0, 5, { metric: "needed" }))).toMatchObject({
      level: "soft",
      pattern: "no-coverage",
    });
    expect(panel.judge(signalAt(0, 5, { metric: "free" })).level).toBe("none");
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
    const withTails = (tails: string) => ({
      ...good,
      series: good.series.map((each) => ({ ...each, forecast: { ...each.forecast, tails } })),
    });
    const tails = good.series[0]?.forecast.tails ?? "";
    expect(await restore(withTails(tails))).toBeUndefined();
    const notANumber = `AADAfw${"A".repeat(tails.length - 6)}`;
    for (const bad of ["", tails.slice(4), `${tails}AAAA`, ` ${tails.slice(1)}`, notANumber])
      expect(await restore(withTails(bad))).toBe("SNAPSHOT_INVALID");
    const season = { period: 86_400_000, since: 0, compared: 0, error: 0, plainError: 0, from: 0, slots: "" };
    const withSeason = (more: object) => ({
      ...good,
      series: good.series.map((each) => ({
        ...each,
        forecast: { ...each.forecast, seasons: [{ ...season, ...more }] },
      })),
    });
    expect(await restore(withSeason({}))).toBeUndefined();
    for (const bad of [{ from: 288, slots: "AAAAAA==" }, { slots: "AAAA" }, { slots: "?" }, { from: -1 }])
      expect(await restore(withSeason(bad))).toBe("SNAPSHOT_INVALID");
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
        "tolerance": 0.05,
        "tolerance_kind": "relative",
        "witness_skew_seconds": 300,
      }
    `);
  });
});
