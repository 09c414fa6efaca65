import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it, onTestFinished } from "vitest";
import { mvcrs } from "./support/cli.ts";
import { service, tokenOf, until } from "./support/service.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const lines = readFileSync(example, "utf8").trimEnd().split("\n");

async function root(): Promise<string> {
  const folder = tempRoot();
  await mvcrs(folder, ["init"]);
  return folder;
}
const logOf = (folder: string) => {
  const path = join(folder, "state/challenge_events.jsonl");
  return existsSync(path)
    ? readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => (JSON.parse(line) as { event: Record<string, unknown> }).event)
    : [];
};
const typesOf = (folder: string) => logOf(folder).map(({ type }) => type);

it("judges what is sent, in one log with what it follows, and goes on exactly after it was stopped", async () => {
  const whole = await root();
  await mvcrs(whole, ["run", "--signals", example], { clock: Date.now });
  const folder = await root();
  const token = await tokenOf(folder, "signals", "collector");
  const send = async (from: number, to: number) => {
    const running = await service(folder);
    const answer = await running.post("/signals", token, lines.slice(from, to).join("\n"));
    expect(answer.status).toBe(202);
    await until(running.readiness, ({ parts }) =>
      parts.some(
        ({ name, inbox_bytes, signals }) =>
          name === "sources" && inbox_bytes === 0 && Number(signals) >= to - from,
      ),
    );
    // Sent again, it adds nothing.
    await running.post("/signals", token, lines.slice(from, to).join("\n"));
    expect((await running.stop()).exitCode).toBe(0);
  };
  await send(0, 900);
  await send(900, lines.length);
  const shape = (log: ReturnType<typeof logOf>) => log.map(({ type, id, level }) => ({ type, id, level }));
  expect(shape(logOf(folder))).toEqual(shape(logOf(whole)));
  expect((await mvcrs(folder, ["chain", "verify"])).exitCode).toBe(0);
  expect((await mvcrs(folder, ["rebuild", "--check"])).exitCode).toBe(0);
});

it("follows files, says what does not work, and does the rest meanwhile", async () => {
  const folder = await root();
  writeFileSync(join(folder, "a.jsonl"), `${lines.join("\n")}\n`);
  const running = await service(folder, [
    "--signals",
    "a.jsonl",
    "--signals",
    "gone.jsonl",
    "--without",
    "checkpoints",
  ]);
  await until(
    async () => typesOf(folder),
    (types) => types.includes("challenge.raised"),
  );
  const { ready, parts, inputs } = await until(running.readiness, (now) => !now.ready);
  expect(ready).toBe(false);
  expect(parts.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["sources"]);
  expect(inputs).toMatchObject([
    { name: "a.jsonl", state: "open" },
    { name: "gone.jsonl", state: "failing" },
    { state: "open" },
  ]);
  expect((await running.get("/readyz")).status).toBe(503);
  expect((await running.get("/healthz")).status).toBe(200);
  // It is there now.
  appendFileSync(join(folder, "gone.jsonl"), `${lines[0]}\n`);
  await until(running.readiness, (now) => now.ready);
  expect((await running.get("/readyz")).status).toBe(200);
});

it("runs only the parts that are not left out, and says where it can be asked while it runs", async () => {
  const folder = await root();
  const running = await service(folder, ["--without", "sources,tiles", "--without", "metrics,portal"]);
  const { parts } = await running.readiness();
  expect(parts.map(({ name }) => name)).toEqual(["config", "clock", "outbox", "archive", "checkpoints"]);
  expect((await running.get("/metrics")).status).toBe(404);
  expect((await running.post("/signals", "x", "")).status).toBe(404);
  const place = join(folder, "state/service.json");
  expect(JSON.parse(readFileSync(place, "utf8"))).toMatchObject({ url: running.url, pid: process.pid });
  const second = await mvcrs(folder, ["serve", "--port", "0", "--json"]);
  expect([second.exitCode, second.json()]).toMatchObject([3, { error: { code: "LOCK_HELD" } }]);
  await running.stop();
  expect(existsSync(place)).toBe(false);
});

