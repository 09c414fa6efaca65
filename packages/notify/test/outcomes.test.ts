import type { MvcrsEvent } from "@mvcrs/escalation";
import { expect, it } from "vitest";
import { type DeliverOptions, deliverOutbox, retryDeliveries, type SharedDelivery } from "../src/index.ts";
import { endpoint, hang, reset, status } from "./support/endpoint.ts";
import { acknowledged, raised, uuid } from "./support/events.ts";
import { hook, world } from "./support/world.ts";

it("has the log say who was told of what, and tells nobody of that", async () => {
  const w = world();
  const [e, f] = [await endpoint(), await endpoint()];
  const channels = { a: hook(e.url), b: hook(f.url, { min_level: "critical" }) };
  await w.append(raised(1), acknowledged(1), raised(2, "critical"));
  expect(await w.deliver(channels)).toMatchObject({ delivered: 4, entries: 3 });
  const ended = await w.ended();
  expect(ended).toHaveLength(4);
  expect(ended.find(({ about }) => about === 0)).toMatchObject({
    actor: "mvcrs",
    at: "2026-11-22T02:00:00.000Z",
    outcome: "delivered",
    channel: "a",
    kind: "webhook",
    about_id: uuid(1),
    challenge_id: uuid(1),
    attempts: 1,
  });
  const keys = [...e.got, ...f.got].map(({ headers }) => headers["idempotency-key"]);
  expect(new Set(ended.map(({ notice }) => notice))).toEqual(new Set(keys));
  const told = ended.map(({ channel, about }) => `${channel} ${about}`).sort();
  expect(told).toEqual(["a 0", "a 1", "a 2", "b 2"]);
  // The entries that say so are read, and are worth no notice.
  expect(await w.deliver(channels)).toMatchObject({ enqueued: 0, delivered: 0, entries: 7 });
  expect(await w.ended()).toHaveLength(4);
  expect(e.got.length + f.got.length).toBe(4);
});

it("says once what was given up, and again what became of it when it is tried again", async () => {
  const w = world();
  const e = await endpoint(status(400));
  await w.append(raised(1));
  const channels = { a: hook(e.url) };
  await w.deliver(channels);
  await w.deliver(channels);
  expect(await w.ended()).toMatchObject([{ outcome: "given_up", problem: expect.stringContaining("400") }]);
  const { paths, files, lock } = w.options({});
  await retryDeliveries({ paths, files, lock }, "all-dead");
  w.clock.advance(60_000);
  await w.deliver(channels);
  await retryDeliveries({ paths, files, lock }, "all-dead");
  e.answer = status(204);
  await w.deliver(channels);
  const ended = await w.ended();
  expect(ended.map(({ outcome }) => outcome)).toEqual(["given_up", "given_up", "delivered"]);
  expect(new Set(ended.map(({ notice }) => notice)).size).toBe(1);
  expect(await w.outbox()).toEqual([]);
});

it("delivers also while nothing can be appended to the log, and makes up for the entries", async () => {
  const w = world();
  const e = await endpoint();
  await w.append(raised(1), raised(2));
  const channels = { a: hook(e.url) };
  const held = { record: () => Promise.reject(new Error("another process holds the log")) };
  expect(await w.deliver(channels, held)).toMatchObject({
    delivered: 2,
    waiting: 0,
    channels: { a: { problem: expect.stringContaining("another process holds the log") } },
  });
  expect([await w.outbox(), await w.ended()]).toEqual([[], []]);
  expect(await w.deliver(channels)).toMatchObject({ delivered: 0 });
  expect((await w.ended()).map(({ about }) => about)).toEqual([0, 1]);
  expect(e.got).toHaveLength(2);
});

it("gets later notices to one channel while another takes its time, and keeps the order of each", async () => {
  const w = world();
  const [slow, quick] = [await endpoint(hang), await endpoint()];
  const channels = { slow: hook(slow.url), quick: hook(quick.url) };
  await w.append(raised(1));
  const reached = new Promise<void>((resolve) => {
    slow.answer = (got, response) => {
      resolve();
      hang(got, response);
    };
  });
  // Waits as long as its endpoint does.
  const first = deliverOutbox({ ...w.options(channels), budgetMs: 10_000_000 });
  await reached;
  await w.append(acknowledged(1));
  // The quick one may still be at work on the first.
  let report = await w.deliver(channels);
  while (quick.got.length < 2) report = await w.deliver(channels);
  expect(report).toMatchObject({ busy: true, channels: { slow: { busy: true, waiting: 2 } } });
  expect(quick.got.map(({ body }) => JSON.parse(body).type)).toEqual([
    "mvcrs.challenge.raised",
    "mvcrs.challenge.acknowledged",
  ]);
  expect(slow.got).toHaveLength(1);
  slow.answer = reset;
  slow.end();
  await first;
  slow.answer = status(204);
  w.clock.advance(3_600_000);
  await w.deliver(channels);
  expect(slow.got.slice(-2).map(({ body }) => JSON.parse(body).type)).toEqual([
    "mvcrs.challenge.raised",
    "mvcrs.challenge.acknowledged",
  ]);
});

