import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { launchBrowser } from "@mvcrs/test-kit/browser";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { demoFolder, type Overrides, serveDemo } from "./site.ts";

// One browser and one site for a file, and a page for each test. Whoever imports this has them.

export const artifacts = fileURLToPath(new URL("../../artifacts/", import.meta.url));
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
export const shippedText = readFileSync(join(demoFolder, "config/universal.value.manifest.json"), "utf8");
export const shipped = JSON.parse(shippedText);
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

// biome-ignore lint/suspicious/noExplicitAny: the tests reach into a manifest to break it
export type Json = any;

let browser: Browser;
let server: Server;
export let url: string;
export let overrides: Overrides = {};
export let page: Page;
export let troubles: string[] = [];

beforeAll(async () => {
  mkdirSync(artifacts, { recursive: true });
  browser = await launchBrowser();
  ({ server, url } = await serveDemo(() => overrides));
  // The first run unpacks a browser of 200 MB.
});
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
export const verdict = (said: object): string =>
  JSON.stringify({ at: "2026-11-22T08:30:00.000Z", manifestSha256: sha256(shippedText), ...said });

export const open = async (): Promise<void> => {
  await page.goto(url);
  await page.waitForSelector("#manifest-status:not(:text-is('loading'))");
};
export const drawn = (): Promise<unknown> => page.waitForSelector('#mermaid-diagram[aria-busy="false"]');
export const count = (id: string): Promise<number> => page.locator(`[data-test-id="${id}"]`).count();
export const stat = (key: string): Promise<string | null> =>
  page.textContent(`[data-test-id="stat-card"][data-stat-key="${key}"]`);
export const changed = (change: (manifest: Json) => void): string => {
  const copy = structuredClone(shipped);
  change(copy);
  return JSON.stringify(copy);
};
export const upload = async (text: string): Promise<void> => {
  const path = join(tempRoot(), "other.json");
  writeFileSync(path, text);
  await page.setInputFiles('[data-test-id="manifest-upload-input"]', path);
  await page.waitForSelector("[data-manifest-feedback]:not(:empty)");
};
export const violations = async (): Promise<unknown> => {
  await page.evaluate(axe);
  return await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" ")))`,
  );
};

/** What the page gets in place of the demo's own files. */
export const serveInstead = (files: Overrides): void => {
  overrides = files;
};
export const forgetTroubles = (): void => {
  troubles = [];
};
