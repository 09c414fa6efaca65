import type { MvcrsEvent } from "@mvcrs/escalation";
import { nodeTextFiles, type TextFiles } from "@mvcrs/files";
import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { dropDelivery, enqueueNotices, nodeOutboxLock, retryDeliveries } from "../src/index.ts";
import { endpoint, status } from "./support/endpoint.ts";
import { acknowledged, extended, muted, raised, resolved } from "./support/events.ts";
import { hook, world } from "./support/world.ts";

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
    const record = async (make: () => Promise<readonly MvcrsEvent[]>) => {
      count();
      await w.append(...(await make()));
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
