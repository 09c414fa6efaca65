import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { githubSlug } from "../../../tools/anchors.ts";

const pages = fileURLToPath(new URL("../pages/", import.meta.url));
const item = (text: string, link: string) => ({ text, link });
const namesIn = (folder: string) =>
  readdirSync(`${pages}${folder}`)
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -3));
/** Pages of their own place in the sidebar. A new page of docs/ comes after those of "Run it", by its heading. */
const placed = [
  "index",
  "first-hour",
  "concepts",
  "verdicts",
  "operations",
  "configuration",
  "service",
].concat(["notifications", "performance", "threat-model", "architecture"]);
const others = namesIn("")
  .filter((name) => !placed.includes(name))
  .map((name) => item(/^# (.*)$/m.exec(readFileSync(`${pages}${name}.md`, "utf8"))?.[1] ?? name, `/${name}`));
const each = (folder: string) => namesIn(folder).map((name) => item(name, `/${folder}/${name}`));

export default defineConfig({
  title: "MV-CRS",
  description: "Multi-verifier challenge-response: judge governance signals, record and answer deviations",
  srcDir: "pages",
  outDir: "dist",
  cacheDir: ".cache",
  // A folder for any static host, and for a disk: no server rewrites its addresses.
  cleanUrls: false,
  lastUpdated: false,
  // What stands between < and > in our texts is a placeholder, never HTML.
  markdown: { html: false, anchor: { slugify: githubSlug } },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      item("First hour", "/first-hour"),
      item("Runbooks", "/runbooks/mvcrs"),
      item("Reference", "/reference/mvcrs"),
    ],
    sidebar: [
      {
        text: "Begin",
        items: [
          item("What it is", "/"),
          item("First hour", "/first-hour"),
          item("Concepts", "/concepts"),
          item("The rule of the verdicts", "/verdicts"),
        ],
      },
      {
        text: "Run it",
        items: [
          item("Operations", "/operations"),
          item("Configuration", "/configuration"),
          item("The service", "/service"),
          item("Notifications", "/notifications"),
          item("Performance", "/performance"),
          item("Threat model", "/threat-model"),
          ...others,
        ],
      },
      {
        text: "Runbooks",
        items: [
          item("MV-CRS", "/runbooks/mvcrs"),
          item("Emergency operations", "/runbooks/emergency-operations"),
          item("Phase 8", "/runbooks/phase8"),
        ],
      },
      {
        text: "Reference",
        items: [
          item("mvcrs", "/reference/mvcrs"),
          item("phase8-gate", "/reference/phase8-gate"),
          item("Schemas", "/reference/schemas"),
          item("Architecture", "/architecture"),
        ],
      },
      { text: "Formats", collapsed: true, items: each("formats") },
      { text: "Packages", collapsed: true, items: each("packages") },
      { text: "Library reference (TSDoc)", collapsed: true, items: each("api") },
      { text: "Project", collapsed: true, items: each("project") },
    ],
  },
});
