import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { afterEach, expect, it } from "vitest";
import { nodeFinding } from "../src/commands/doctor/machine.ts";
import { mvcrs } from "./support/cli.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const now = Date.parse("2026-11-22T00:00:00.000Z");

async function readyRoot(): Promise<string> {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  await mvcrs(root, ["run", "--signals", example]);
  return root;
}

/** The status of each thing that was looked at, and the exit code. */
async function looked(root: string, argv: readonly string[] = [], io: Parameters<typeof mvcrs>[2] = {}) {
  const ran = await mvcrs(root, ["doctor", "--json", ...argv], io);
  const { findings } = ran.json() as { findings: { name: string; status: string; hint: string | null }[] };
  for (const { status, hint } of findings) expect(hint === null).toBe(status === "ok");
  return {
    exitCode: ran.exitCode,
    ...Object.fromEntries(findings.map(({ name, status }) => [name, status])),
  };
}

function setChannel(root: string): void {
  const path = join(root, "state/mvcrs_config.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  const channels = { hook: { kind: "webhook", url: "https://example.org/", secret_env: "HOOK" } };
  writeFileSync(path, JSON.stringify({ ...config, notifications: { channels } }));
}

const servers: (() => void)[] = [];
afterEach(() => {
  for (const close of servers.splice(0)) close();
});

/** A node whose newest block is of a time. */
async function nodeAt(time: number): Promise<string> {
  const zeros = `0x${"0".repeat(64)}`;
  const block = {
    number: "0x10",
    timestamp: `0x${(time / 1000).toString(16)}`,
    hash: zeros,
    parentHash: zeros,
  };
  const answer = ({ id, method }: { id: number; method: string }) => ({
    ...{ jsonrpc: "2.0", id },
    result: method === "eth_chainId" ? "0x7a69" : { ...block, baseFeePerGas: "0x1", gasLimit: "0x1" },
  });
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    const asked = JSON.parse(body);
    response.end(JSON.stringify(Array.isArray(asked) ? asked.map(answer) : answer(asked)));
  });
  servers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("finds nothing wrong with a root that works, and changes nothing", async () => {
  const root = await readyRoot();
  const before = readdirSync(root, { recursive: true }).toSorted();
  const found = await looked(root);
  expect(found).toMatchObject({
    exitCode: 0,
    node: "ok",
    root: "ok",
    permissions: "ok",
    log: "ok",
    clock: "ok",
  });
  expect(readdirSync(root, { recursive: true }).toSorted()).toEqual(before);
  // From a folder inside, as any command does.
  expect((await looked(join(root, "state"))).exitCode).toBe(0);
});

it.each([
  ["the current folder", [], {}],
  ["--root", ["--root", "typo"], {}],
  ["MVCRS_ROOT", [], { env: { MVCRS_ROOT: "typo" } }],
])("does not call a wrong folder healthy: %s", async (_by, argv, io) => {
  const root = tempRoot();
  expect(await looked(root, argv, io)).toMatchObject({ exitCode: 1, root: "problem" });
  expect(readdirSync(root)).toEqual([]);
});

it("says that the configuration is wrong, and why", async () => {
  const root = await readyRoot();
  writeFileSync(join(root, "state/mvcrs_config.json"), "{");
  expect(await looked(root)).toMatchObject({ exitCode: 1, configuration: "problem" });
});

it("says that the log is gone, or damaged", async () => {
  const root = await readyRoot();
  const path = join(root, "state/challenge_events.jsonl");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.slice(0, text.length >> 1));
  expect(await looked(root)).toMatchObject({ exitCode: 1, root: "problem" });
  writeFileSync(path, "");
  expect(await looked(root)).toMatchObject({ exitCode: 1, root: "problem" });
});

it("says that the clock is behind the log", async () => {
  const root = await readyRoot();
  expect(await looked(root, [], { clock: () => now - 3_600_000 })).toMatchObject({
    exitCode: 1,
    clock: "problem",
  });
});

// Windows has no such modes.
it.skipIf(process.platform === "win32")("says that others may read the key that signs", async () => {
  const root = await readyRoot();
  await mvcrs(root, ["chain", "keygen"]);
  expect(await looked(root)).toMatchObject({ exitCode: 0, "signing key": "ok" });
  chmodSync(join(root, "state/log.key"), 0o644);
  expect(await looked(root)).toMatchObject({ exitCode: 1, "signing key": "problem" });
});

it("says that a channel has no secret, and prints none", async () => {
  const root = await readyRoot();
  setChannel(root);
  expect(await looked(root)).toMatchObject({ exitCode: 1, "channel hook": "problem" });
  const secret = `whsec_${"A".repeat(40)}`;
  const env = { HOOK: secret };
  expect(await looked(root, [], { env })).toMatchObject({ exitCode: 0, "channel hook": "ok" });
  expect((await mvcrs(root, ["doctor"], { env })).stdout).not.toContain(secret);
});

it("asks a node that is named, and no other", async () => {
  const root = await readyRoot();
  expect(await looked(root)).not.toHaveProperty("rpc");
  expect(await looked(root, ["--rpc-url", await nodeAt(now)])).toMatchObject({ exitCode: 0, rpc: "ok" });
  const env = { ETH_RPC_URL: await nodeAt(now - 3_600_000) };
  expect(await looked(root, [], { env })).toMatchObject({ exitCode: 0, rpc: "warning" });
  expect(await looked(root, ["--rpc-url", await nodeAt(now + 3_600_000)])).toMatchObject({
    exitCode: 1,
    rpc: "problem",
  });
  expect(await looked(root, ["--rpc-url", "http://127.0.0.1:1"])).toMatchObject({
    exitCode: 1,
    rpc: "problem",
  });
});

it.each([
  ["20.18.3", "problem"],
  ["20.19.0", "ok"],
  ["21.7.0", "problem"],
  ["22.11.0", "problem"],
  ["22.12.0", "ok"],
  ["23.0.0", "ok"],
  ["26.1.0", "ok"],
])("takes Node %s for %s, as package.json does", (version, status) => {
  expect(nodeFinding(version).status).toBe(status);
});

it.each([
  [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ TERM: "dumb" }, true, false],
  [{}, true, true],
  [{}, false, false],
])("paints with %j and a terminal %s: %s; fits 80 columns", async (env, paintable, painted) => {
  const root = await readyRoot();
  const { stdout } = await mvcrs(root, ["doctor"], { env, paintable });
  expect(stdout.includes("\u001b[")).toBe(painted);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what was painted
  const plain = stdout.replaceAll(/\u001b\[\d+m/g, "").replaceAll(root, "/srv/mvcrs");
  for (const line of plain.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
});
