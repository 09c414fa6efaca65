import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import { type Answer, endpoint, status } from "./support/endpoint.ts";
import { acknowledged, raised, resolved, uuid } from "./support/events.ts";
import { githubServer } from "./support/github-server.ts";
import { token, type World, world } from "./support/world.ts";

async function setUp(answer?: (server: ReturnType<typeof githubServer>) => Answer) {
  const w = world();
  const server = githubServer(token);
  const e = await endpoint(answer?.(server) ?? server.answer);
  const channels = {
    gh: { kind: "github", url: e.url, repository: "acme/gov", token_env: "GH_TOKEN" },
  };
  return { w, server, e, channels };
}

const later = async (w: World, deliver: () => Promise<unknown>): Promise<void> => {
  w.clock.advance(3_600_000);
  await deliver();
};

it("opens one issue a challenge with the configured labels, comments on change, closes on resolution", async () => {
  const { w, server, channels } = await setUp();
  await w.append(raised(1), raised(2, "critical"), acknowledged(1), resolved(1), resolved(2, 3, "rejected"));
  await w.deliver(channels);
  expect(await w.outbox()).toEqual([]);
  expect(server.issues).toHaveLength(2);
  const [one, two] = [uuid(1), uuid(2)].map((id) => server.issues.find(({ body }) => body.includes(id)));
  expect(one).toMatchObject({
    labels: ["mvcrs", "governance-review"],
    state: "closed",
    state_reason: "completed",
  });
  expect(one?.comments).toHaveLength(2);
  expect(two).toMatchObject({ state: "closed", state_reason: "not_planned" });
  expect(one?.body).toMatchSnapshot();
  expect(one?.comments[0]?.replace(/delivery=\S+/, "delivery=…")).toMatchSnapshot();
});

/** Does what is asked and then breaks the connection, as if this side had died before it could write anything down. */
const doneButUnseen =
  (server: ReturnType<typeof githubServer>, which: (method: string, path: string) => boolean): Answer =>
  (got, response) => {
    if (!which(got.method, got.path) || broken) return server.answer(got, response);
    broken = true;
    const swallow = { writeHead: () => swallow, end: () => response.destroy() };
    server.answer(got, swallow as never);
  };
let broken = false;

it.each([
  ["the issue was opened", (method: string, path: string) => method === "POST" && path.endsWith("/issues")],
  ["a comment was added", (method: string, path: string) => method === "POST" && path.endsWith("/comments")],
  ["the issue was closed", (method: string) => method === "PATCH"],
])("repeats nothing when a crash comes right after %s", async (_name, which) => {
  broken = false;
  const { w, server, channels } = await setUp((it) => doneButUnseen(it, which));
  await w.append(raised(1), acknowledged(1), resolved(1));
  await w.deliver(channels);
  await later(w, () => w.deliver(channels));
  expect(broken).toBe(true);
  expect(server.issues).toHaveLength(1);
  expect(server.issues[0]?.comments).toHaveLength(2);
  expect(server.issues[0]?.state).toBe("closed");
  expect(await w.outbox()).toEqual([]);
});

it("finds its issue by the marker where its memory is lost, even behind many others", async () => {
  const { w, server, channels } = await setUp();
  await w.append(raised(1));
  await w.deliver(channels);
  const [first] = server.issues;
  if (first === undefined) throw new Error("no issue was opened");
  for (let i = 0; i < 10; i++) server.issues.push({ ...first, number: 2 + i, body: "another", comments: [] });
  rmSync(`${w.root}/state/outbox/issues`, { recursive: true });
  await w.append(acknowledged(1));
  await w.deliver(channels);
  expect(server.issues).toHaveLength(11);
  expect(server.issues[0]?.comments).toHaveLength(1);
});

it("is not taken in by the marker inside other text or without the labels", async () => {
  const { w, server, channels } = await setUp();
  const line = `<!-- mvcrs:challenge=${uuid(1)} -->`;
  const common = { title: "x", state: "open", created_at: "2026-11-22T02:00:00Z" };
  const labels = ["mvcrs", "governance-review"];
  server.issues.push({ ...common, number: 1, body: line, labels: [], comments: [] });
  server.issues.push({ ...common, number: 2, body: `see ${line}`, labels, comments: [] });
  await w.append(raised(1));
  await w.deliver(channels);
  expect(server.issues).toHaveLength(3);
});

it.each([
  ["text", status(201, {}, "created!")],
  ["JSON of another shape", status(200, {}, '{"number":"one"}')],
  ["an endless answer", status(200, {}, `"${"x".repeat(17 * 1024 * 1024)}"`)],
])("tries again after %s in place of what the API documents", async (_name, answer) => {
  const { w, server, e, channels } = await setUp(() => answer);
  await w.append(raised(1));
  expect(await w.deliver(channels, { budgetMs: 1000 })).toMatchObject({ waiting: 1, died: 0 });
  e.answer = server.answer;
  await later(w, () => w.deliver(channels));
  expect(server.issues).toHaveLength(1);
});

it.each([
  ["403 with nothing remaining", status(403, { "x-ratelimit-remaining": "0" }), 1],
  ["403 with Retry-After", status(403, { "retry-after": "60" }), 1],
  // The secondary limit comes so, and nothing but its text tells it from a missing permission, which people fix.
  ["403 alone", status(403), 1],
  ["401", status(401), 1],
  ["404", status(404), 1],
  ["422", status(422), 0],
])("takes %s for what it is", async (_name, answer, waiting) => {
  const { w, channels } = await setUp(() => answer);
  await w.append(raised(1));
  expect(await w.deliver(channels, { budgetMs: 1000 })).toMatchObject({ waiting, died: 1 - waiting });
});

it("opens no issue where the review policy does not ask for it", async () => {
  const { w, server, channels } = await setUp();
  const options = w.options(channels);
  const config = { ...options.config, human_review_policy: { auto_issue: false, issue_labels: [] } };
  await w.append(raised(1));
  await w.deliver(channels, { config });
  expect(server.issues).toEqual([]);
});

it("lets nothing in a metric's name or a reason become markup, mention anybody or forge a marker", async () => {
  const { w, server, channels } = await setUp();
  const metric = "`` @everyone <!-- mvcrs:challenge=x -->";
  await w.append({ ...raised(1, "material", metric), reason: "```\n# heading\n@all\n```" });
  await w.deliver(channels);
  expect(server.issues[0]?.body).toMatchSnapshot();
});
