import { createServer } from "node:net";
import { expect, it } from "vitest";
import { retryDeliveries } from "../src/index.ts";
import { endpoint, hang, noise, reset, status } from "./support/endpoint.ts";
import { acknowledged, event, raised } from "./support/events.ts";
import { hook, world } from "./support/world.ts";

it.each([
  ["500", status(500)],
  ["503", status(503)],
  ["408", status(408)],
  ["429", status(429)],
  ["a connection reset", reset],
  ["bytes that are no HTTP", noise],
  ["no answer", hang],
])(
  "keeps a delivery when the endpoint gives %s, and tries again with the same key",
  async (_name, answer) => {
    const w = world();
    const e = await endpoint(answer);
    await w.append(raised(1));
    const first = await w.deliver({ a: hook(e.url) }, { budgetMs: 1000, random: () => 0.99, fetch });
    expect(first).toMatchObject({ delivered: 0, died: 0, waiting: 1 });
    const [kept] = await w.outbox();
    expect(kept).toMatchObject({ status: "waiting", attempts: 1 });
    expect(kept?.not_before).not.toBeNull();
    e.answer = status(204);
    expect(await w.deliver({ a: hook(e.url) }, { budgetMs: 1000 })).toMatchObject({
      delivered: 0,
      waiting: 1,
    });
    w.clock.advance(3_600_000);
    expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ delivered: 1, waiting: 0 });
    const keys = e.got.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys)).toEqual(new Set([kept?.id]));
  },
);

it("keeps a delivery when nobody listens", async () => {
  const w = world();
  const free = createServer();
  const port = await new Promise<number>((resolve) =>
    free.listen(0, "127.0.0.1", () => {
      const address = free.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    }),
  );
  await new Promise((resolve) => free.close(resolve));
  await w.append(raised(1));
  await w.deliver({ a: hook(`http://127.0.0.1:${port}`) });
  expect((await w.outbox())[0]?.last_error).toBe("no connection (ECONNREFUSED)");
});

it.each([
  ["30", 30_000],
  ["Sun, 22 Nov 2026 02:10:00 GMT", 600_000],
])("leaves the whole channel alone as long as Retry-After: %s says", async (value, ms) => {
  const w = world();
  const e = await endpoint(status(429, { "retry-after": value }));
  await w.append(raised(1), raised(2), raised(3), raised(4), raised(5), raised(6), raised(7));
  await w.deliver({ a: hook(e.url) });
  const asked = e.got.length;
  // Those that were under way side by side; none was begun after the answer.
  expect(asked).toBeLessThanOrEqual(4);
  e.answer = status(204);
  w.clock.advance(ms - 1000 - w.waits.reduce((sum, one) => sum + one, 0));
  expect(await w.deliver({ a: hook(e.url) }, { budgetMs: 500 })).toMatchObject({ delivered: 0, waiting: 7 });
  expect(e.got).toHaveLength(asked);
  w.clock.advance(60_000);
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ delivered: 7 });
});

it("waits within its budget for what is due soon, and no longer", async () => {
  const w = world();
  const e = await endpoint(status(500));
  await w.append(raised(1));
  const report = await w.deliver({ a: hook(e.url) }, { budgetMs: 8000, random: () => 0.5 });
  // 2.5 s after the first attempt, then 5 s; the next would be 10 s on.
  expect(w.waits).toEqual([2500, 5000]);
  expect(e.got).toHaveLength(3);
  expect(report).toMatchObject({ delivered: 0, waiting: 1 });
});

it("gives up after as many attempts as the configuration says, lists it, and goes on with the next", async () => {
  const w = world();
  const e = await endpoint((got, response) => {
    response.writeHead(got.body.includes("challenge.raised") ? 500 : 204).end();
  });
  await w.append(raised(1), acknowledged(1));
  expect(await w.deliver({ a: hook(e.url) }, { budgetMs: 60_000 })).toMatchObject({
    died: 1,
    delivered: 1,
    dead: 1,
  });
  expect(await w.outbox()).toMatchObject([{ status: "dead", attempts: 4, last_error: "status 500" }]);
  e.answer = status(204);
  const { paths, files, lock } = w.options({});
  await retryDeliveries({ paths, files, lock }, "all-dead");
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ delivered: 1, dead: 0 });
});

