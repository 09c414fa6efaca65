import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";
import { type RunningService, service, tokenOf, until } from "./support/service.ts";

const example = readFileSync(new URL("../../../examples/governance-signals.jsonl", import.meta.url), "utf8");
const config = readFileSync(new URL("../../../examples/mvcrs_config.json", import.meta.url), "utf8");

/** A root with the challenges of the example. */
async function root(): Promise<string> {
  const folder = tempRoot();
  await mvcrs(folder, ["init"]);
  writeFileSync(join(folder, "state/mvcrs_config.json"), config);
  writeFileSync(join(folder, "in.jsonl"), example);
  await mvcrs(folder, ["run", "--signals", "in.jsonl"], { clock: Date.now });
  return folder;
}
const entries = (folder: string) =>
  readFileSync(join(folder, "state/challenge_events.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { seq: number; event: Record<string, unknown> });
const overviewOf = async (running: RunningService) => {
  const answer = await until(
    () => running.get("/data/overview.json"),
    ({ status }) => status === 200,
  );
  return (await answer.json()) as { log: { count: number }; service: { actions: unknown } };
};
const parts = ["--without", "sources,outbox,checkpoints,metrics"];

it("lets a person act by a token of their own, each act an entry with its actor", async () => {
  const folder = await root();
  const running = await service(folder, parts);
  expect((await overviewOf(running)).service.actions).toBeNull();
  const token = await tokenOf(folder, "act", "Ann Onward");
  const challenge = entries(folder).find(({ event }) => event["type"] === "challenge.raised")?.event["id"];
  const act = async (body: unknown, bearer = token) => {
    const answer = await running.post("/actions", bearer, body);
    return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
  };
  const last = () => entries(folder).at(-1);

  const acknowledged = await act({ kind: "acknowledge", challenge, reason: " on it " });
  expect(acknowledged).toEqual({ status: 200, said: { ok: true, seq: last()?.seq } });
  expect(last()?.event).toMatchObject({
    type: "challenge.acknowledged",
    actor: "Ann Onward",
    reason: "on it",
    challenge_id: challenge,
  });
  const until_ = new Date(Date.now() + 3_600_000).toISOString();
  await act({ kind: "mute", metric: "arena.stake", owner: "ops", until: until_, reason: "moving" });
  expect(last()?.event).toMatchObject({ type: "metric.muted", actor: "Ann Onward", metric: "arena.stake" });
  await act({ kind: "unmute", metric: "arena.stake", reason: "moved" });
  expect(last()?.event).toMatchObject({ type: "metric.unmuted", actor: "Ann Onward" });
  await act({ kind: "resolve", challenge, resolution: "remediated", reason: "mended" });
  expect(last()?.event).toMatchObject({
    type: "challenge.resolved",
    actor: "Ann Onward",
    resolution: "remediated",
  });

  const count = entries(folder).length;
  const status = async (body: unknown, bearer?: string) => (await act(body, bearer)).status;
  // The same again adds nothing; another end of what is closed is refused.
  expect(await status({ kind: "resolve", challenge, resolution: "remediated", reason: "mended" })).toBe(200);
  expect(
    await status({ kind: "resolve", challenge, resolution: "rejected", reason: "no" }),
  ).toBeGreaterThanOrEqual(400);
  expect(await status({ kind: "unmute", metric: "arena.stake", reason: "moved" })).toBeGreaterThanOrEqual(
    400,
  );
  expect(
    await status({ kind: "acknowledge", challenge: "00000000-0000-4000-8000-000000000000", reason: "x" }),
  ).toBe(400);
  expect(await status({ kind: "acknowledge", challenge, reason: "  " })).toBe(400);
  expect(await status({ kind: "mute", metric: "a b", owner: "o", until: until_, reason: "x" })).toBe(400);
  expect(await status({ kind: "mute", metric: "m", owner: "o", until: "soon", reason: "x" })).toBe(400);
  expect(
    await status({ kind: "mute", metric: "m", owner: "o", until: "2020-01-01T00:00:00Z", reason: "x" }),
  ).toBe(400);
  expect(await status({ kind: "release", reason: "x" })).toBe(400);
  expect(await status({ kind: "acknowledge", challenge, reason: "x", more: 1 })).toBe(400);
  expect(await status("{")).toBe(400);
  expect(await status({ kind: "acknowledge", challenge, reason: "x".repeat(70_000) })).toBe(413);
  const body = { kind: "acknowledge", challenge, reason: "x" };
  expect((await running.post("/actions", token, body, { "content-type": "text/plain" })).status).toBe(415);
  expect((await running.post("/actions", token, body, { origin: "https://evil.example" })).status).toBe(403);
  expect(await status(body, "")).toBe(401);
  expect(await status(body, await tokenOf(folder, "signals", "collector"))).toBe(403);
  const id = /^mvcrs_([0-9a-f]+)_/.exec(token)?.[1] ?? "";
  await mvcrs(folder, ["tokens", "revoke", id]);
  expect(await status(body)).toBe(401);
  expect(entries(folder)).toHaveLength(count);
  const listed = await mvcrs(folder, ["tokens", "list"]);
  expect(listed.stdout).toContain("Ann Onward");
  expect(listed.stdout).not.toContain(token.slice(19));
});

it("serves what the page reads, each with its ETag, and nothing of the root", async () => {
  const folder = await root();
  const running = await service(folder, parts);
  expect((await overviewOf(running)).log.count).toBe(entries(folder).length);
  const page = await running.get("/data/timeline/0.json");
  const etag = page.headers.get("etag") ?? "";
  expect(page.status).toBe(200);
  const again = await fetch(new URL("/data/timeline/0.json", running.url), {
    headers: { "if-none-match": etag },
  });
  expect(again.status).toBe(304);
  for (const path of [
    "/state/log.key",
    "/data/state.json",
    "/data/portal.json",
    "/../state/tokens.json",
    "/data/%2e%2e/%2e%2e/state/tokens.json",
  ])
    expect((await running.get(path)).status, path).toBe(404);
});

/** What a stream says, until it has said enough. */
async function heard(
  running: RunningService,
  headers: Record<string, string>,
  enough: (text: string) => boolean,
): Promise<string> {
  const stop = new AbortController();
  const answer = await fetch(new URL("/events", running.url), { headers, signal: stop.signal });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (enough(text)) break;
  }
  stop.abort();
  return text;
}

it("tells open pages of new entries, and one that comes back of those it has missed", async () => {
  const folder = await root();
  const running = await service(folder, parts);
  const { count } = (await overviewOf(running)).log;
  const listening = heard(running, {}, (text) => text.includes("metric.muted"));
  // It is connected once it is counted.
  await until(running.readiness, (now) => now.parts.some((part) => Number(part["clients"] ?? 0) > 0));
  const token = await tokenOf(folder, "act", "Ann");
  const until_ = new Date(Date.now() + 3_600_000).toISOString();
  await running.post("/actions", token, {
    kind: "mute",
    metric: "m",
    owner: "o",
    until: until_,
    reason: "r",
  });
  expect(await listening).toContain(`id: ${count + 1}\nevent: entries\n`);
  const missed = await heard(running, { "last-event-id": String(count) }, (text) =>
    text.includes("event: entries"),
  );
  expect(missed).toContain(`id: ${count + 1}\n`);
  const foreign = await heard(running, { "last-event-id": "999999" }, (text) =>
    text.includes("event: reset"),
  );
  expect(foreign).toContain(`id: ${count + 1}\nevent: reset\n`);
  const { exitCode } = await running.stop();
  expect(exitCode).toBe(0);
});

it("keeps who acts and why in the vault where the configuration says so", async () => {
  const folder = await root();
  const keep = { ...JSON.parse(config), vault: { keep: ["actor", "reason"] } };
  writeFileSync(join(folder, "state/mvcrs_config.json"), JSON.stringify(keep));
  const running = await service(folder, parts);
  await overviewOf(running);
  const token = await tokenOf(folder, "act", "Ann Onward");
  const challenge = entries(folder).find(({ event }) => event["type"] === "challenge.raised")?.event["id"];
  const body = { kind: "acknowledge", challenge, reason: "Bert is on leave" };
  const count = entries(folder).length;
  // Asked twice, it is recorded once.
  for (const _ of [1, 2]) expect((await running.post("/actions", token, body)).status).toBe(200);
  expect(entries(folder)).toHaveLength(count + 1);
  expect(entries(folder).at(-1)?.event).toMatchObject({ actor: "[private]", reason: "[private]" });
  const shown = await mvcrs(folder, ["chain", "entries", "--private"]);
  expect(shown.stdout).toContain("Ann Onward: Bert is on leave");
});
