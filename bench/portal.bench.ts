// What a visitor of the operators' page waits for on a log of 1,000,000 entries in a static folder (`BENCH_PORTAL_ENTRIES` names
// another size, `BENCH_PORTAL_SITE` a folder that `mvcrs portal build` made before). Fails where a bound does not hold.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { openLog, signLogCheckpoint } from "../packages/chain/src/index.ts";
import { formatVerifierKey, verifierOf } from "../packages/chain/src/note.ts";
import { fixedSigner } from "../packages/chain/src/testing.ts";
import { artifactPaths } from "../packages/escalation/src/index.ts";
import { nodeTextFiles } from "../packages/files/src/index.ts";
import { noFacts, publishPortal } from "../packages/portal/src/index.ts";
import { openUnwatchedPage } from "../packages/test-kit/src/unwatched-page.ts";
import { makeRoot } from "./growth/history.ts";

const entries = Number(process.env["BENCH_PORTAL_ENTRIES"] ?? "1000000");
const made = process.env["BENCH_PORTAL_SITE"];
const folder = mkdtempSync(join(tmpdir(), "mvcrs-bench-portal-"));
const site = made ?? join(folder, "www");
const origin = "mvcrs.local/log";

async function build(): Promise<number> {
  const root = join(folder, "root");
  await makeRoot(root, entries);
  const paths = artifactPaths(root);
  const signer = fixedSigner(origin);
  await using log = await openLog<unknown>({ path: paths.log, metaPath: paths.meta });
  await signLogCheckpoint({ log, statePath: paths.checkpoint, origin, signer });
  const began = performance.now();
  await publishPortal({
    ...{ paths, files: nodeTextFiles, folder: site, clock: Date.now, promisedMs: 86_400_000 },
    facts: async () => ({ ...noFacts, key: formatVerifierKey(verifierOf(signer)) }),
  });
  return performance.now() - began;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};
const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname)).slice(1);
  const file = join(site, path === "" ? "index.html" : path);
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
  readFile(file).then(
    (bytes) => response.end(bytes),
    () => response.destroy(),
  );
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const at95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

/** The time of each of `count` frames, while something is done in every one of them. */
const framesWhile = (action: string, count: number): string => `new Promise((resolve) => {
  const frames = [];
  let last = performance.now();
  const next = (now) => {
    frames.push(now - last);
    last = now;
    ${action};
    if (frames.length < ${count}) requestAnimationFrame(next); else resolve(frames.slice(10));
  };
  requestAnimationFrame(next);
})`;

const numbersOf = (value: unknown): number[] => (Array.isArray(value) ? value : [value]).map(Number);

async function measure(url: string) {
  const paints: number[] = [];
  const shown: number[] = [];
  for (let round = 0; round < 5; round++) {
    await using page = await openUnwatchedPage(1440, 1000);
    await page.open(
      url,
      'document.querySelector(".verdict") && performance.getEntriesByName("first-contentful-paint")[0]',
    );
    shown.push(...numbersOf(await page.evaluate("performance.now()")));
    paints.push(
      ...numbersOf(
        await page.evaluate('performance.getEntriesByName("first-contentful-paint")[0].startTime'),
      ),
    );
  }
  await using page = await openUnwatchedPage(1440, 1000);
  await page.open(`${url}#/timeline`, 'document.querySelector(".timeline .note")');
  const frames = numbersOf(
    await page.evaluate(framesWhile('document.querySelector(".scroll").scrollTop += 240', 300)),
  );
  const idle = numbersOf(await page.evaluate(framesWhile("", 120)));
  await page.open(`${url}#/verify`, 'document.querySelector("button.main")');
  // As long as a visitor needs to find the button. The view has its verifier start meanwhile.
  await page.evaluate("new Promise((resolve) => setTimeout(resolve, 1000))");
  await page.evaluate('document.querySelector("button.main").click()');
  await page.open(
    `${url}#/verify`,
    'document.querySelector(".steps .step:last-child.ok, .steps .notice.bad")',
  );
  const steps = String(
    await page.evaluate(
      '[...document.querySelectorAll(".steps .step")].map((step) => step.textContent).join("\\n")',
    ),
  ).split("\n");
  return {
    paint: median(paints),
    shown: median(shown),
    scrolling: at95(frames),
    idle: at95(idle),
    memoryMb: (await page.memory()) / 1e6,
    steps,
  };
}

try {
  if (made === undefined) say(`${entries} entries: built in ${Math.round(await build())} ms`);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const found = await measure(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  for (const step of found.steps) say(`  ${step}`);
  const allSeconds = Number(/hashed in (\d+) s/.exec(found.steps.join())?.[1] ?? Number.NaN);
  const tailMs = Number(/after (\d+) ms/.exec(found.steps.join())?.[1] ?? Number.NaN);
  const verdicts: readonly (readonly [what: string, found: number, bound: number, unit: string])[] = [
    ["first paint", found.paint, 1000, "ms"],
    ["state shown", found.shown, 1000, "ms"],
    ["scrolling, 95 % of frames within", found.scrolling, Math.max(16, 1.25 * found.idle), "ms"],
    ["memory of the page and its workers", found.memoryMb, 200, "MB"],
    ["newest 256 entries proven", tailMs, 50, "ms"],
    ["all entries verified", allSeconds, 25e-6 * Math.max(entries, 40_000), "s"],
  ];
  for (const [what, value, bound, unit] of verdicts)
    say(
      `${what}: ${value.toFixed(1)} ${unit} (at most ${bound.toFixed(1)})${value <= bound ? "" : "  FAILS"}`,
    );
  say(`a frame with nothing to do, 95 %: ${found.idle.toFixed(1)} ms`);
  if (verdicts.some(([, value, bound]) => !(value <= bound))) process.exitCode = 1;
} finally {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
}
