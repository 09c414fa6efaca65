import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  artifacts,
  changed,
  drawn,
  open,
  page,
  shipped,
  stat,
  troubles,
  upload,
  url,
  violations,
} from "./support/room.ts";

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
