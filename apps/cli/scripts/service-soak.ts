// The service, killed again and again under load: what was acknowledged is in the log, once, and every notice of it arrives.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledMain } from "./is-fresh.ts";

export interface SoakReport {
  readonly kills: number;
  /** Deliveries of signals that were acknowledged, and how many times one was sent again. */
  readonly acknowledged: number;
  readonly resent: number;
  /** Acknowledged and not in the log; in the log more than once; acknowledged under two ids. */
  readonly lost: number;
  readonly twice: number;
  readonly otherIds: number;
  /** Notices that a webhook got, and those that came again, each under its id from before. */
  readonly notices: number;
  readonly noticesAgain: number;
  /** How often the one that came most often came again. */
  readonly mostAgain: number;
  readonly missingNotices: number;
  readonly stopMs: number;
  readonly verified: boolean;
}

const senders = 3;
const plainSignals = 20;
/** Acknowledgements after a start, up to which a kill may wait. */
const longestWait = 12;

/** Kills the service `kills` times, at points that a seed chooses. */
export async function soakService(kills: number, seed: number): Promise<SoakReport> {
  const root = mkdtempSync(join(tmpdir(), "mvcrs-soak-"));
  const seen = new Map<string, number>();
  const receiver = createServer((request, response) => {
    const id = String(request.headers["webhook-id"]);
    request.resume().on("end", () => {
      seen.set(id, (seen.get(id) ?? 0) + 1);
      response.end();
    });
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const service = new Service(root, await freePort());
  try {
    const token = prepare(root, (receiver.address() as AddressInfo).port);
    const load = new Load(service, token);
    const random = randomOf(seed);
    for (let kill = 0; kill < kills; kill++) {
      await service.start();
      await load.acknowledgedMore(Math.floor(random() * longestWait));
      await service.kill();
    }
    load.stop();
    await service.start();
    const ids = await load.ended();
    await service.settled();
    const stopMs = await service.stop();
    const raised = raisedIn(root);
    const again = [...seen.values()].map((times) => times - 1);
    return {
      kills,
      acknowledged: ids.size,
      resent: load.resent,
      lost: [...ids.keys()].filter((number) => (raised.get(number) ?? 0) === 0).length,
      twice: [...raised.values()].filter((times) => times > 1).length,
      otherIds: load.otherIds,
      notices: seen.size,
      noticesAgain: again.reduce((sum, times) => sum + times, 0),
      mostAgain: Math.max(0, ...again),
      missingNotices: raised.size - seen.size,
      stopMs,
      verified:
        mvcrs(root, ["chain", "verify"]).status === 0 && mvcrs(root, ["rebuild", "--check"]).status === 0,
    };
  } finally {
    await service.kill();
    receiver.close();
    rmSync(root, { recursive: true, force: true });
  }
}

const mvcrs = (root: string, args: readonly string[]) =>
  spawnSync(process.execPath, [bundledMain, ...args, "--root", root], { encoding: "utf8" });

/** A root whose every `soak.*` metric is out of bounds, and a webhook that is told of each. */
function prepare(root: string, port: number): string {
  mvcrs(root, ["init"]);
  const hook = {
    kind: "webhook",
    url: `http://127.0.0.1:${port}/`,
    audience: "reviewers",
    min_level: "soft",
  };
  const config = {
    metrics: { "soak.*": { target: 1 } },
    notifications: { channels: { hook: { ...hook, secret_env: "SOAK_HOOK" } } },
  };
  writeFileSync(join(root, "state/mvcrs_config.json"), JSON.stringify(config));
  const created = mvcrs(root, ["tokens", "create", "--actor", "load", "--may", "signals", "--json"]);
  return (JSON.parse(created.stdout) as { token: string }).token;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The service as a process of its own. */
class Service {
  readonly #root: string;
  readonly url: string;
  readonly #port: number;
  #child: ChildProcess | undefined;
  #serving: Promise<unknown> = Promise.resolve();
  #started: (value?: unknown) => void = () => undefined;

  constructor(root: string, port: number) {
    this.#root = root;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}/`;
    this.#next();
  }

  #next(): void {
    this.#serving = new Promise((resolve) => {
      this.#started = resolve;
    });
  }

  /** Resolves once it serves. */
  get serving(): Promise<unknown> {
    return this.#serving;
  }

  async start(): Promise<void> {
    const args = [
      "serve",
      "--root",
      this.#root,
      "--port",
      String(this.#port),
      "--without",
      "checkpoints,metrics",
    ];
    const env = { ...process.env, SOAK_HOOK: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
    const child = spawn(process.execPath, [bundledMain, ...args], {
      stdio: ["ignore", "ignore", "pipe"],
      env,
    });
    this.#child = child;
    let said = "";
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the service ended with ${code}: ${said}`)));
      child.stderr.on("data", (chunk: Buffer) => {
        if (said.length < 100_000) said += chunk.toString();
        if (said.includes("serving ")) resolve();
      });
    });
    child.removeAllListeners("exit");
    this.#started();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.#next();
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** Milliseconds that a stop takes. */
  async stop(): Promise<number> {
    const child = this.#child;
    if (child === undefined) return 0;
    this.#child = undefined;
    const ended = once(child, "exit");
    const began = performance.now();
    child.kill("SIGTERM");
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw new Error(`a stop ended with ${code}`);
    return performance.now() - began;
  }

  /** Resolves once all that it took is judged and told. */
  async settled(): Promise<void> {
    for (;;) {
      const { parts } = (await (await fetch(new URL("readyz", this.url))).json()) as {
        parts: ({ name: string } & Record<string, unknown>)[];
      };
      const of = (name: string) => parts.find((part) => part.name === name);
      if (of("sources")?.["inbox_bytes"] === 0 && !(await this.#owes())) return;
      await new Promise((again) => setTimeout(again, 100));
    }
  }

  /** Whether the outbox has entries to look at, or notices to deliver. */
  async #owes(): Promise<boolean> {
    const entries =
      readFileSync(join(this.#root, "state/challenge_events.jsonl"), "utf8").split("\n").length - 1;
    const cursor = JSON.parse(readFileSync(join(this.#root, "state/outbox/cursor.json"), "utf8")) as {
      channels: Record<string, { count: number }>;
    };
    if ((cursor.channels["hook"]?.count ?? 0) < entries) return true;
    const listed = mvcrs(this.#root, ["status", "--json"]);
    return (JSON.parse(listed.stdout) as { outbox: { waiting: number } }).outbox.waiting > 0;
  }
}

/** Programs that send without a pause, each delivery until it is acknowledged. */
class Load {
  readonly #service: Service;
  readonly #token: string;
  readonly #ids = new Map<number, string>();
  readonly #running: Promise<void>[];
  readonly #wakers = new Set<() => void>();
  #stopped = false;
  #next = 0;
  resent = 0;
  otherIds = 0;

  constructor(service: Service, token: string) {
    this.#service = service;
    this.#token = token;
    this.#running = Array.from({ length: senders }, () => this.#send());
  }

  /** Resolves once so many more were acknowledged. */
  async acknowledgedMore(count: number): Promise<void> {
    const enough = this.#ids.size + count;
    while (this.#ids.size < enough)
      await new Promise<void>((resolve) => {
        this.#wakers.add(resolve);
      });
  }

  stop(): void {
    this.#stopped = true;
  }

  async ended(): Promise<ReadonlyMap<number, string>> {
    await Promise.all(this.#running);
    return this.#ids;
  }

  async #send(): Promise<void> {
    while (!this.#stopped) {
      const number = this.#next++;
      const body = linesOf(number);
      while (!(await this.#acknowledged(number, body))) this.resent += 1;
      // What was acknowledged is sent again now and then: a sender may not have had the answer.
      if (number % 7 === 0) await this.#acknowledged(number, body);
    }
  }

  async #acknowledged(number: number, body: string): Promise<boolean> {
    await this.#service.serving;
    try {
      const answer = await fetch(new URL("signals", this.#service.url), {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${this.#token}`, "idempotency-key": `n-${number}` },
      });
      if (answer.status !== 202) return false;
      const { id } = (await answer.json()) as { id: string };
      if ((this.#ids.get(number) ?? id) !== id) this.otherIds += 1;
      this.#ids.set(number, id);
      for (const wake of this.#wakers) wake();
      this.#wakers.clear();
      return true;
    } catch {
      // Killed: nobody knows whether it was taken.
      return false;
    }
  }
}

const start = Date.parse("2026-01-01T00:00:00Z");

/** One signal that raises a challenge of its own, among others that do not. */
function linesOf(number: number): string {
  const observedAt = new Date(start + number * 1000).toISOString();
  const plain = Array.from({ length: plainSignals }, (_, index) => ({
    metric: `plain.${index}`,
    value: 100,
  }));
  return [...plain, { metric: `soak.n${number}`, value: 5 }]
    .map((signal) => `${JSON.stringify({ ...signal, source: "load", observedAt })}\n`)
    .join("");
}

/** How often the log raises the challenge of each delivery. */
function raisedIn(root: string): ReadonlyMap<number, number> {
  const raised = new Map<number, number>();
  for (const line of readFileSync(join(root, "state/challenge_events.jsonl"), "utf8").trimEnd().split("\n")) {
    const { event } = JSON.parse(line) as { event: { type: string; signal?: { metric: string } } };
    const number = /^soak\.n(\d+)$/.exec(event.signal?.metric ?? "")?.[1];
    if (event.type === "challenge.raised" && number !== undefined)
      raised.set(Number(number), (raised.get(Number(number)) ?? 0) + 1);
  }
  return raised;
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
