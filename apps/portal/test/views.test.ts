import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { artifacts, browserForAll, textOf } from "./support/browser.ts";
import { serveFolder, type World } from "./support/host.ts";
import { hostile, oneMore, present } from "./support/story.ts";

const { open, world } = browserForAll();
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

let site: Awaited<ReturnType<typeof serveFolder>>;
let made: World;
let critical = "";
beforeAll(async () => {
  made = await world();
  await made.append([oneMore(1)]);
  site = await serveFolder(made);
  const overview: { urgent: { id: string; level: string }[] } = JSON.parse(
    readFileSync(join(site.folder, "data/overview.json"), "utf8"),
  );
  critical = overview.urgent.find(({ level }) => level === "critical")?.id ?? "";
});
afterAll(() => site.close());

/** Each view: how to get there, and what it has to show before it is looked at. */
const views: readonly (readonly [name: string, route: () => string, ready: string])[] = [
  ["overview", () => "", ".lines .note"],
  ["timeline", () => "#/timeline", ".timeline .note"],
  ["metrics", () => "#/metrics", ".list tbody tr"],
  ["metric", () => "#/metric/0", ".chart canvas"],
  ["challenge", () => `#/challenge/${critical}`, ".life .proof"],
  ["entry", () => "#/entry/3", "pre"],
  ["verify", () => "#/verify", "button.main"],
  ["past", () => "?at=120", ".lines .note"],
];

describe.each(views)("%s", (name, route, ready) => {
  it.each([
    [1440, "light"],
    [1440, "dark"],
    [390, "light"],
    [390, "dark"],
  ] as const)(
    "at %i in %s: nothing wrong, nothing from elsewhere, no wider than the screen, and for everybody",
    async (width, colorScheme) => {
      const { page, wrong, elsewhere } = await open(site.url + route(), {
        viewport: { width, height: 900 },
        colorScheme,
      });
      await page.waitForSelector(ready);
      await page.screenshot({
        path: join(artifacts, `${name}-${width}-${colorScheme}.png`),
        fullPage: name !== "timeline",
      });
      expect(wrong).toEqual([]);
      expect(elsewhere).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
      await page.evaluate(axe);
      const violations = await page.evaluate(
        `axe.run().then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | ")))`,
      );
      expect(violations).toEqual([]);
      await page.close();
    },
  );
});

it("says first what is wrong and what to do", async () => {
  const { page } = await open(site.url);
  await page.waitForSelector(".lines .note");
  expect(await textOf(page, ".verdict h1")).toBe("The trust lock is on");
  expect(await textOf(page, ".verdict")).toContain("1 of 2 approvals collected");
  expect(await textOf(page, ".verdict .todo code")).toContain("mvcrs trust-lock approve");
  const rows = await page.locator(".urgent tbody tr").allTextContents();
  expect(rows).toHaveLength(4);
  expect(rows[0]).toContain("2 h over");
  expect(await page.locator(".numbers > div").allTextContents()).toEqual(
    expect.arrayContaining(["critical open1", "material open3", "overdue1"]),
  );
  expect(await textOf(page, ".health li.no")).toContain("silent for 2 h 1 min");
  await page.close();
});

it("shows a challenge by the start of its id: sentence, verdicts, evidence, life and proofs", async () => {
  const { page } = await open(`${site.url}#/challenge/${critical.slice(0, 8)}`);
  await page.waitForSelector(".life .proof");
  expect(await textOf(page, ".sentence")).toBe(
    "arena.validatorStake, reported by evm:31337: a value that breaks what is declared and is unlike its past (critical), last with 8.55 ether.",
  );
  expect(await page.locator(".verdict-card .big").allTextContents()).toEqual([
    "deviates 0.45",
    "as expected",
    "deviates 0.41",
  ]);
  const heads = await page.locator(".life .head b").allTextContents();
  expect(heads).toEqual(["raised", "goes on", "LOCKED", "pager", "ops", "chat"]);
  expect(await page.locator(".life .proof").allTextContents()).toEqual(Array(6).fill("proven in 350"));
  // Who was told, of what, and who was not.
  expect(await page.locator(".life .told p").allTextContents()).toEqual([
    "told of “raised”, entry 342",
    "told of “raised”, entry 342, at attempt 3",
  ]);
  expect(await textOf(page, ".life .untold p")).toContain(
    "NOT told of “raised”, entry 342, at attempt 30: HTTP 404 <img",
  );
  expect(await page.locator(".command code").allTextContents()).toContain(
    `mvcrs challenges show ${critical.slice(0, 8)}`,
  );
  await page.close();
});

