import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it, onTestFinished } from "vitest";
import { bundledMain as main } from "../scripts/is-fresh.ts";
import { mvcrs, type Ran } from "./support/cli.ts";

const signals = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));

interface Serving {
  readonly url: string;
  scrape(): Promise<string>;
  stop(): Promise<Ran>;
}

/** `mvcrs serve --metrics` in this process, on a free port. */
async function serve(root: string, ...more: readonly string[]): Promise<Serving> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  let said = "";
  let listening: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => {
    listening = resolve;
  });
  const ran = mvcrs(root, ["serve", "--metrics", "--port", "0", "--json", ...more], {
    stopSignal: () => controller.signal,
    stderr: (text) => {
      said += text;
      const found = /serving (\S+);/.exec(said)?.[1];
      if (found !== undefined) listening(found);
    },
  });
  onTestFinished(() => {
    stop();
  });
  const at = await Promise.race([url, ran.then(({ stdout }) => Promise.reject(new Error(stdout)))]);
  return {
    url: at,
    scrape: async () => (await fetch(at)).text(),
    stop: async () => {
      stop();
      return { ...(await ran), stderr: said };
    },
  };
}

const value = (text: string, sample: string): number | undefined => {
  const line = text.split("\n").find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
};

it("serves what the log says as of each scrape, writes nothing, and stops cleanly", async () => {
  const root = tempRoot();
  const serving = await serve(root, "--verify-every", "0");
  expect(value(await serving.scrape(), "mvcrs_log_entries")).toBe(0);
  expect(existsSync(join(root, "state"))).toBe(false);
  await mvcrs(root, ["run", "--signals", signals]);
  const text = await serving.scrape();
  const log = readFileSync(join(root, "state/challenge_events.jsonl"), "utf8");
  expect(value(text, "mvcrs_log_entries")).toBe(log.trimEnd().split("\n").length);
  expect(value(text, "mvcrs_log_size_bytes")).toBe(Buffer.byteLength(log));
  const summary = JSON.parse(readFileSync(join(root, "state/challenge_summary.json"), "utf8"));
  for (const level of ["soft", "material", "critical"])
    expect(value(text, `mvcrs_challenges_raised_total{level="${level}"}`)).toBe(summary.totals[level]);
  await mvcrs(root, ["trust-lock", "engage", "--reason", "x"], { env: { MVCRS_ACTOR: "a" } });
  expect(value(await serving.scrape(), "mvcrs_trust_lock")).toBe(1);
  const ran = await serving.stop();
  expect([ran.exitCode, ran.json()]).toEqual([0, { ok: true, scrapes: 3 }]);
  await expect(fetch(serving.url)).rejects.toThrow();
});

it("starts anew where another log stands in the place of the one it knew", async () => {
  const root = tempRoot();
  await mvcrs(root, ["run", "--signals", signals]);
  const serving = await serve(root, "--verify-every", "0");
  const raised = (text: string) =>
    ["soft", "material", "critical"]
      .map((level) => value(text, `mvcrs_challenges_raised_total{level="${level}"}`) ?? 0)
      .reduce((sum, count) => sum + count, 0);
  expect(raised(await serving.scrape())).toBeGreaterThan(0);
  rmSync(join(root, "state"), { recursive: true });
  await mvcrs(root, ["trust-lock", "engage", "--reason", "x"], { env: { MVCRS_ACTOR: "a" } });
  const text = await serving.scrape();
  expect(value(text, "mvcrs_log_entries")).toBe(1);
  expect([raised(text), value(text, "mvcrs_trust_lock")]).toEqual([0, 1]);
  await serving.stop();
});

it("answers GET and HEAD of what it has, and nothing else", async () => {
  const serving = await serve(tempRoot(), "--verify-every", "0");
  const ask = async (path: string, method: string) =>
    (await fetch(new URL(path, serving.url), { method })).status;
  expect(await ask("/metrics", "HEAD")).toBe(200);
  expect(await ask("/healthz", "GET")).toBe(200);
  expect(await ask("/", "GET")).toBe(404);
  expect(await ask("/metrics", "POST")).toBe(405);
  await serving.stop();
});

it("says that the log cannot be read, in place of figures, until it can again", async () => {
  const root = tempRoot();
  await mvcrs(root, ["run", "--signals", signals]);
  const path = join(root, "state/challenge_events.jsonl");
  const log = readFileSync(path, "utf8");
  const serving = await serve(root, "--verify-every", "0");
  appendFileSync(path, '{"event":{"type":"nonsense"},"prev":"","seq":0}\n');
  const text = await serving.scrape();
  expect(value(text, "mvcrs_log_readable")).toBe(0);
  expect(value(text, "mvcrs_log_entries")).toBeUndefined();
  writeFileSync(path, log);
  expect(value(await serving.scrape(), "mvcrs_log_readable")).toBe(1);
  expect((await serving.stop()).stderr).toContain("the log cannot be read");
});

it("fails the scrape, not the server, where the configuration has become wrong", async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  const serving = await serve(root, "--verify-every", "0");
  writeFileSync(join(root, "state/mvcrs_config.json"), "{");
  expect((await fetch(serving.url)).status).toBe(500);
  writeFileSync(join(root, "state/mvcrs_config.json"), "{}");
  expect((await fetch(serving.url)).status).toBe(200);
  await serving.stop();
});

it("verifies the log by itself and says when it does not hold", async () => {
  const root = tempRoot();
  await mvcrs(root, ["run", "--signals", signals]);
  const path = join(root, "state/challenge_events.jsonl");
  writeFileSync(path, readFileSync(path, "utf8").replace('"actor":"mvcrs"', '"actor":"mvcr5"'));
  const serving = await serve(root);
  let text = await serving.scrape();
  while (value(text, "mvcrs_log_last_verified_timestamp_seconds") === 0) text = await serving.scrape();
  expect(value(text, "mvcrs_log_verified")).toBe(0);
  const ran = await serving.stop();
  expect(ran.stderr).toContain("the log does not verify");
});

it("refuses a port that is taken, and arguments that make no sense", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const root = tempRoot();
  expect((await mvcrs(root, ["serve", "--metrics", "--port", String(port)])).exitCode).toBe(4);
  expect((await mvcrs(root, ["serve"])).exitCode).toBe(2);
  expect((await mvcrs(root, ["serve", "--metrics", "--port", "70000"])).exitCode).toBe(2);
  expect((await mvcrs(root, ["serve", "--metrics", "--verify-every", "-1"])).exitCode).toBe(2);
});

it.each(["SIGINT", "SIGTERM"] as const)("ends with exit code 0 on %s", async (signal) => {
  const child = spawn(process.execPath, [main, "serve", "--metrics", "--port", "0"], { cwd: tempRoot() });
  const ended = new Promise((resolve) => child.on("exit", (code, by) => resolve([code, by])));
  child.stderr.on("data", (chunk) => {
    if (String(chunk).includes("serving")) child.kill(signal);
  });
  expect(await ended).toEqual([0, null]);
});
