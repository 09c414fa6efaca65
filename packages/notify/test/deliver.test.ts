import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { dropDelivery } from "../src/index.ts";
import { endpoint, type Got, hang, reset, status } from "./support/endpoint.ts";
import { acknowledged, extended, muted, raised, resolved, uuid } from "./support/events.ts";
import { hook, patient, world } from "./support/world.ts";

const typesOf = (got: readonly Got[]): string[] => got.map(({ body }) => JSON.parse(body).type);

it("delivers what the log has, in its order, once, and leaves nothing behind", async () => {
  const w = world();
  const e = await endpoint();
  await w.append(raised(1), acknowledged(1));
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({
    enqueued: 2,
    delivered: 2,
    waiting: 0,
    dead: 0,
  });
  await w.append(resolved(1));
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ enqueued: 1, delivered: 1 });
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ enqueued: 0, delivered: 0 });
  expect(typesOf(e.got)).toEqual([
    "mvcrs.challenge.raised",
    "mvcrs.challenge.acknowledged",
    "mvcrs.challenge.resolved",
  ]);
  expect(await w.outbox()).toEqual([]);
});

it("sends each channel what its audience and level ask for", async () => {
  const w = world();
  const [all, few, committee] = [await endpoint(), await endpoint(), await endpoint()];
  await w.append(raised(1, "soft"), raised(2, "material"), raised(3, "critical"));
  await w.deliver({
    all: hook(all.url, { min_level: "soft" }),
    few: hook(few.url, { min_level: "critical" }),
    committee: hook(committee.url, { audience: "committee" }),
  });
  expect([all.got.length, few.got.length, committee.got.length]).toEqual([3, 1, 1]);
});

it("holds a subject's later notices until the earlier is through, and no other subject's", async () => {
  const w = world();
  const e = await endpoint((got, response) => {
    const event = JSON.parse(got.body);
    response.writeHead(event.subject.endsWith(uuid(1)) && ill ? 500 : 204).end();
  });
  let ill = true;
  await w.append(raised(1), extended(1, "critical", 1), raised(2), acknowledged(2));
  expect(await w.deliver({ a: hook(e.url) }, { budgetMs: 1000 })).toMatchObject({ delivered: 2, waiting: 2 });
  ill = false;
  w.clock.advance(3_600_000);
  await w.deliver({ a: hook(e.url) });
  const first = e.got.filter(({ body }) => body.includes(uuid(1)));
  expect(typesOf(first)).toEqual([
    "mvcrs.challenge.raised",
    "mvcrs.challenge.raised",
    "mvcrs.challenge.extended",
  ]);
});

it("lets no dead or slow endpoint hold up another", async () => {
  const w = world();
  const [slow, broken, well] = [await endpoint(hang), await endpoint(reset), await endpoint()];
  await w.append(raised(1), raised(2));
  const answered: number[] = [];
  well.answer = (_got, response) => {
    answered.push(slow.got.length);
    response.writeHead(204).end();
  };
  const channels = { a: hook(slow.url), b: hook(broken.url), c: hook(well.url) };
  // Only the slow one is given up on: the others may take as long as the machine does.
  const report = await w.deliver(channels, {
    fetch: (input, init) => (String(input).startsWith(slow.url) ? fetch : patient)(input, init),
  });
  expect(report.channels).toMatchObject({
    a: { delivered: 0, waiting: 2, problem: "no answer in time" },
    b: { delivered: 0, waiting: 2 },
    c: { delivered: 2, waiting: 0 },
  });
});

it("leaves what it has no secret for, without counting an attempt", async () => {
  const w = world();
  const e = await endpoint();
  await w.append(raised(1));
  const channels = { a: hook(e.url, { secret_env: "NOT_SET" }) };
  expect((await w.deliver(channels)).channels["a"]).toMatchObject({
    waiting: 1,
    problem: "environment variable NOT_SET is not there",
  });
  expect(e.got).toEqual([]);
  expect(await w.outbox()).toMatchObject([{ attempts: 0 }]);
});

it("keeps what waits for a channel that was taken out, and says so", async () => {
  const w = world();
  await w.append(raised(1));
  await w.deliver({ a: hook((await endpoint(status(500))).url) });
  const report = await w.deliver({});
  expect(report.channels["a"]).toMatchObject({ waiting: 1 });
  const { paths, files, lock } = w.options({});
  const drop = {
    id: (await w.outbox())[0]?.id ?? "",
    reason: "gone",
    actor: "alice",
    at: "2026-11-22T00:00:00.000Z",
  };
  await dropDelivery({ paths, files, lock }, drop);
  expect(await w.outbox()).toEqual([]);
  expect(await errorCode(() => dropDelivery({ paths, files, lock }, drop))).toBe("DELIVERY_UNKNOWN");
});

it("tells a new channel of the last day and of what is still open, not of old ends", async () => {
  const w = world();
  const e = await endpoint();
  await w.append(raised(1), resolved(1), raised(2), muted("gone", 10), muted("kept", 100_000));
  w.clock.advance(48 * 3_600_000);
  await w.append(raised(3, "material", "late", 48 * 60 + 100), resolved(3, 48 * 60 + 110));
  await w.deliver({ a: hook(e.url) });
  const told = e.got.map(({ body }) => JSON.parse(body)).map(({ subject }) => subject);
  expect(new Set(told)).toEqual(
    new Set([`challenge/${uuid(2)}`, "metric/gone", "metric/kept", `challenge/${uuid(3)}`]),
  );
});

it("takes a cursor into another log for none", async () => {
  const w = world();
  const e = await endpoint();
  await w.append(raised(1));
  await w.deliver({ a: hook(e.url) });
  const { readdirSync, rmSync } = await import("node:fs");
  // The log is taken away with all that speaks of it; only the outbox stays.
  for (const name of readdirSync(`${w.root}/state`))
    if (name !== "outbox") rmSync(`${w.root}/state/${name}`, { recursive: true });
  await w.append(raised(2), raised(3));
  await w.deliver({ a: hook(e.url) });
  expect(
    e.got
      .slice(1)
      .map(({ body }) => JSON.parse(body).id)
      .sort(),
  ).toEqual([uuid(2), uuid(3)]);
  // A receiver that drops repetitions must not take the new first entry for the old one.
  expect(new Set(e.got.map(({ headers }) => headers["idempotency-key"])).size).toBe(3);
});