it("signs checkpoints with the root's key and exports tiles of them", async () => {
  const folder = await root();
  await mvcrs(folder, ["run", "--signals", example], { clock: Date.now });
  await mvcrs(folder, ["chain", "keygen"]);
  const running = await service(folder, ["--without", "sources"]);
  const size = logOf(folder).length;
  const { parts } = await until(running.readiness, (now) =>
    now.parts.some((part) => part.name === "tiles" && part["size"] === size),
  );
  expect(parts.find(({ name }) => name === "checkpoints")).toMatchObject({ ok: true, size });
  expect(existsSync(join(folder, "storage/portal/log/checkpoint"))).toBe(true);
});

it("tells a channel at once of what it judges", async () => {
  const told: string[] = [];
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      told.push(body);
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void receiver.close());
  const folder = await root();
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const notifications = {
    channels: { hook: { kind: "webhook", url, audience: "reviewers", secret_env: "HOOK" } },
  };
  writeFileSync(join(folder, "state/mvcrs_config.json"), JSON.stringify({ notifications }));
  const env = { HOOK: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
  const running = await service(folder, ["--signals", example], { env });
  await until(
    async () => told.length,
    (count) => count > 0,
  );
  const { parts } = await until(running.readiness, (now) =>
    now.parts.some((part) => part.name === "outbox" && part["last_delivery"] !== null),
  );
  expect(parts.find(({ name }) => name === "outbox")).toMatchObject({ ok: true, waiting: 0, dead: 0 });
});

it("puts a changed configuration in force, in the log before that, and refuses a wrong one whole", async () => {
  const folder = await root();
  const path = join(folder, "state/mvcrs_config.json");
  const running = await service(folder, ["--signals", example]);
  const config = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...config, soft_clear_after: 9, notifications: {} }));
  running.hangup();
  const changed = await until(
    async () => logOf(folder).find(({ type }) => type === "config.changed"),
    (event) => event !== undefined,
  );
  expect(changed).toMatchObject({
    actor: "mvcrs serve",
    path: "state/mvcrs_config.json",
    changes: [{ path: "soft_clear_after", before: "5", after: "9" }],
  });
  writeFileSync(path, JSON.stringify({ ...config, soft_clear_after: 0, review_window_hours: -1 }));
  const refusing = await until(running.readiness, (now) =>
    now.parts.some((part) => typeof part["refused"] === "string"),
  );
  const refused = refusing.parts.find(({ name }) => name === "config")?.["refused"];
  expect(refused).toContain("soft_clear_after");
  expect(refused).toContain("review_window_hours");
  writeFileSync(path, JSON.stringify({ ...config, soft_clear_after: 9 }));
  await until(running.readiness, (now) =>
    now.parts.some((part) => part.name === "config" && part["refused"] === null),
  );
  expect((await running.stop()).exitCode).toBe(0);
  expect(typesOf(folder).filter((type) => type === "config.changed")).toHaveLength(1);
  // Changed while nothing runs: the next start says so, with what it was and is.
  writeFileSync(path, JSON.stringify({ ...config, soft_clear_after: 10 }));
  const again = await service(folder);
  await until(
    async () => typesOf(folder).filter((type) => type === "config.changed").length,
    (count) => count === 2,
  );
  await again.stop();
  const [first, second] = logOf(folder).filter(({ type }) => type === "config.changed");
  expect(second?.["before"]).toBe(first?.["after"]);
});

it("refuses to run where there is no root, and to be reached from elsewhere without TLS", async () => {
  const refused = async (folder: string, ...args: string[]) => {
    const { exitCode, json } = await mvcrs(folder, ["serve", "--port", "0", "--json", ...args]);
    return [exitCode, (json()["error"] as { code: string }).code];
  };
  expect(await refused(tempRoot())).toEqual([2, "ROOT_MISSING"]);
  const folder = await root();
  expect(await refused(folder, "--host", "0.0.0.0")).toEqual([2, "USAGE"]);
  expect(await refused(folder, "--tls-cert", "x.pem")).toEqual([2, "USAGE"]);
  expect(await refused(folder, "--without", "nothing")).toEqual([2, "USAGE"]);
  expect(await refused(folder, "--name", "a b")).toEqual([2, "USAGE"]);
  expect(await refused(folder, "--tick-every", "0")).toEqual([2, "USAGE"]);
  expect(await refused(folder, "--tls-cert", "x.pem", "--tls-key", "y.pem")).toEqual([2, "FILE_MISSING"]);
  writeFileSync(join(folder, "state/mvcrs_config.json"), "{");
  expect(await refused(folder)).toEqual([2, "CONFIG_INVALID"]);
});
