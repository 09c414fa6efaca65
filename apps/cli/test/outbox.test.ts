import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it, onTestFinished } from "vitest";
import { bundledMain as main } from "../scripts/is-fresh.ts";
import { mvcrs } from "./support/cli.ts";

const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));
const signals = join(examples, "governance-signals.jsonl");
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const env = { HOOK: secret, MVCRS_ACTOR: "alice" };

async function hook(code: () => number) {
  const bodies: string[] = [];
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      bodies.push(body);
      keys.push(request.headers["idempotency-key"]);
      response.writeHead(code()).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, bodies, keys };
}

function rootWith(url: string): string {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  const channels = { ops: { kind: "webhook", url, secret_env: "HOOK" } };
  const declared = JSON.parse(readFileSync(join(examples, "mvcrs_config.json"), "utf8"));
  const config = JSON.stringify({ ...declared, notifications: { channels } });
  writeFileSync(join(root, "state/mvcrs_config.json"), config);
  return root;
}

it("tells of what a run and a person recorded", async () => {
  const e = await hook(() => 204);
  const root = rootWith(e.url);
  const ran = await mvcrs(root, ["run", "--signals", signals, "--json"], { env });
  expect(ran.exitCode).toBe(0);
  const told = e.bodies.length;
  expect(told).toBeGreaterThan(0);
  const { challenges } = (await mvcrs(root, ["challenges", "list", "--level", "critical", "--json"])).json();
  const [{ id }] = challenges as [{ id: string }];
  await mvcrs(root, ["challenges", "ack", id, "--reason", "on it"], { env });
  expect(e.bodies.slice(told).map((body) => JSON.parse(body).type)).toEqual(["mvcrs.challenge.acknowledged"]);
  expect((await mvcrs(root, ["outbox", "list", "--json"])).json()).toMatchObject({ total: 0 });
});

it("does its work all the same where nobody answers, says so, and delivers later", async () => {
  let code = 503;
  const e = await hook(() => code);
  const root = rootWith(e.url);
  const ran = await mvcrs(root, ["run", "--signals", signals, "--json"], { env });
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toContain("note: channel ops: status 503");
  const listed = await mvcrs(root, ["outbox", "list", "--limit", "1"]);
  expect(listed.stdout).toMatch(/notices?\n\nID/);
  const failed = await mvcrs(root, ["outbox", "deliver", "--budget", "1"], {
    env,
    clock: () => Date.parse("2026-11-22T00:10:00.000Z"),
  });
  expect([failed.exitCode, failed.stderr.includes("status 503")]).toEqual([4, true]);
  const again = await mvcrs(root, ["outbox", "deliver", "--budget", "1", "--json"], {
    env,
    clock: () => Date.parse("2026-11-22T01:00:00.000Z"),
  });
  expect(again.json()).toMatchObject({ ok: false, error: { code: "NOTICES_UNDELIVERED" } });
  code = 204;
  const delivered = await mvcrs(root, ["outbox", "deliver", "--json"], {
    env,
    clock: () => Date.parse("2026-11-22T03:00:00.000Z"),
  });
  expect(delivered.exitCode).toBe(0);
  expect(delivered.json()).toMatchObject({ waiting: 0, dead: 0 });
});

it("tells of a challenge while it follows, and does not wait for the end", async () => {
  const stop = new AbortController();
  // Only a notice ends it, and only one at once: the next try by itself is later than the test's time limit.
  const e = await hook(() => {
    stop.abort();
    return 204;
  });
  const root = rootWith(e.url);
  const ran = await mvcrs(root, ["run", "--follow", "--signals", signals, "--json"], {
    env,
    stopSignal: () => stop.signal,
  });
  expect([ran.exitCode, e.bodies.length > 0]).toEqual([0, true]);
}, 20_000);

it("says what it did before it tells others of it", async () => {
  const order: string[] = [];
  const e = await hook(() => {
    order.push("told");
    return 204;
  });
  await mvcrs(rootWith(e.url), ["trust-lock", "engage", "--reason", "test"], {
    env,
    stdout: () => order.push("said"),
  });
  expect(order).toEqual(["said", "told"]);
});

