import { createServer } from "node:net";
import type { MvcrsEvent } from "@mvcrs/escalation";
import { nodeTextFiles, type TextFiles } from "@mvcrs/files";
import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { dropDelivery, enqueueNotices, nodeOutboxLock, retryDeliveries } from "../src/index.ts";
import { endpoint, type Got, hang, noise, reset, status } from "./support/endpoint.ts";
import { acknowledged, event, extended, muted, raised, resolved, uuid } from "./support/events.ts";
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

it("sends nothing twice with two deliverers at once", async () => {
  const w = world();
  const e = await endpoint();
  const events = Array.from({ length: 20 }, (_, i) => raised(i + 1));
  await w.append(...events);
  const reports = await Promise.all([1, 2, 3].map(() => w.deliver({ a: hook(e.url) })));
  expect(reports.filter(({ busy }) => busy)).toHaveLength(2);
  expect(e.got).toHaveLength(20);
});

it("makes a notice due at once when told to, whatever the endpoint asked for", async () => {
  const w = world();
  const e = await endpoint(status(429, { "retry-after": "3600" }));
  await w.append(raised(1));
  await w.deliver({ a: hook(e.url) });
  e.answer = status(204);
  const { paths, files, lock } = w.options({});
  await retryDeliveries({ paths, files, lock }, { id: (await w.outbox())[0]?.id.slice(0, 8) ?? "" });
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ delivered: 1 });
});

it("puts notices down while another process delivers", async () => {
  const w = world();
  const e = await endpoint();
  await w.append(raised(1));
  const held = await nodeOutboxLock(`${w.root}/state/outbox/deliver-a.lock`, 0);
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ busy: true, enqueued: 1, delivered: 0 });
  await held.release();
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ enqueued: 0, delivered: 1 });
});

it("is not held up by times that a clock far ahead wrote", async () => {
  const w = world();
  const e = await endpoint(status(503, { "retry-after": "60" }));
  await w.append(raised(1));
  const ahead = () => Date.parse("2031-01-01T00:00:00.000Z");
  await w.deliver({ a: hook(e.url) }, { clock: ahead, budgetMs: 1000 });
  e.answer = status(204);
  expect(await w.deliver({ a: hook(e.url) })).toMatchObject({ delivered: 1 });
});

it("asks which delivery is meant where several begin alike", async () => {
  const w = world();
  const e = await endpoint(status(503));
  // More than there are hexadecimal digits, so that two begin with the same.
  await w.append(...Array.from({ length: 17 }, (_, n) => raised(n + 1)));
  await w.deliver({ a: hook(e.url) });
  const ids = (await w.outbox()).map(({ id }) => id);
  const first = ids.map((id) => id.slice(0, 1)).find((letter, at, all) => all.indexOf(letter) !== at) ?? "";
  const { paths, files, lock } = w.options({});
  const drop = (id: string) =>
    errorCode(() => dropDelivery({ paths, files, lock }, { id, reason: "r", actor: "a", at: "t" }));
  expect([await drop(first), await drop(""), await drop("none")]).toEqual([
    "DELIVERY_AMBIGUOUS",
    "DELIVERY_UNKNOWN",
    "DELIVERY_UNKNOWN",
  ]);
});

it("says that the outbox is busy to whoever wants to change it meanwhile", async () => {
  const w = world();
  const e = await endpoint(status(500));
  await w.append(raised(1));
  await w.deliver({ a: hook(e.url) });
  const [{ id = "" } = {}] = await w.outbox();
  const { paths, files, lock } = w.options({});
  const held = await nodeOutboxLock(`${w.root}/state/outbox/deliver-a.lock`, 0);
  expect(await errorCode(() => retryDeliveries({ paths, files, lock, lockTimeoutMs: 0 }, { id }))).toBe(
    "OUTBOX_BUSY",
  );
  await held.release();
});

it("refuses an outbox file that is not its own", async () => {
  const w = world();
  const e = await endpoint(status(500));
  await w.append(raised(1));
  await w.deliver({ a: hook(e.url) });
  const [delivery] = await w.outbox();
  const path = `${w.root}/state/outbox/000000000000-${delivery?.id}.json`;
  await nodeTextFiles.write(path, "{");
  expect(await errorCode(() => w.outbox())).toBe("OUTBOX_DAMAGED");
  await nodeTextFiles.write(path, '{"version":2}');
  expect(await errorCode(() => w.deliver({ a: hook(e.url) }))).toBe("OUTBOX_DAMAGED");
});

