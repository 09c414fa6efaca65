import { expect, it } from "vitest";
import { browserForAll, textOf } from "./support/browser.ts";
import { serveFolder, serveLive } from "./support/host.ts";
import { oneMore, present } from "./support/story.ts";

const { open, world } = browserForAll();

it("shows what is appended at once, and what came while the connection was lost once it is back", async () => {
  const made = await world();
  const live = await serveLive(made);
  const { page } = await open(live.url);
  await page.waitForSelector("text=live");
  await page.waitForSelector(".lines .note");
  const before = live.portal.overview().log.count;
  await live.grow([oneMore(1)]);
  await page.waitForSelector(`.lines li:first-child >> text=live entry 1`);
  expect(await page.locator(".urgent tbody tr").count()).toBe(4);
  expect(await textOf(page, ".numbers .material dd")).toBe("3");
  expect(await textOf(page, "[role=status]")).toContain("1 new entry");

  await live.close();
  await page.waitForSelector("text=connection lost");
  const back = await serveLive(made, {}, live.port);
  await back.grow([oneMore(2), oneMore(3)]);
  await page.waitForSelector(`.lines li:first-child >> text=live entry 3`);
  // It said how far it was.
  expect(back.asked[0]).toBe(String(before + 1));
  await page.waitForSelector(".fresh.good");
  await back.close();
  await page.close();
});

it("reads everything again where more was missed than a message carries", async () => {
  const made = await world();
  const live = await serveLive(made);
  const { page } = await open(`${live.url}#/timeline`);
  await page.waitForSelector(".timeline .note");
  await live.close();
  await made.append(Array.from({ length: 300 }, (_, k) => oneMore(k)));
  const back = await serveLive(made, {}, live.port);
  await page.waitForSelector(`.timeline article:first-child >> text=live entry 299`);
  await back.close();
  await page.close();
});

it("follows a static folder by reading its overview again", async () => {
  const made = await world();
  const site = await serveFolder(made, { promisedMs: 4000 });
  const { page } = await open(site.url);
  await page.waitForSelector(".lines .note");
  await made.append([oneMore(7)]);
  await site.build();
  // The page's clock moves only when it is told to.
  await page.clock.setFixedTime(present + 9000);
  await page.waitForSelector(`.lines li:first-child >> text=live entry 7`);
  await site.close();
  await page.close();
});

it("shows forms only where the server takes actions, and sends them with the person's token", async () => {
  const made = await world();
  const without = await serveLive(made);
  const id = without.portal.overview().urgent.find(({ level }) => level === "critical")?.id ?? "";
  const { page } = await open(`${without.url}#/challenge/${id}`);
  await page.waitForSelector(".life .proof");
  expect(await page.locator("form.act").count()).toBe(0);
  await without.close();
  await page.close();

  const actions = {
    url: "actions",
    actor: null,
    login: null,
    logout: null,
    csrf: "c5",
    kinds: ["acknowledge", "resolve"] as ("acknowledge" | "resolve")[],
  };
  const live = await serveLive(made, { actions });
  const acting = await open(`${live.url}#/challenge/${id}`);
  const form = acting.page.locator("form.act", { hasText: "Take it on" });
  await form.locator("textarea").fill("on it");
  await form.locator("input[type=password]").fill("t0ken");
  await form.locator("button").click();
  await acting.page.waitForSelector("text=recorded as entry 77");
  expect(live.posted.map(({ body }) => body)).toEqual([
    { kind: "acknowledge", challenge: id, reason: "on it" },
  ]);
  expect(live.posted[0]?.headers).toMatchObject({ authorization: "Bearer t0ken", "x-mvcrs-csrf": "c5" });
  expect(await acting.page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")).not.toContain(
    "t0ken",
  );
  await live.close();
  await acting.page.close();
});
