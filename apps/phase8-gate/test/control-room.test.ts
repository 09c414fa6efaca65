import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { activeFindings, evaluateReadiness, memorySource } from "@phase8/readiness";
import { describe, expect, it } from "vitest";
import { bundlePageScript, pageScripts, readPageScript } from "../scripts/build-page.ts";
import {
  changed,
  count,
  drawn,
  forgetTroubles,
  type Json,
  open,
  overrides,
  page,
  serveInstead,
  sha256,
  shippedText,
  stat,
  troubles,
  upload,
  url,
  verdict,
  violations,
} from "./support/room.ts";
import { demoFolder } from "./support/site.ts";

describe("the control room", () => {
  it("is the script that its sources give", async () => {
    for (const name of pageScripts)
      expect(readPageScript(name) === (await bundlePageScript(name)), name).toBe(true);
  });

  it("shows the manifest through the hooks that outside tests look for", async () => {
    await open();
    expect(await stat("monthly-flow")).toMatch(/Monthly value flow\s+\$63\.00M/);
    expect(await stat("improvement-cadence")).toMatch(/Improvement cadence\s+3\.00 h/);
    expect(await stat("annual-budget")).toContain("$475.00M");
    expect(await stat("average-resilience")).toContain("90.90%");
    expect(await stat("sentinel-coverage")).toContain("27.00 min");
    expect(await stat("last-improvement")).toContain("2025-10-09 09:00:00 UTC");
    expect(await count("stat-card")).toBe(6);
    expect(await count("domain-card")).toBe(5);
    expect(await count("sentinel-card")).toBe(3);
    expect(await count("stream-card")).toBe(3);
    expect(await count("playbook-card")).toBe(2);
    expect(await count("control-card")).toBeGreaterThan(8);
    expect(await count("runbook-step")).toBe(5);
    expect(await page.textContent('[data-test-id="sentinel-card"]')).toContain("Payout Watch");
    expect(await page.textContent('[data-test-id="alert"]')).toContain("Coverage shortfall detected");
    const first = page.locator('[data-test-id="runbook-download"]').first();
    expect(await first.getAttribute("href")).toBe("./output/phase8-orchestration-report.txt");
    for (const link of await page.locator('[data-test-id="runbook-download"]').all()) {
      const response = await page.request.get(new URL((await link.getAttribute("href")) ?? "", url).href);
      expect(response.ok()).toBe(true);
    }
    expect(troubles).toEqual([]);
  });

  it("alerts to what the gate finds, neither more nor less", async () => {
    const manifests: readonly ((it: Json) => void)[] = [
      // Every domain's own sentinels cover less than the window, though all together cover more.
      () => {},
      (it) => {
        it.global.guardianReviewWindow = 5000;
      },
      (it) => {
        it.global.guardianReviewWindow = 100;
      },
      (it) => {
        it.sentinels[0].domains = [];
      },
      (it) => {
        it.sentinels[0].active = false;
      },
      (it) => {
        delete it.sentinels[1].domains;
      },
      (it) => {
        for (const stream of it.capitalStreams) stream.domains = [];
      },
    ];
    const about = new Set(["sentinel-coverage", "coverage-window", "domain-coverage", "capital-funding"]);
    for (const change of manifests) {
      const text = changed((it) => void change(it));
      const report = await evaluateReadiness(
        memorySource({ "config/universal.value.manifest.json": text, "README.md": "", "index.html": "" }),
        { now: 0 },
      );
      const found = activeFindings(report).filter(({ rule }) => about.has(rule));
      const errors = found.filter(({ severity }) => severity === "error").length;
      serveInstead({
        "config/universal.value.manifest.json": text,
        "verdict/last.json": verdict({
          ok: errors === 0,
          counts: { errors, warnings: found.length - errors },
          manifestSha256: sha256(text),
        }),
      });
      await open();
      const alerts = await page.locator('[data-test-id="alert"]').allInnerTexts();
      if (found.length === 0) expect(alerts).toEqual([expect.stringContaining("No coverage shortfall")]);
      else {
        expect(alerts).toHaveLength(found.length);
        for (const [index, { message, severity }] of found.entries()) {
          expect(alerts[index]).toContain(message);
          expect(alerts[index]).toContain(severity);
        }
      }
      // Above alerts, no verdict is plainly green.
      await page.waitForSelector('#verdict:not([data-verdict="unknown"])');
      expect((await page.getAttribute("#verdict", "data-verdict")) === "pass").toBe(found.length === 0);
    }
  });

  it("flags an improvement that is older than its cadence", async () => {
    await open();
    expect(await stat("last-improvement")).toMatch(/Overdue by \d/);
    const now = Math.floor(Date.now() / 1000);
    serveInstead({
      ...overrides,
      "config/universal.value.manifest.json": changed((it) => (it.selfImprovement.plan.lastExecutedAt = now)),
    });
    await open();
    expect(await stat("last-improvement")).not.toContain("Overdue");
    serveInstead({
      ...overrides,
      "config/universal.value.manifest.json": changed((it) => (it.selfImprovement.plan.lastExecutedAt = 0)),
    });
    await open();
    expect(await stat("last-improvement")).toContain("never");
    expect(await stat("last-improvement")).not.toContain("Overdue");
  });

  it("keeps one long text from stretching the other cards", async () => {
    const heights = () =>
      page
        .locator('[data-test-id="stat-card"]')
        .evaluateAll((cards) => cards.map((card) => Math.round(card.getBoundingClientRect().height)));
    await open();
    const before = await heights();
    serveInstead({
      ...overrides,
      "config/universal.value.manifest.json": changed((it) => {
        it.selfImprovement.plan.lastReportURI = `ipfs://reports/${"long-name-".repeat(150)}`;
      }),
    });
    await open();
    const after = await heights();
    expect(after.slice(0, 5)).toEqual(before.slice(0, 5));
    expect(after[5]).toBeLessThan(2 * (before[5] ?? 0));
  });

  it("draws the diagram with Mermaid, under its strict policy", async () => {
    await page.goto(url);
    // At no time does it say anything else.
    expect(await page.getAttribute("#mermaid-diagram", "data-rendered")).toMatch(/^(?:true|fallback)$/);
    expect(await page.textContent("#mermaid-diagram")).toContain("Guardian Council");
    await drawn();
    expect(await page.getAttribute("#mermaid-diagram", "data-rendered")).toBe("true");
    expect(await page.textContent("#mermaid-diagram svg")).toContain("Guardian Council");
    const drawing = await page.locator("#mermaid-diagram svg").boundingBox();
    expect(drawing?.width).toBeGreaterThan(600);
    expect(await page.locator("iframe").count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it("shows the diagram as text where Mermaid is absent or broken", async () => {
    for (const mermaid of [
      null,
      "globalThis.mermaid = { initialize() {}, render: () => Promise.reject(1) };",
    ]) {
      serveInstead({ ...overrides, "vendor/mermaid.js": mermaid });
      await open();
      await drawn();
      expect(await page.getAttribute("#mermaid-diagram", "data-rendered")).toBe("fallback");
      expect(await page.textContent("#mermaid-diagram")).toContain("Guardian Council");
    }
  });

  it("says what the gate found last, of this manifest, or that nobody asked it", async () => {
    const counts = { errors: 0, warnings: 0 };
    const cases: readonly (readonly [string | null, string, string])[] = [
      [verdict({ ok: true, counts }), "pass", "ready · 2026-11-22 08:30 UTC"],
      [verdict({ ok: true, counts: { ...counts, warnings: 1 } }), "warned", "ready, 1 warning ·"],
      [verdict({ ok: false, counts: { ...counts, errors: 3 } }), "fail", "not ready: 3 findings ·"],
      [verdict({ ok: true, counts, manifestSha256: "0".repeat(64) }), "stale", "of another manifest"],
      // As versions before left it.
      [JSON.stringify({ at: "2026-11-22T08:30:00.000Z", ok: true, counts }), "pass", "ready"],
      ["[1]", "none", "run the gate again"],
      ["{", "none", "no verdict"],
      [null, "none", "no verdict yet"],
    ];
    for (const [file, state, text] of cases) {
      serveInstead({ "verdict/last.json": file });
      await open();
      await page.waitForSelector('#verdict:not([data-verdict="unknown"])');
      expect([file, await page.getAttribute("#verdict", "data-verdict")]).toEqual([file, state]);
      expect(await page.textContent("#verdict")).toContain(text);
      // A mark that is a letter of a font may be a box.
      expect(await page.textContent("#verdict")).not.toMatch(/\p{Extended_Pictographic}/u);
    }
  });

  it("says from disk why it cannot load, and shows a manifest that is chosen", async () => {
    await page.goto(pathToFileURL(join(demoFolder, "index.html")).href);
    await page.waitForSelector("#manifest-status:text-is('unavailable')");
    expect(await page.textContent('[data-test-id="error-panel"]')).toContain("opened from disk (file://)");
    expect(await page.locator("#not-started").count()).toBe(0);
    await upload(shippedText);
    expect(await stat("monthly-flow")).toContain("$63.00M");
    expect(await page.locator('[data-test-id="error-panel"]').isVisible()).toBe(false);
    forgetTroubles();
  });

  it("says so where its script does not start at all", async () => {
    serveInstead({ "assets/control-room.js": "this is no script" });
    await page.goto(url);
    expect(await page.textContent("#not-started")).toContain("has not started");
    await page.locator("#not-started").waitFor({ state: "visible" });
  });

  it("explains itself when the manifest is missing or broken", async () => {
    for (const manifest of [null, "{", changed((it) => (it.domains = []))]) {
      serveInstead({ ...overrides, "config/universal.value.manifest.json": manifest });
      await open();
      const panel = page.locator('[data-test-id="error-panel"]');
      expect(await panel.isVisible()).toBe(true);
      expect(await panel.textContent()).toContain("Troubleshooting steps");
      expect(await page.locator("main").isVisible()).toBe(false);
      expect(await page.locator('[data-test-id="runbook-step"]').first().isVisible()).toBe(true);
      expect(await violations()).toEqual([]);
    }
  });
});

it("shows of a page that is rendered by script what the gate takes for its markers", async () => {
  const own = readFileSync(
    fileURLToPath(new URL("../../../packages/readiness/test/fixtures/users/index.html", import.meta.url)),
    "utf8",
  );
  const markers = ["stat-card", "sentinel-card", "stream-card", "runbook-step"];
  const missing = async (html: string): Promise<string[]> => {
    const report = await evaluateReadiness(memorySource({ "index.html": html }), { now: 0 });
    const found = report.rules.find(({ id }) => id === "ui-markers")?.findings ?? [];
    return markers.filter((id) => found.some(({ subject }) => subject?.includes(id)));
  };
  for (const html of [
    own,
    own.replace('"stream-card"', '"stream"'),
    own.replace("`<li data", "`<li data-was"),
  ]) {
    serveInstead({ ...overrides, "index.html": html });
    await page.goto(url);
    await page.waitForFunction("document.querySelector('#runbook li') !== null");
    const shown = await Promise.all(markers.map(async (id) => ((await count(id)) > 0 ? [] : [id])));
    expect(shown.flat()).toEqual(await missing(html));
  }
});
