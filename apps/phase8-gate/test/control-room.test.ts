import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { launchBrowser } from "@mvcrs/test-kit/browser";
import { activeFindings, evaluateReadiness, memorySource } from "@phase8/readiness";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundlePageScript, pageScripts, readPageScript } from "../scripts/build-page.ts";
import { demoFolder, type Overrides, serveDemo } from "./support/site.ts";

const artifacts = fileURLToPath(new URL("../artifacts/", import.meta.url));
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const shippedText = readFileSync(join(demoFolder, "config/universal.value.manifest.json"), "utf8");
const shipped = JSON.parse(shippedText);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

// biome-ignore lint/suspicious/noExplicitAny: the tests reach into a manifest to break it
type Json = any;

let browser: Browser;
let server: Server;
let url: string;
let overrides: Overrides = {};
let page: Page;
let troubles: string[] = [];

beforeAll(async () => {
  mkdirSync(artifacts, { recursive: true });
  browser = await launchBrowser();
  ({ server, url } = await serveDemo(() => overrides));
  // The first run unpacks a browser of 200 MB.
}, 120_000);
afterAll(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  // Whoever has run the gate here has a verdict; the tests bring their own.
  overrides = { "verdict/last.json": verdict({ ok: true, counts: { errors: 0, warnings: 5 } }) };
  page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
  troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) troubles.push(`asked for ${request.url()}`);
  });
});
afterEach(() => page.close());

/** What the gate leaves behind, of the shipped manifest unless something else is said. */
const verdict = (said: object): string =>
  JSON.stringify({ at: "2026-11-22T08:30:00.000Z", manifestSha256: sha256(shippedText), ...said });

const open = async (): Promise<void> => {
  await page.goto(url);
  await page.waitForSelector("#manifest-status:not(:text-is('loading'))");
};
const drawn = (): Promise<unknown> => page.waitForSelector('#mermaid-diagram[aria-busy="false"]');
const count = (id: string): Promise<number> => page.locator(`[data-test-id="${id}"]`).count();
const stat = (key: string): Promise<string | null> =>
  page.textContent(`[data-test-id="stat-card"][data-stat-key="${key}"]`);
const changed = (change: (manifest: Json) => void): string => {
  const copy = structuredClone(shipped);
  change(copy);
  return JSON.stringify(copy);
};
const upload = async (text: string): Promise<void> => {
  const path = join(tempRoot(), "other.json");
  writeFileSync(path, text);
  await page.setInputFiles('[data-test-id="manifest-upload-input"]', path);
  await page.waitForSelector("[data-manifest-feedback]:not(:empty)");
};
const violations = async (): Promise<unknown> => {
  await page.evaluate(axe);
  return await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" ")))`,
  );
};

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
      overrides = {
        "config/universal.value.manifest.json": text,
        "verdict/last.json": verdict({
          ok: errors === 0,
          counts: { errors, warnings: found.length - errors },
          manifestSha256: sha256(text),
        }),
      };
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
    overrides = {
      ...overrides,
      "config/universal.value.manifest.json": changed((it) => (it.selfImprovement.plan.lastExecutedAt = now)),
    };
    await open();
    expect(await stat("last-improvement")).not.toContain("Overdue");
    overrides = {
      ...overrides,
      "config/universal.value.manifest.json": changed((it) => (it.selfImprovement.plan.lastExecutedAt = 0)),
    };
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
    overrides = {
      ...overrides,
      "config/universal.value.manifest.json": changed((it) => {
        it.selfImprovement.plan.lastReportURI = `ipfs://reports/${"long-name-".repeat(150)}`;
      }),
    };
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
      overrides = { ...overrides, "vendor/mermaid.js": mermaid };
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
      overrides = { "verdict/last.json": file };
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
    troubles = [];
  });

  it("says so where its script does not start at all", async () => {
    overrides = { "assets/control-room.js": "this is no script" };
    await page.goto(url);
    expect(await page.textContent("#not-started")).toContain("has not started");
    await page.locator("#not-started").waitFor({ state: "visible" });
  });

  it("explains itself when the manifest is missing or broken", async () => {
    for (const manifest of [null, "{", changed((it) => (it.domains = []))]) {
      overrides = { ...overrides, "config/universal.value.manifest.json": manifest };
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
    overrides = { ...overrides, "index.html": html };
    await page.goto(url);
    await page.waitForFunction("document.querySelector('#runbook li') !== null");
    const shown = await Promise.all(markers.map(async (id) => ((await count(id)) > 0 ? [] : [id])));
    expect(shown.flat()).toEqual(await missing(html));
  }
});

