import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { configSchema } from "@mvcrs/escalation";
import { tempRoot } from "@mvcrs/test-kit";
import { type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { mvcrs } from "./support/cli.ts";
import { service, tokenOf, until } from "./support/service.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const lines = readFileSync(example, "utf8").trimEnd().split("\n");

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases[Symbol.asyncDispose]());

interface Logged {
  readonly type: string;
  readonly id: string;
  readonly level?: string;
  readonly notice?: string;
}
const logOf = (root: string): readonly Logged[] =>
  readFileSync(join(root, "state", "challenge_events.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { event: Logged }).event);
/** What was judged, whatever else stands between. */
const judged = (root: string) =>
  logOf(root)
    .filter(({ type }) => type.startsWith("challenge."))
    .map(({ type, id, level }) => `${type} ${id} ${level}`)
    .sort();

/** A channel that keeps what it is told. */
async function channel() {
  const got: unknown[] = [];
  const server = createServer((request, response) => {
    got.push(request.headers["idempotency-key"]);
    response.writeHead(204).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

async function host(url: string, endpoint: string): Promise<string> {
  const root = tempRoot();
  await mvcrs(root, ["init", "--store", url]);
  const config = join(root, "state", "mvcrs_config.json");
  const channels = { ops: { kind: "webhook", url: endpoint, secret_env: "HOOK_SECRET" } };
  writeFileSync(config, JSON.stringify(configSchema.parse({ notifications: { channels } })));
  return root;
}

it("judges on two hosts what one would have judged, and tells each of it once", {
  timeout: 60_000,
}, async () => {
  const alone = tempRoot();
  await mvcrs(alone, ["init"]);
  await mvcrs(alone, ["run", "--signals", example], { clock: Date.now });

  const url = await databases.create();
  const { got, url: endpoint } = await channel();
  const roots = [await host(url, endpoint), await host(url, endpoint)] as const;
  const token = await tokenOf(roots[0], "signals", "collector");
  copyFileSync(join(roots[0], "state", "tokens.json"), join(roots[1], "state", "tokens.json"));
  const io = { env: { HOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString("base64")}` } };
  const args = ["--without", "checkpoints"];
  const [one, two] = [await service(roots[0], args, io), await service(roots[1], args, io)];

  // Each part of the input to the other host; all of it twice.
  for (const [i, { post }] of [one, two, one, two].entries()) {
    const body = lines.slice((i * lines.length) / 4, ((i + 1) * lines.length) / 4).join("\n");
    expect((await post("/signals", token, body)).status).toBe(202);
  }
  const again = await one.post("/signals", token, lines.join("\n"), { prefer: "wait=60" });
  expect([again.status, await again.json()]).toMatchObject([200, { judged: true }]);
  const repeated = await one.post("/signals", token, lines.join("\n"), { prefer: "wait=60" });
  expect([repeated.status, await repeated.json()]).toMatchObject([200, { judged: true, repeated: true }]);
  expect(judged(roots[0])).toEqual(judged(alone));
  for (const { readiness } of [one, two])
    expect(await readiness()).toMatchObject({
      parts: expect.arrayContaining([expect.objectContaining({ name: "worker", ok: true })]),
    });

  // What a person records on one host, the other knows at once.
  await mvcrs(roots[1], ["trust-lock", "engage", "--reason", "r", "--actor", "a"]);
  const recorded = logOf(roots[1]).length;
  await until(
    async () => logOf(roots[0]).length,
    (count) => count >= recorded,
  );

  // Told once each, by whichever host had its turn.
  await until(
    async () => logOf(roots[0]).filter(({ type }) => type === "notice.ended").length,
    (ended) => ended > 0 && ended === new Set(got).size,
  );
  expect(new Set(got).size).toBe(got.length);

  // The one that is left goes on with all of it.
  expect((await one.stop()).exitCode).toBe(0);
  const later =
    lines.at(-1)?.replace(/"observedAt":"[^"]*"/, '"observedAt":"2026-11-25T00:00:00.000Z"') ?? "";
  const answer = await two.post("/signals", token, later, { prefer: "wait=60" });
  expect(await answer.json()).toMatchObject({ judged: true });
  expect((await two.stop()).exitCode).toBe(0);
  expect((await mvcrs(roots[0], ["chain", "verify"])).exitCode).toBe(0);
});
