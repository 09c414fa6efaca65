import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { exportTiles, openLog, signLogCheckpoint } from "@mvcrs/chain";
import { formatVerifierKey, verifierOf } from "@mvcrs/chain/note";
import { fixedSigner } from "@mvcrs/chain/testing";
import {
  artifactPaths,
  counterKeys,
  defaultConfig,
  type MvcrsEvent,
  markFolder,
  mvcrsEventSchema,
  record,
} from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import {
  messagesSince,
  noFacts,
  openPortal,
  overviewMessage,
  publishPortal,
  resumeFrom,
} from "@mvcrs/portal";
import type { Facts, Service } from "@mvcrs/portal/format";
import { present } from "./story.ts";

export const signer = fixedSigner();
const verifierKey = formatVerifierKey(verifierOf(signer));

const someFacts: Facts = {
  ...noFacts,
  key: verifierKey,
  outbox: {
    waiting: 2,
    dead: 0,
    oldest_at: new Date(present - 300_000).toISOString(),
    channels: ["ops-webhook", "pager"],
  },
  daily_check: {
    at: new Date(present - 4 * 3_600_000).toISOString(),
    ok: true,
    disagreements: 0,
    note: null,
  },
  sources: [
    {
      name: "evm:31337",
      last_at: new Date(present - 20_000).toISOString(),
      stale_after_s: 120,
      state: "following",
      note: "2 endpoints",
    },
    {
      name: "orchestrator.jsonl",
      last_at: new Date(present - 7_300_000).toISOString(),
      stale_after_s: 3600,
      state: "following",
      note: null,
    },
  ],
  witnesses: [
    { source: "rpc-a.example", series: 7, outvoted: 0, compared: 220, dependent: false },
    { source: "rpc-c.example", series: 7, outvoted: 12, compared: 220, dependent: false },
  ],
  committee: {
    members: [
      "0x4b4E5206A0dcBd6C88BC56844bCcf643965A771F",
      "0x5643c80669715EfE6bD18ceD9CA599d36A19d20E",
      "0x25F7676ee88F0eE287B4FBf139344744072D3c63",
    ],
    ...{ threshold: 2, approvers: ["0x4b4E5206A0dcBd6C88BC56844bCcf643965A771F"], refused: [] },
  },
  selfplay: {
    ...{
      chain_id: "31337",
      arena: "0x8945D6F074bE8e5bcaf839b5dC1F44a9F13a31e3",
      as_of: new Date(present - 60_000).toISOString(),
    },
    parameters: [
      { name: "validatorStake", value: "8550000000000000000" },
      { name: "committeeSize", value: "3" },
    ],
    pauses: [
      { module: "SelfPlayArena", paused: true },
      { module: "StakeManager", paused: true },
    ],
    ...{ rounds: 214, difficulty: 12, failures: 1 },
    frozen: {
      since: new Date(present - 39 * 60_000).toISOString(),
      by: "orchestrator",
      reasons: ["trust-lock"],
    },
    agents: Array.from({ length: 6 }, (_, n) => ({
      ...{
        address: `0x${String(n + 1).repeat(40)}`,
        wins: 90 - 9 * n,
        losses: 10 + n,
        slashes: n === 4 ? 1 : 0,
        slashed: "0",
      },
    })),
    agent_count: 31,
    rewards: null,
  },
};