it("posts again under the same key where it was killed between the POST and writing that down", async () => {
  const dying: { kill?: () => void } = {};
  const e = await hook(() => {
    dying.kill?.();
    return 204;
  });
  const root = rootWith("http://127.0.0.1:1/nobody");
  await mvcrs(root, ["trust-lock", "engage", "--reason", "test"], { env });
  const config = join(root, "state/mvcrs_config.json");
  writeFileSync(config, readFileSync(config, "utf8").replace("http://127.0.0.1:1/nobody", e.url));
  const deliver = () =>
    new Promise((resolve) => {
      const now = "2026-11-23T00:00:00Z";
      const child = spawn(process.execPath, [main, "outbox", "deliver", "--now", now], {
        cwd: root,
        env: { ...process.env, ...env },
      });
      dying.kill = () => child.kill("SIGKILL");
      child.on("exit", (code, signal) => resolve(signal ?? code));
    });
  expect(await deliver()).toBe("SIGKILL");
  delete dying.kill;
  expect((await mvcrs(root, ["outbox", "list", "--json"])).json()).toMatchObject({ total: 1 });
  // The lock of the killed process is taken over, by several at once as by one.
  const clock = () => Date.parse("2026-11-24T00:00:00Z");
  const again = await Promise.all([1, 2, 3].map(() => mvcrs(root, ["outbox", "deliver"], { env, clock })));
  expect(again.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(e.bodies).toHaveLength(2);
  expect(new Set(e.keys).size).toBe(1);
});

it("lists, retries and drops what was given up", async () => {
  let code = 422;
  const e = await hook(() => code);
  const root = rootWith(e.url);
  // A critical notice would wait on: there is no other channel to be told of it.
  await mvcrs(root, ["metrics", "mute", "k", "--owner", "bob", "--until", "1d", "--reason", "x"], { env });
  const dead = (await mvcrs(root, ["outbox", "list", "--dead", "--json"])).json();
  expect(dead).toMatchObject({ total: 1, deliveries: [{ last_error: "status 422" }] });
  const [{ id }] = dead["deliveries"] as [{ id: string }];
  expect((await mvcrs(root, ["outbox", "retry", id.slice(0, 8)], { env })).exitCode).toBe(0);
  await mvcrs(root, ["outbox", "deliver"], { env });
  expect((await mvcrs(root, ["outbox", "retry", "--all", "--json"])).json()).toMatchObject({
    deliveries: [{ id }],
  });
  code = 200;
  expect((await mvcrs(root, ["outbox", "deliver", "--json"], { env })).json()).toMatchObject({
    delivered: 1,
  });
  code = 422;
  await mvcrs(root, ["escalate", "tick"], { env });
  await mvcrs(root, ["metrics", "mute", "m", "--owner", "bob", "--until", "1d", "--reason", "x"], { env });
  const [{ id: other }] = (await mvcrs(root, ["outbox", "list", "--json"])).json()["deliveries"] as [
    { id: string },
  ];
  const dropped = await mvcrs(root, ["outbox", "drop", other, "--reason", "known"], { env });
  expect([dropped.exitCode, dropped.stderr]).toEqual([0, ""]);
  expect((await mvcrs(root, ["outbox", "list", "--json"])).json()).toMatchObject({ total: 0 });
});

it.each([
  [["outbox", "retry"]],
  [["outbox", "retry", "abc", "--all"]],
  [["outbox", "retry", "abc"]],
  [["outbox", "drop", "abc", "--reason", "x"]],
  [["outbox", "deliver", "--budget", "0"]],
])("refuses %j", async (argv) => {
  expect((await mvcrs(tempRoot(), argv, { env })).exitCode).toBe(2);
});

it("never prints a secret", async () => {
  const e = await hook(() => 401);
  const root = rootWith(e.url);
  const said: string[] = [];
  for (const argv of [
    ["run", "--signals", signals],
    ["outbox", "list", "--json"],
    ["outbox", "deliver", "--json"],
    ["outbox", "deliver"],
  ]) {
    const ran = await mvcrs(root, argv, { env: { ...env, DEBUG: "1" } });
    said.push(ran.stdout, ran.stderr);
  }
  expect(said.join()).not.toContain(secret.slice(6));
});
