import { gzipSync } from "node:zlib";
import { page } from "@mvcrs/portal/page";
import { expect, it } from "vitest";
import { noticed } from "../../../tools/release/notices.ts";
import { buildPage } from "../scripts/build-page.ts";

const zipped = (text: string): number => gzipSync(text, { level: 9 }).length;

it("is carried by the library as its sources give it, in so many bytes at most", async () => {
  const built = await buildPage();
  expect(Object.keys(page)).toEqual(Object.keys(built));
  expect(page).toEqual(built);
  const sizes = Object.entries(built).map(
    ([path, text]) => [path.replace(/-[0-9a-f]{12}/, ""), zipped(text)] as const,
  );
  const size = Object.fromEntries(sizes);
  expect(Object.keys(size)).toEqual([
    "assets/page.js",
    "assets/verify.js",
    "assets/style.css",
    "assets/licenses.txt",
    "index.html",
  ]);
  const licenses = Object.entries(page).find(([path]) => path.startsWith("assets/licenses-"))?.[1] ?? "";
  expect(noticed(licenses).map(({ name }) => name.replace(/@[^@]+$/, ""))).toEqual(
    expect.arrayContaining(["@noble/hashes", "preact", "uplot", "zod"]),
  );
  expect(size["assets/page.js"]).toBeLessThanOrEqual(90 * 1024);
  expect(size["assets/verify.js"]).toBeLessThanOrEqual(40 * 1024);
});

it("runs under a policy that allows no inline script, no style of an element, and nothing from elsewhere", () => {
  const html = page["index.html"] ?? "";
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/unsafe|<script>|<style|https?:/);
  expect(html.match(/<script[^>]*>/g)).toHaveLength(1);
});