it("says of an entry that no checkpoint reaches that it is not proven, and of one that is not there that it is not", async () => {
  const { page } = await open(`${site.url}#/entry/350`);
  await page.waitForSelector("pre");
  expect(await textOf(page, ".facts")).toContain("not proven: the last checkpoint reaches 350 entries");
  await page.goto(`${site.url}#/challenge/00000000`);
  await page.waitForSelector(".notice.bad");
  expect(await textOf(page, ".notice.bad")).toContain("no challenge has an id that starts with 00000000");
  await page.close();
});

it("shows what the log says as text, whatever it says", async () => {
  const { page, wrong } = await open(site.url);
  await page.waitForSelector(".lines .note");
  await page.locator(".urgent tbody tr:first-child a").click();
  await page.waitForSelector(".life .proof");
  expect(await textOf(page, ".sentence b")).toBe(`feed/${hostile}`);
  expect(await textOf(page, ".verdict")).toContain(hostile);
  expect(await page.title()).toBe("MV-CRS");
  expect(await page.locator("main img").count()).toBe(0);
  await page.goto(`${site.url}#/metric/8`);
  await page.waitForSelector(".command code");
  expect(await page.locator("main img, main script").count()).toBe(0);
  expect(wrong).toEqual([]);
  await page.close();
});

it("is walked with the keyboard alone: to the content, into a challenge, and back", async () => {
  const { page } = await open(site.url);
  await page.waitForSelector(".lines .note");
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement?.textContent")).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement?.id")).toBe("main");
  const reached: string[] = [];
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press("Tab");
    const name = String(await page.evaluate("document.activeElement?.textContent ?? ''"));
    reached.push(name);
    if (name === "bridge.pendingWithdrawals") break;
  }
  expect(reached.at(-1)).toBe("bridge.pendingWithdrawals");
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).not.toBe("none");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".sentence");
  expect(await textOf(page, ".sentence b")).toBe("bridge.pendingWithdrawals");
  await page.goBack();
  await page.waitForSelector(".urgent");
  await page.goto(`${site.url}#/timeline`);
  await page.waitForSelector(".timeline .note");
  await page.focus(".scroll");
  await page.keyboard.press("End");
  await page.waitForSelector('article[aria-label="Entry 0"] .note');
  await page.close();
});

it("shows the state as of an entry, as a page that was made then", async () => {
  const { page } = await open(`${site.url}?at=341`);
  await page.waitForSelector(".lines .note");
  expect(await textOf(page, ".verdict h1")).toBe("No trust lock was on");
  expect(await page.locator(".urgent tbody tr").count()).toBe(2);
  await page.goto(`${site.url}?at=344`);
  await page.waitForSelector(".verdict.locked");
  expect(await page.locator(".urgent tbody tr").count()).toBe(3);
  expect(await textOf(page, "main")).toContain(
    "Outbox, sources, daily check, approvals and SelfPlay are not in the log",
  );
  await page.goto(`${site.url}?at=999999`);
  await page.waitForSelector(".notice.bad");
  await page.click("text=back to now");
  await page.waitForSelector(".urgent tbody tr:nth-child(4)");
  expect(new URL(page.url()).search).toBe("");
  await page.close();
});

it("says that it is stale past twice what was promised, and shows nothing in green", async () => {
  const { page } = await open(site.url, { at: present + 2 * 3_600_000 + 1000 });
  await page.waitForSelector(".lines .note");
  expect(await textOf(page, ".fresh")).toContain("STALE");
  expect(await textOf(page, "[role=alert]")).toContain("Stale");
  const green = await page.evaluate(`(() => {
    const probe = document.createElement("i");
    probe.style.color = "var(--good)";
    document.body.append(probe);
    const good = getComputedStyle(probe).color;
    probe.remove();
    return [...document.querySelectorAll("main *, header *")].filter((element) => {
      const { color, backgroundColor, borderLeftColor } = getComputedStyle(element);
      return [color, backgroundColor, borderLeftColor].includes(good);
    }).length;
  })()`);
  expect(green).toBe(0);
  await page.close();
});

it("says from disk why it shows nothing, and how to serve it", async () => {
  const { page } = await open(pathToFileURL(join(site.folder, "index.html")).href);
  await page.waitForSelector("[role=alert]");
  expect(await textOf(page, "[role=alert]")).toContain("opened from disk");
  expect(await textOf(page, ".command code")).toContain("http.server");
  await page.close();
});
