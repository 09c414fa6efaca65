// From a signal to the screen: `mvcrs serve` with 499 clients that follow its events and one page in a real browser
// (`BENCH_LIVE_CLIENTS` names another number). A signal raises a challenge, an entry is appended, the page shows its line.
// Fails where append to pixel does not hold.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../apps/cli/scripts/bundle.ts";
import { bundledMain } from "../apps/cli/scripts/is-fresh.ts";
import { launchBrowser } from "../packages/test-kit/src/browser.ts";

const clients = Number(process.env["BENCH_LIVE_CLIENTS"] ?? "499");
const rounds = 60;
/** Milliseconds from the entry in the log to the frame that shows it, for 95 of 100. */
const wanted = 250;

const root = mkdtempSync(join(tmpdir(), "mvcrs-bench-live-"));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const mvcrs = (...args: readonly string[]): string =>
  spawnSync(process.execPath, [bundledMain, ...args, "--root", root], { encoding: "utf8" }).stdout;
/** Milliseconds of the machine's clock, with their fractions: a browser on the same machine has the same. */
const now = (): number => performance.timeOrigin + performance.now();
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Notes when each line of the list is there, and when the frame with it was drawn. */
const watching = `
  window.seen = new Map();
  const clock = () => performance.timeOrigin + performance.now();
  new MutationObserver(() => {
    const inDom = clock();
    for (const [, name] of (document.querySelector(".lines")?.textContent ?? "").matchAll(/bench\\.(m\\d+)/g))
      if (!window.seen.has(name)) {
        window.seen.set(name, [inDom, null]);
        requestAnimationFrame(() => setTimeout(() => window.seen.set(name, [inDom, clock()])));
      }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });`;

/** Follows the events; calls back with when a line of a metric came. */
function follow(url: string, came: (name: string, at: number) => void): Promise<IncomingMessage> {
  return new Promise((open, fail) => {
    get(new URL("events", url), { agent: false }, (answer) => {
      if (answer.statusCode !== 200) fail(new Error(`events: ${answer.statusCode}`));
      answer.setEncoding("utf8").on("data", (text: string) => {
        const at = now();
        for (const [, name = ""] of text.matchAll(/bench\.(m\d+)/g)) came(name, at);
      });
      open(answer);
    }).on("error", fail);
  });
}

const at = (part: number, values: readonly number[]): string =>
  `${(values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? 0).toFixed(0)}`;
const line = (what: string, values: readonly number[]): void =>
  say(`${what.padEnd(44)} p50 ${at(0.5, values)} ms, p95 ${at(0.95, values)} ms, most ${at(1, values)} ms`);

await bundle();
mvcrs("init");
const declared = { metrics: { "bench.*": { bounds: { max: 0 } } } };
writeFileSync(join(root, "state/mvcrs_config.json"), JSON.stringify(declared));
const token: string = JSON.parse(
  mvcrs("tokens", "create", "--actor", "bench", "--may", "signals", "--json"),
).token;
const service = spawn(
  process.execPath,
  [bundledMain, "serve", "--port", "0", "--without", "checkpoints", "--root", root],
  { stdio: "ignore" },
);
const browser = await launchBrowser();
try {
  const place = join(root, "state/service.json");
  while (!existsSync(place)) await pause(20);
  const url: string = JSON.parse(readFileSync(place, "utf8")).url;
  const post = async (name: string, prefer: Record<string, string>): Promise<number> => {
    const observedAt = new Date().toISOString();
    const signal = { metric: `bench.${name}`, source: "bench", value: 1, observedAt };
    const answer = await fetch(new URL("signals", url), {
      method: "POST",
      body: `${JSON.stringify(signal)}\n`,
      headers: { authorization: `Bearer ${token}`, ...prefer },
    });
    if (answer.status > 202) throw new Error(`${answer.status}: ${await answer.text()}`);
    await answer.text();
    return now();
  };
  await post("m0", { prefer: "wait=10" });
  const firstAt = new Map<string, number>();
  const lastAt = new Map<string, number>();
  const followed = new Map<string, number>();
  const streams: IncomingMessage[] = [];
  const came = (name: string, when: number) => {
    if (!firstAt.has(name)) firstAt.set(name, when);
    lastAt.set(name, when);
    followed.set(name, (followed.get(name) ?? 0) + 1);
  };
  for (let opened = 0; opened < clients; opened += 50)
    streams.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, clients - opened) }, () => follow(url, came)))),
    );
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  await page.goto(url);
  await page.waitForSelector(".lines .note");
  await page.waitForSelector("text=live");
  await page.evaluate(watching);
  const acknowledged = new Map<string, number>();
  const appended = new Map<string, number>();
  for (let round = 1; round <= rounds; round++) {
    const name = `m${round}`;
    acknowledged.set(name, await post(name, {}));
    while (!(await page.evaluate(`window.seen.get("${name}")?.[1] != null`))) await pause(20);
    appended.set(name, statSync(join(root, "state/challenge_events.jsonl")).mtimeMs);
    // Not in step with anything that happens every so often.
    await pause(150 + ((round * 37) % 100));
  }
  const seen = new Map<string, readonly [inDom: number, drawn: number]>(
    JSON.parse(String(await page.evaluate("JSON.stringify([...window.seen])"))),
  );
  const from = (begun: ReadonlyMap<string, number>, ended: (name: string) => number | undefined) =>
    [...begun].map(([name, begin]) => (ended(name) ?? Number.POSITIVE_INFINITY) - begin);
  const pixel = (name: string) => seen.get(name)?.[1];
  const missed = [...acknowledged].filter(([name]) => followed.get(name) !== clients).length;
  say(`${clients} clients that follow events, and a page; ${rounds} signals, one after the other`);
  line(
    "acknowledged to appended",
    from(acknowledged, (name) => appended.get(name)),
  );
  line("acknowledged to pixel", from(acknowledged, pixel));
  const took = from(appended, pixel);
  line("appended to pixel", took);
  line(
    "  of it until the first client has it",
    from(appended, (name) => firstAt.get(name)),
  );
  line(
    "  of it until the last client has it",
    from(appended, (name) => lastAt.get(name)),
  );
  line(
    "  of it until it is in the page",
    from(appended, (name) => seen.get(name)?.[0]),
  );
  say(missed === 0 ? "every client got every line" : `${missed} lines did NOT reach every client`);
  for (const stream of streams) stream.destroy();
  if (missed > 0 || Number(at(0.95, took)) > wanted) process.exitCode = 1;
} finally {
  await browser.close();
  service.kill("SIGTERM");
  await new Promise((ended) => service.once("exit", ended));
  rmSync(root, { recursive: true, force: true });
}
process.exit();
