import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const at = (minutes: number) => new Date(Date.parse("2026-11-20T00:00:00Z") + minutes * 60_000).toISOString();
const signal = (minutes: number, value: number, metric = "m") =>
  `${JSON.stringify({ metric, source: "s", observedAt: at(minutes), value })}\n`;

function rootWith(config: object, signals: string): string {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  writeFileSync(join(root, "state/mvcrs_config.json"), JSON.stringify(config));
  writeFileSync(join(root, "in.jsonl"), signals);
  return root;
}

it("warns of a mute for a name of which nothing was ever judged, and of no other", async () => {
  const root = rootWith({}, signal(0, 5));
  await mvcrs(root, ["run", "--signals", "in.jsonl"]);
  const mute = (metric: string) =>
    mvcrs(root, [
      "metrics",
      "mute",
      metric,
      "--owner",
      "bob",
      "--until",
      "1h",
      "--reason",
      "r",
      "--actor",
      "bob",
      "--json",
    ]);
  const known = await mute("m");
  expect(known.json()).toMatchObject({ ok: true, known: true });
  expect(known.stderr).toBe("");
  const slip = await mute("n");
  expect(slip.json()).toMatchObject({ ok: true, known: false });
  expect(slip.stderr).toContain("no signal of n was ever judged here");
});

it("names a proxy that is set and not used, where nobody answers", async () => {
  // Port 1 takes no connection.
  const channels = { ops: { kind: "webhook", url: "http://127.0.0.1:1/x", secret_env: "HOOK" } };
  const config = { metrics: { m: { bounds: { max: 10 } } }, notifications: { channels } };
  const HOOK = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const told = async (env: Record<string, string>) =>
    (
      await mvcrs(
        rootWith(config, signal(0, 99)),
        ["trust-lock", "engage", "--reason", "r", "--actor", "a"],
        { env },
      )
    ).stderr;
  expect(await told({ HOOK, HTTPS_PROXY: "http://proxy:3128" })).toContain("HTTPS_PROXY is set, and Node 24");
  expect(await told({ HOOK, HTTPS_PROXY: "http://proxy:3128", NODE_USE_ENV_PROXY: "1" })).not.toContain(
    "is set, and",
  );
  expect(await told({ HOOK })).not.toContain("PROXY");
});

it("prints challenges, their ends and problems as they come, above the progress line, to a person who follows", async () => {
  const root = rootWith(
    { metrics: { m: { soft_bounds: { min: 0, max: 98 } } }, soft_clear_after: 2 },
    signal(0, 5),
  );
  const stop = new AbortController();
  let said = "";
  let time = Date.parse("2026-11-22T00:00:00.000Z");
  const lines = [signal(1, 99), "{\n", signal(2, 5), signal(3, 5), signal(4, 5)];
  const ran = await mvcrs(root, ["run", "--follow", "--signals", "in.jsonl"], {
    interactive: true,
    stopSignal: () => stop.signal,
    // Each look at the clock is a moment later, so that the progress line is drawn.
    clock: () => (time += 200),
    stderr: (text) => {
      said += text;
      // A person's terminal: each thing shown brings the next to be written.
      const next = lines.shift();
      if (next !== undefined) appendFileSync(join(root, "in.jsonl"), next);
      else stop.abort();
    },
  });
  expect(ran.exitCode).toBe(0);
  const shown = said
    .replaceAll("\r\u001b[2K", "\n")
    .split("\n")
    .filter((line) => line !== "");
  const first = (pattern: RegExp) => shown.findIndex((line) => pattern.test(line));
  expect(first(/ [A-Z]+ [0-9a-f]{8} standing-violation: m of s is 99/)).toBeGreaterThan(-1);
  expect(first(/^in\.jsonl:3: is not JSON/)).toBeGreaterThan(-1);
  expect(first(/ SOFT [0-9a-f]{8} unusable-reports: reports\.jsonl:in/)).toBeGreaterThan(-1);
  expect(first(/ cleared [0-9a-f]{8}: /)).toBeGreaterThan(first(/ SOFT [0-9a-f]{8} unusable-reports/));
  // Each stands on a line of its own: the progress line was removed before it.
  for (const line of shown) expect(line.match(/signals?, /g)?.length ?? 0).toBeLessThanOrEqual(1);
});
