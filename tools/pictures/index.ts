// The pictures of the README: `npx -y pnpm@12 docs:pictures` makes them again.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../../packages/test-kit/src/browser.ts";
import { type ExampleRoot, exampleRoot } from "./example-root.ts";
import { terminalSvg } from "./terminal-svg.ts";

const pictures = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

/** What the README's first hour types, and what comes. */
function recorded({ run }: ExampleRoot): string {
  const commands = [
    "run --signals signals.jsonl",
    "challenges list",
    "challenges show c6cf",
    "trust-lock status",
    "chain verify",
  ];
  return terminalSvg(
    commands.map((words) => ({ typed: `mvcrs ${words}`, output: run(...words.split(" ")) })),
    "A terminal: mvcrs judges a file of signals, raises a critical challenge, engages the trust lock and verifies its log",
  );
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".css": "text/css",
};

async function photographed({ folder, run }: ExampleRoot): Promise<void> {
  run("chain", "keygen");
  run("chain", "checkpoint");
  const site = join(folder, "site");
  run("portal", "build", "--out", site);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    try {
      const bytes = readFileSync(join(site, normalize(path === "/" ? "/index.html" : path)));
      response.writeHead(200, {
        "content-type": types[extname(path) || ".html"] ?? "application/octet-stream",
      });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await launchBrowser();
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
      await page.clock.setFixedTime(Date.parse("2026-11-15T08:00:05.000Z"));
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForSelector(".lines .note");
      await page.screenshot({ path: join(pictures, `portal-${colorScheme}.png`) });
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
}

const root = exampleRoot();
try {
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, "terminal.svg"), recorded(root));
  await photographed(root);
} finally {
  rmSync(root.folder, { recursive: true });
}