describe("a previewed manifest", () => {
  it("is shown with what the gate says of it, and can be put away", async () => {
    await open();
    await upload(
      changed((it) => {
        it.domains = [{ ...it.domains[0], valueFlowMonthlyUSD: 2_000_000, autonomyLevelBps: 9000 }];
        for (const list of [it.sentinels, it.capitalStreams])
          for (const entry of list) entry.domains = [it.domains[0].slug];
      }),
    );
    expect(await stat("monthly-flow")).toContain("$2.00M");
    expect(await page.textContent("#manifest-status")).toContain("other.json");
    expect(await page.textContent('[data-list="preview-findings"]')).toContain("above the guard");
    expect(await page.textContent('[data-test-id="alert"]')).toContain("No coverage shortfall");
    expect(await page.textContent("#verdict")).toBe("not asked of this preview");
    await page.click("#manifest-reset");
    await page.waitForSelector("#manifest-status:text-is('as shipped')");
    expect(await stat("monthly-flow")).toContain("$63.00M");
    expect(await page.locator("#manifest-reset").isVisible()).toBe(false);
  });

  it("that cannot be shown changes nothing", async () => {
    await open();
    for (const text of [
      "{",
      "[".repeat(100_000),
      '{"__proto__":{}}',
      "null",
      changed((it) => (it.global.treasury = "<b>")),
    ]) {
      await upload(text);
      expect(await page.textContent("[data-manifest-feedback]")).toContain("cannot be shown");
      expect(await page.locator('[data-list="preview-findings"] li').count()).toBeGreaterThan(0);
      expect(await stat("monthly-flow")).toContain("$63.00M");
    }
    await upload(`{"a":"${"x".repeat(9_000_000)}"}`);
    expect(await page.textContent("[data-manifest-feedback]")).toContain("more than the gate reads");
    expect(troubles).toEqual([]);
  });

  it("can never inject markup", async () => {
    const evil = `"></script><script>document.title='owned'</script><img src=x onerror="document.title='owned'"><iframe srcdoc="x"></iframe>`;
    const inject = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(inject);
      if (typeof value !== "object" || value === null) return value;
      const texts = new Set(["name", "description", "autonomyNarrative", "automation"]);
      const lists = new Set(["skillTags", "guardrails", "escalationChannels"]);
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          texts.has(key) ? evil : lists.has(key) ? [evil, evil] : inject(item),
        ]),
      );
    };
    await open();
    const before = await page.evaluate("document.querySelectorAll('script, img').length");
    await upload(JSON.stringify(inject(shipped)));
    await drawn();
    expect(await page.textContent("[data-manifest-feedback]")).toContain("applied");
    await page.waitForSelector("iframe", { state: "detached" });
    expect(await page.getAttribute("#mermaid-diagram", "data-rendered")).toBe("true");
    expect(await page.evaluate("document.querySelectorAll('script, img').length")).toBe(before);
    expect(await page.title()).toBe("Phase 8 control room");
    expect(await page.textContent('[data-test-id="domain-card"] h3')).toBe(evil);
    expect(troubles).toEqual([]);
  });
});

describe("for everybody", () => {
  const looks = [
    { name: "light", width: 1440, colorScheme: "light" },
    { name: "dark", width: 1440, colorScheme: "dark" },
    { name: "phone-light", width: 390, colorScheme: "light" },
    { name: "phone-dark", width: 390, colorScheme: "dark" },
  ] as const;

  it("has a diagram that can be read on a phone: no letter under 11 px, and no scrolling for it", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open();
    await page.waitForSelector('#mermaid-diagram[data-look="narrow"]');
    const figure = page.locator("#mermaid-diagram");
    expect(await figure.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
    const smallest = await page.evaluate(
      `Math.min(...[...document.querySelectorAll("#mermaid-diagram svg text")].map(
        (text) => Number.parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))`,
    );
    expect(smallest).toBeGreaterThanOrEqual(11);
    await page.setViewportSize({ width: 1300, height: 900 });
    await page.waitForSelector('#mermaid-diagram[data-look="wide"]');
  });

  it.each(looks)(
    "has no WCAG A or AA violation and no sideways scrolling: $name",
    async ({ name, width, colorScheme }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await open();
      await drawn();
      for (const button of await page.locator(".info-button").all()) await button.click();
      await upload(changed((it) => (it.global.heartbeatSeconds = 99_999)));
      expect(await violations()).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
      await page.screenshot({ path: join(artifacts, `control-room-${name}.png`), fullPage: true });
    },
  );

  it("can be used by keyboard alone", async () => {
    await page
      .context()
      .grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(url).origin });
    await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    await page.locator('[data-test-id="copy-command"]').first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-test-id="copy-command"][data-copy-state="copied"]');
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("npm run demo:phase8:orchestrate");
    expect(await page.textContent('[data-test-id="copy-feedback"]')).toContain("Copied to clipboard");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await page.textContent(".tooltip")).toContain("deterministic installs");
    await drawn();
    expect(await page.getAttribute("#mermaid-diagram", "tabindex")).toBe("0");
  });

  it("prints its figures and runbook, without buttons", async () => {
    await open();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(await page.locator('[data-test-id="copy-command"]').first().isVisible()).toBe(false);
    expect(await page.locator(".tooltip").first().isVisible()).toBe(true);
    await page.pdf({ path: join(artifacts, "control-room.pdf") });
  });
});