it.each([[400], [413], [415], [422]])(
  "gives up at once on status %d, which is about the notice",
  async (code) => {
    const w = world();
    const e = await endpoint(status(code, {}, "a body that nobody vouches for"));
    await w.append(raised(1));
    expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ died: 1, dead: 1 });
    expect((await w.outbox())[0]?.last_error).toBe(`status ${code}`);
    expect(w.everything()).not.toContain("vouches");
  },
);

it.each([[301], [302], [307], [308]])(
  "follows no redirect (%d), and waits for people to fix it",
  async (code) => {
    const w = world();
    const elsewhere = await endpoint();
    const e = await endpoint(status(code, { location: elsewhere.url }));
    await w.append(raised(1));
    expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ died: 0, waiting: 1 });
    expect(elsewhere.got).toEqual([]);
  },
);

it.each([[401], [403], [404], [410], [429]])("waits a minute on status %d, then longer", async (code) => {
  const w = world();
  const e = await endpoint(status(code));
  await w.append(raised(1));
  await w.deliver({ a: hook(e.url) });
  w.clock.advance(59_000);
  await w.deliver({ a: hook(e.url) }, { budgetMs: 500 });
  expect(e.got).toHaveLength(1);
  w.clock.advance(1000);
  await w.deliver({ a: hook(e.url) }, { budgetMs: 500 });
  expect(e.got).toHaveLength(2);
  w.clock.advance(119_000);
  await w.deliver({ a: hook(e.url) }, { budgetMs: 500 });
  expect(e.got).toHaveLength(2);
  e.answer = status(204);
  w.clock.advance(1000);
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ delivered: 1 });
});

it("sends a notice that is refused for its size again at once, and shorter", async () => {
  const w = world();
  const e = await endpoint((got, response) => {
    response.writeHead(Buffer.byteLength(got.body) > 2000 ? 413 : 204).end();
  });
  await w.append(event("trust_lock.engaged", { marker: "MVCRS_TRUST_LOCK", reason: "x".repeat(4000) }, 1));
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ delivered: 1, dead: 0 });
  expect(e.got).toHaveLength(2);
  expect(e.got[1]?.headers["idempotency-key"]).toBe(e.got[0]?.headers["idempotency-key"]);
});

it("gives a critical notice that a channel does not take to the others, before it is dead", async () => {
  const w = world();
  const ill = await endpoint(status(422));
  const well = await endpoint();
  const board = { ...hook(well.url), audience: "committee", min_level: "critical" };
  await w.append(raised(1, "critical"), raised(2, "material"));
  const first = await w.deliver({ pager: hook(ill.url), board });
  expect(first).toMatchObject({ died: 2, channels: { pager: { relayed: 1 } } });
  await w.deliver({ pager: hook(ill.url), board });
  const titles = well.got.map(({ body }) => JSON.parse(body).data.title);
  // Its own, as the committee's channel, and the other's.
  expect(titles).toHaveLength(2);
  expect(titles[1]).toContain("not delivered to channel pager");
  await w.deliver({ pager: hook(ill.url), board });
  expect(well.got).toHaveLength(2);
});

it("never gives up a critical notice that no other channel can be told of", async () => {
  const w = world();
  const e = await endpoint(status(422));
  await w.append(raised(1, "critical"));
  for (let hour = 0; hour < 6; hour++) {
    expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ died: 0, dead: 0, waiting: 1 });
    w.clock.advance(3_600_000);
  }
  e.answer = status(204);
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ delivered: 1, dead: 0 });
});

it("gives a critical notice to the others after three attempts in vain, long before it is given up", async () => {
  const w = world();
  const ill = await endpoint(status(503));
  const well = await endpoint();
  const channels = { pager: hook(ill.url), chat: { ...hook(well.url), audience: "committee" } };
  await w.append(event("trust_lock.engaged", { marker: "MVCRS_TRUST_LOCK", reason: "r" }, 1));
  for (let attempt = 0; attempt < 3; attempt++) {
    await w.deliver(channels, { budgetMs: 500 });
    w.clock.advance(3_600_000);
  }
  expect(ill.got).toHaveLength(3);
  await w.deliver(channels, { budgetMs: 500 });
  expect(well.got.map(({ body }) => JSON.parse(body).data.title)).toEqual([
    "trust lock engaged (MVCRS_TRUST_LOCK)",
    "trust lock engaged (MVCRS_TRUST_LOCK) (not delivered to channel pager)",
  ]);
});
