// `pnpm soak:cluster [seconds] [seed]`: two services and two workers on one PostgreSQL, each killed, stopped or told to end at random,
// the server as well, while clients repeat what is not answered and a webhook has bad days. 120 seconds unless said.
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { asked, startPostgres } from "@mvcrs/test-kit/postgres";
import { seeded } from "@mvcrs/test-kit/random";
import { bundle } from "./bundle.ts";
import { checkCluster } from "./cluster-soak/check.ts";
import { Kept } from "./cluster-soak/crew.ts";
import { type Mood, Receiver } from "./cluster-soak/receiver.ts";
import { Sender } from "./cluster-soak/sender.ts";
import { bundleFolder } from "./is-fresh.ts";
import { freePort } from "./service-soak.ts";
import { problemsOf } from "./workers-soak/check.ts";

const [seconds = "120", seed = "1"] = process.argv.slice(2);
await bundle();
const random = seeded(Number(seed));
const among = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const folder = mkdtempSync(join(tmpdir(), "mvcrs-cluster-"));
// What is built meanwhile is not what is tried.
const program = join(folder, "program/bundle/mvcrs.mjs");
cpSync(bundleFolder, join(folder, "program/bundle"), { recursive: true });
copyFileSync(join(bundleFolder, "../package.json"), join(folder, "program/package.json"));
const server = await startPostgres({ settings: { max_connections: "60" } });
const url = server.url();
const receiver = new Receiver();
await receiver.open();

const env = { ...process.env, SOAK_HOOK: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };
const run = (root: string, args: readonly string[]) =>
  spawnSync(process.execPath, [program, ...args, "--root", root], { encoding: "utf8", env });
const mvcrs = (root: string, ...args: readonly string[]): string => {
  const ran = run(root, args);
  if (ran.status !== 0) throw new Error(`mvcrs ${args.join(" ")}: ${ran.status} ${ran.stdout}${ran.stderr}`);
  return ran.stdout;
};
const hook = { kind: "webhook", url: receiver.url, audience: "reviewers", min_level: "soft" };
const judging = {
  // Which of two challenges locks hangs on the order between metrics, which workers do not keep.
  max_auto_trust_locks_per_day: 0,
  metrics: { "soak.*": { target: 1 } },
};
const config = JSON.stringify({
  ...judging,
  notifications: {
    channels: { hook: { ...hook, secret_env: "SOAK_HOOK" } },
    request_timeout_seconds: 2,
    max_attempts: 1000,
  },
});
const rootAt = (name: string, ...args: readonly string[]): string => {
  const root = join(folder, name);
  mvcrs(root, "init", ...args);
  writeFileSync(join(root, "state/mvcrs_config.json"), config);
  return root;
};
const [one, two, three, four] = ["service-1", "service-2", "worker-1", "worker-2"].map((name) =>
  rootAt(name, "--store", url),
) as [string, string, string, string];
const { token } = JSON.parse(
  mvcrs(one, "tokens", "create", "--actor", "load", "--may", "signals", "--json"),
) as { readonly token: string };
mvcrs(one, "chain", "keygen");
copyFileSync(join(one, "state/tokens.json"), join(two, "state/tokens.json"));
copyFileSync(join(one, "state/log.key.pub"), join(two, "state/log.key.pub"));

const ports = [await freePort(), await freePort()];
const urls = ports.map((port) => `http://127.0.0.1:${port}/`);
const services = [one, two].map(
  (root, i) =>
    new Kept(`service-${i + 1}`, [program, "serve", "--root", root, "--port", String(ports[i])], env),
);
const workers = [three, four].map(
  (root, i) => new Kept(`worker-${i + 1}`, [program, "worker", "--root", root], env),
);
const everyone = [...services, ...workers];
let over = false;
const senders = ["ann", "bob", "cid"].map(
  (name, i) => new Sender(name, { urls, token, random: seeded(Number(seed) * 10 + i), isOver: () => over }),
);
const stopped = async (one: Kept): Promise<void> => {
  one.signal("SIGSTOP");
  await pause(3_000);
  one.signal("SIGCONT");
};
const bad = (mood: Mood) => async (): Promise<void> => {
  receiver.mood = mood;
  await pause(5_000);
  receiver.mood = "well";
};
const faults: Readonly<Record<string, () => Promise<void>>> = {
  "a service killed": async () => among(services).signal("SIGKILL"),
  "a worker killed": async () => among(workers).signal("SIGKILL"),
  "all killed": async () => everyone.forEach((one) => void one.signal("SIGKILL")),
  "a service stopped past its lease": () => stopped(among(services)),
  "a worker stopped past its lease": () => stopped(among(workers)),
  "told to end": async () => among(everyone).signal("SIGTERM"),
  "the server killed": async () => {
    await server.kill();
    await pause(3_000 * random());
    await server.start();
  },
  "sessions ended": async () =>
    void (await asked(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mvcrs'",
    )),
  "the webhook slow": bad("slow"),
  "the webhook failing": bad("failing"),
  "the webhook silent": bad("silent"),
  "the webhook takes and does not answer": bad("forgetful"),
  "the webhook dead": async () => {
    await receiver.die();
    await pause(4_000);
    await receiver.open();
  },
};
const played = new Map<string, number>();
for (const end = performance.now() + Number(seconds) * 1000; performance.now() < end; ) {
  await pause(1_000 + 3_000 * random());
  const [name, play] = among(Object.entries(faults));
  await play();
  played.set(name, (played.get(name) ?? 0) + 1);
}
over = true;
await Promise.all(senders.map(({ ended }) => ended));
const calm = performance.now();
while (Number((await asked(url, "select count(*)::int as n from mvcrs.signal"))[0]?.["n"]) > 0)
  await pause(200);