it("tells nobody what another host has told, and everybody where no host can be asked", async () => {
  const [one, two] = [world(), world()];
  const e = await endpoint();
  const channels = { a: hook(e.url) };
  // One log: the other host has its entries too.
  const both = async (...events: readonly MvcrsEvent[]) => {
    await one.append(...events);
    await two.append(...events);
  };
  let known = 0;
  const refresh = async () => {
    const ended = await one.ended();
    await two.append(...ended.slice(known));
    known = ended.length;
  };
  const shared = (take: SharedDelivery["take"]) => ({ shared: { take, refresh } });
  await both(raised(1), raised(2));
  await one.deliver(channels);
  expect(e.got).toHaveLength(2);

  expect(
    await two.deliver(
      channels,
      shared(async () => null),
    ),
  ).toMatchObject({ busy: true, delivered: 0 });
  expect(
    await two.deliver(
      channels,
      shared(async () => held),
    ),
  ).toMatchObject({ busy: false, delivered: 0 });
  expect(e.got).toHaveLength(2);
  expect(await two.outbox()).toEqual([]);

  // Given up there: a dead letter here, which a person may send from here.
  e.answer = status(400);
  await both(raised(3));
  await one.deliver(channels);
  const attempts = e.got.length;
  await two.deliver(
    channels,
    shared(async () => held),
  );
  expect(await two.outbox()).toMatchObject([{ status: "dead", last_error: expect.stringContaining("400") }]);
  expect(e.got).toHaveLength(attempts);
  e.answer = status(204);
  const { paths, files, lock } = two.options({});
  await retryDeliveries({ paths, files, lock }, "all-dead");
  expect(
    await two.deliver(
      channels,
      shared(async () => held),
    ),
  ).toMatchObject({ delivered: 1 });

  await both(raised(4));
  const away = async () => Promise.reject(new Error("the database is away"));
  expect(await two.deliver(channels, shared(away))).toMatchObject({ delivered: 1 });

  // It went away after the turn was taken, which is given back: else nobody could take it again.
  let released = 0;
  const turn = { release: async () => void released++ };
  await both(raised(5));
  expect(await two.deliver(channels, { shared: { take: async () => turn, refresh: away } })).toMatchObject({
    delivered: 1,
  });
  expect(released).toBe(1);
});

it("says once in the log what two hosts have told, whoever comes to say so first", async () => {
  const [one, two] = [world(), world()];
  const e = await endpoint();
  const channels = { a: hook(e.url) };
  await one.append(raised(1), raised(2));
  await two.append(raised(1), raised(2));
  const take = async () => Promise.reject(new Error("the database is away"));
  // The other host comes between, and its entries are in the log when this one has it.
  const record: DeliverOptions["record"] = async (make) => {
    await one.deliver(channels);
    await two.append(...(await one.ended()));
    await two.append(...(await make()));
  };
  const shared = { take, refresh: async () => undefined };
  expect(await two.deliver(channels, { shared, record })).toMatchObject({ delivered: 2 });
  expect(e.got).toHaveLength(4);
  expect(await two.ended()).toEqual(await one.ended());
  expect(await two.outbox()).toEqual([]);
});

it("has the shared log say while it goes on what was told: a host that takes over tells little again", async () => {
  const w = world();
  const e = await endpoint();
  await w.append(...Array.from({ length: 20 }, (_, i) => raised(i + 1)));
  const toldBefore: number[] = [];
  const record: DeliverOptions["record"] = async (make) => {
    toldBefore.push(e.got.length);
    await w.append(...(await make()));
  };
  const shared: SharedDelivery = { take: async () => held, refresh: async () => undefined };
  const told = await w.deliver({ a: hook(e.url) }, { shared, record, concurrency: 1 });
  expect(told).toMatchObject({ delivered: 20 });
  expect(toldBefore).toEqual([16, 20]);
  expect(await w.ended()).toHaveLength(20);
});

const held = { release: async () => undefined };