/** A root with a log, and what is served of it: by a live server, or from a folder. */
export async function makeWorld(root: string, events: readonly MvcrsEvent[]) {
  const paths = artifactPaths(`${root}/root`);
  const clock = () => present;
  const { log, ...config } = defaultConfig();
  await nodeTextFiles.write(paths.config, JSON.stringify({ log: { ...log, origin: signer.name } }));
  await markFolder(
    { paths, files: nodeTextFiles, clock, notice: () => undefined },
    { ...config, log: { ...log, origin: signer.name } },
  );
  const ops = { paths, files: nodeTextFiles, clock, notice: () => undefined };
  await nodeTextFiles.write(join(paths.stateFolder, "log.key.pub"), `${verifierKey}\n`);
  const append = async (more: readonly MvcrsEvent[], signs = false) => {
    await record(ops, () => [...more]);
    if (!signs) return;
    await using log = await openLog<MvcrsEvent>({
      path: paths.log,
      metaPath: paths.meta,
      schema: mvcrsEventSchema,
      counterKeys,
      clock,
    });
    await signLogCheckpoint({ log, statePath: paths.checkpoint, clock, origin: signer.name, signer });
  };
  await append(events, true);
  return { root, paths, append };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** What a host answers with in place of what is there; `null` for nothing. */
type Overrides = Map<string, Uint8Array | null>;

async function listening(
  answer: (path: string, response: ServerResponse, lastId: string | undefined) => Promise<void>,
  port = 0,
) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://x");
    const last = request.headers["last-event-id"];
    const path = decodeURIComponent(pathname).slice(1) || "index.html";
    answer(path, response, typeof last === "string" ? last : (searchParams.get("from") ?? undefined)).catch(
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.address() as AddressInfo;
  return { server, port: taken, url: `http://127.0.0.1:${taken}/` };
}

/** The portal behind a live server that others append to. */
export async function serveLive({ root, paths, append }: World, service: Partial<Service> = {}, port = 0) {
  const streams = new Set<ServerResponse>();
  const asked: string[] = [];
  const posted: { body: unknown; headers: Record<string, unknown> }[] = [];
  const portal = openPortal({
    ...{ paths, files: nodeTextFiles, folder: `${root}/live`, clock: () => present, promisedMs: 30_000 },
    facts: async () => someFacts,
    service: () => ({ events: "events", actions: null, ...service }),
  });
  await portal.update();
  await exportTiles({
    ...{
      path: paths.log,
      dir: `${root}/live/log`,
      checkpoint: portal.checkpoint?.text ?? "",
      clock: () => present,
    },
    verifierKeys: [verifierOf(signer)],
  });
  const host = await listening(async (path, response, lastId) => {
    if (path === "events") {
      asked.push(lastId ?? "");
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(`retry: 50\n\n${await messagesSince(portal, resumeFrom(lastId) ?? 0)}`);
      streams.add(response);
      response.on("close", () => streams.delete(response));
      return;
    }
    if (path === "actions") {
      let text = "";
      for await (const chunk of response.req) text += String(chunk);
      posted.push({ body: JSON.parse(text), headers: response.req.headers });
      response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true,"seq":77}');
      return;
    }
    const file = await portal.file(path);
    if (file === undefined) return void response.writeHead(404).end();
    response
      .writeHead(200, { "content-type": file.contentType, etag: file.etag, "cache-control": "no-cache" })
      .end(file.bytes);
  }, port);
  return {
    ...host,
    asked,
    posted,
    portal,
    /** Appends, and sends it to whoever listens. */
    async grow(events: readonly MvcrsEvent[]) {
      const before = portal.overview().log.count;
      await append(events);
      const { etag } = await portal.update();
      const messages = await messagesSince(portal, before);
      for (const stream of streams) stream.write(messages + overviewMessage(etag));
    },
    close: () => close(host.server),
  };
}

/** The portal as a static folder, with what somebody put in its place. */
export async function serveFolder(
  { root, paths }: World,
  { facts = someFacts, promisedMs = 3_600_000, name = "www" } = {},
) {
  const folder = `${root}/${name}`;
  const build = () =>
    publishPortal({
      ...{ paths, files: nodeTextFiles, folder, clock: () => present, promisedMs },
      facts: async () => facts,
    });
  await build();
  const overrides: Overrides = new Map();
  const asked: string[] = [];
  const host = await listening(async (path, response) => {
    asked.push(path);
    const given = overrides.get(path);
    const file = join(folder, normalize(path));
    if (given === null || (given === undefined && !existsSync(file)))
      return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "cache-control": "no-cache",
    });
    response.end(given ?? readFileSync(file));
  });
  return { ...host, folder, overrides, asked, build, close: () => close(host.server) };
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};