const judgedMs = performance.now() - calm;
const statusOf = (root: string) =>
  // Not every part of a service is ready again a moment after a fault: then it ends with 1.
  JSON.parse(run(root, ["status", "--json"]).stdout) as {
    readonly outbox: { readonly waiting: number };
    readonly open: unknown;
    readonly log: unknown;
  };
// A channel rests after failures, for minutes where they were many.
while (statusOf(one).outbox.waiting + statusOf(two).outbox.waiting > 0) await pause(1_000);
const toldMs = performance.now() - calm;

const overviews = async (): Promise<readonly string[]> =>
  Promise.all(
    urls.map(async (url) => {
      const page = await fetch(new URL("data/overview.json", url));
      const { log, state, lock, urgent } = (await page.json()) as Readonly<Record<string, unknown>>;
      return JSON.stringify({ log, state, lock, urgent });
    }),
  );
// Each is made again within seconds.
let pages = await overviews();
for (let asks = 0; asks < 60 && pages[0] !== pages[1]; asks++) {
  await pause(500);
  pages = await overviews();
}
const codes = await Promise.all(everyone.map((one) => one.end()));
const roots = [one, two];
for (const root of roots)
  for (const args of [["chain", "verify"], ["rebuild", "--check"], ["doctor"]]) mvcrs(root, ...args);
const statuses = roots.map((root) => {
  const { open, log } = statusOf(root);
  return JSON.stringify({ open, log });
});

const alone = rootAt("alone");
writeFileSync(join(folder, "signals.jsonl"), `${senders.flatMap(({ lines }) => lines).join("\n")}\n`);
// It has nobody to tell.
writeFileSync(join(alone, "state/mvcrs_config.json"), JSON.stringify(judging));
mvcrs(alone, "run", "--signals", join(folder, "signals.jsonl"));
const judged = await problemsOf(url, alone, roots, { unusable: 0 });
const raising = senders.flatMap(({ name, acknowledged }) =>
  Array.from({ length: acknowledged }, (_, number) => `soak.${name}.n${number}`),
);
const found = await checkCluster({ url, roots, raising, told: receiver.told });
const problems = [
  ...judged.problems,
  ...found.problems,
  ...(statuses[0] === statuses[1] ? [] : [`status differs: ${statuses.join(" and ")}`]),
  ...(pages[0] === pages[1] ? [] : [`what the portals show differs: ${pages.join(" and ")}`]),
  ...(codes.every((code) => code === 0) ? [] : [`they ended with ${codes.join(", ")}`]),
];

const say = (text: string): void => void process.stdout.write(`${text}\n`);
for (const [name, times] of [...played].sort()) say(`${String(times).padStart(5)}  ${name}`);
const sum = (of: (sender: Sender) => number): number => senders.reduce((total, one) => total + of(one), 0);
say(
  `${sum(({ acknowledged }) => acknowledged)} deliveries acknowledged (${sum(({ lines }) => lines.length)} signals), ${sum(({ again }) => again)} times sent again; ${everyone.map(({ name, starts }) => `${name} ${starts}`).join(", ")} starts`,
);
say(
  `${found.entries} entries, ${judged.series} series; ${found.notices} notices told, ${found.again} of them again (at most ${found.mostTimes} times; ${receiver.unanswered} deliveries were taken without an answer)`,
);
say(
  `all judged ${(judgedMs / 1000).toFixed(1)} s after the last fault, all told after ${(toldMs / 1000).toFixed(1)} s`,
);
for (const failure of everyone.flatMap(({ failures }) => failures).slice(0, 8))
  say(`ended by itself: ${failure}`);
for (const problem of problems.slice(0, 20)) say(`WRONG: ${problem}`);
say(
  problems.length === 0 ? "nothing is wrong" : `${problems.length} things are wrong: it is all in ${folder}`,
);
if (problems.length === 0) rmSync(folder, { recursive: true, force: true });
await receiver.die();
await server[Symbol.asyncDispose]();
process.exit(problems.length === 0 ? 0 : 1);