it("loses nothing and repeats only what was under way, wherever a crash stops it", async () => {
  const events = [raised(1), raised(2), acknowledged(1), resolved(2)];
  let steps = 1;
  for (let stopAt = 1; stopAt <= steps; stopAt++) {
    let step = 0;
    const count = (): void => {
      step += 1;
      // A killed process does nothing more.
      if (step >= stopAt) throw new Error("killed");
    };
    const dying: TextFiles = {
      ...nodeTextFiles,
      write: async (path, text) => {
        count();
        await nodeTextFiles.write(path, text);
      },
      remove: async (path) => {
        count();
        await nodeTextFiles.remove(path);
      },
    };
    const w = world();
    const e = await endpoint();
    await w.append(...events);
    const record = async (ended: readonly MvcrsEvent[]) => {
      count();
      await w.append(...ended);
    };
    await w.deliver({ a: hook(e.url) }, { files: dying, record }).catch((thrown: unknown) => {
      if (!(thrown instanceof Error) || thrown.message !== "killed") throw thrown;
    });
    steps = Math.max(steps, step < stopAt ? step : stopAt + 1);
    const before = e.got.length;
    await w.deliver({ a: hook(e.url) });
    const keys = e.got.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size, `stopped at step ${stopAt}`).toBe(4);
    // At most one attempt a subject had no file operation after it.
    expect(keys.length - 4, `stopped at step ${stopAt}`).toBeLessThanOrEqual(Math.min(2, before));
    expect(await w.outbox()).toEqual([]);
    // And the log says of each, once, that it was delivered.
    const said = (await w.ended()).map(({ notice }) => notice);
    expect([said.length, new Set(said)], `stopped at step ${stopAt}`).toEqual([4, new Set(keys)]);
  }
  expect(steps).toBeGreaterThan(10);
});

it("enqueues the same deliveries again where only the cursor was lost", async () => {
  const w = world();
  const options = w.options({ a: hook("https://example.org") });
  await w.append(raised(1), raised(2));
  const enqueue = () =>
    enqueueNotices({ ...options, config: options.config.notifications, autoIssue: false });
  expect(await enqueue()).toMatchObject({ enqueued: 2, newChannels: ["a"] });
  const before = await w.outbox();
  await nodeTextFiles.remove(`${w.root}/state/outbox/cursor.json`);
  expect(await enqueue()).toMatchObject({ enqueued: 0 });
  expect(await w.outbox()).toEqual(before);
});

it("derives the same from a state that was saved as from the start of the log", async () => {
  const channels = { a: hook("https://example.org", { min_level: "soft" }) };
  const [kept, anew] = [world(), world()];
  const batches = Array.from({ length: 6 }, (_, batch) =>
    Array.from({ length: 24 }, (_unused, i) => 100 * batch + i).flatMap((n) => {
      const [old, level] = [n - 90, n % 2 === 0 ? "critical" : "material"] as const;
      return [
        raised(n),
        ...(n % 3 === 0 ? [muted(`metric ${n}`, 30)] : []),
        extended(n, level),
        ...(n % 100 < 12 ? [] : [resolved(n)]),
        // Raised in the batch before, and open since.
        ...(batch > 0 && n % 100 >= 10 && n % 100 < 20 && n % 2 === 0 ? [acknowledged(old - 10)] : []),
      ];
    }),
  );
  for (const events of batches) {
    for (const { append, options } of [kept, anew]) {
      await append(...events);
      const given = options(channels);
      const notifications = { ...given, config: given.config.notifications, autoIssue: false };
      const savedFrom = append === kept.append ? 1 : Number.POSITIVE_INFINITY;
      await enqueueNotices({ ...notifications, savedFrom });
    }
    const told = async ({ outbox }: typeof kept) =>
      (await outbox()).map(({ notice }) => notice).sort((a, b) => a.seq - b.seq);
    expect(await told(kept)).toEqual(await told(anew));
  }
  expect((await kept.outbox()).length).toBeGreaterThan(250);
  expect(await nodeTextFiles.list(`${kept.root}/state/folded/outbox`)).toContain("state.jsonl");
  expect(await nodeTextFiles.list(`${anew.root}/state/folded/outbox`)).toEqual([]);
});
