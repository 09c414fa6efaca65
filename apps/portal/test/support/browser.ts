import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "@mvcrs/test-kit/browser";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { makeWorld, type World } from "./host.ts";
import { present, story } from "./story.ts";

/** Where a run leaves its screenshots. */
export const artifacts = fileURLToPath(new URL("../../artifacts/", import.meta.url));

/** One browser for a file of tests. */
export function browserForAll() {
  let browser: Browser | undefined;
  const folders: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    mkdirSync(artifacts, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    /** A page at the moment of the story, and everything that went wrong in it. */
    async open(url: string, options: BrowserContextOptions & { readonly at?: number } = {}) {
      if (browser === undefined) throw new TypeError("no browser");
      const { at = present + 5000, ...context } = options;
      const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, ...context });
      const wrong: string[] = [];
      const elsewhere: string[] = [];
      page.on("pageerror", ({ message }) => wrong.push(message));
      page.on("console", (said) => {
        if (said.type() === "error" || /Content Security Policy/.test(said.text())) wrong.push(said.text());
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith("file:"))
          elsewhere.push(request.url());
      });
      await page.clock.setFixedTime(at);
      await page.goto(url);
      return { page, wrong, elsewhere };
    },
    async world(): Promise<World> {
      const folder = mkdtempSync(join(tmpdir(), "mvcrs-portal-"));
      folders.push(folder);
      return makeWorld(folder, story());
    },
  };
}

export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().textContent()) ?? "";
