import { createHmac, timingSafeEqual } from "node:crypto";
import { expect, it } from "vitest";
import { parseWebhookSecret, signWebhook } from "../src/index.ts";
import { endpoint, type Got, status } from "./support/endpoint.ts";
import { acknowledged, event, extended, overdue, raised, resolved, uuid } from "./support/events.ts";
import { hook, routingKey, signingSecret, token, world } from "./support/world.ts";

const bodies = (got: readonly Got[]) => got.map(({ body }) => JSON.parse(body));

it("signs as the Standard Webhooks specification does, on its own example", () => {
  // The example of the specification's reference libraries.
  const key = parseWebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  const body = '{"test": 2432232314}';
  expect(signWebhook(key ?? new Uint8Array(), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)).toBe(
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

it.each([
  ["no prefix", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
  ["too short a key", "whsec_MfKQ"],
  ["too long a key", `whsec_${Buffer.alloc(65).toString("base64")}`],
  ["base64 that is not strict", `whsec_${Buffer.alloc(25).toString("base64").replace(/=+$/, "")}`],
  ["other characters", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-"],
])("takes no secret with %s", (_name, text) => expect(parseWebhookSecret(text)).toBeNull());

it("posts a CloudEvent whose signature holds over the bytes sent", async () => {
  const w = world();
  const e = await endpoint();
  await w.append(raised(1));
  await w.deliver({ a: hook(e.url) });
  const [got] = e.got;
  expect(got?.headers["content-type"]).toBe("application/cloudevents+json; charset=utf-8");
  const id = got?.headers["webhook-id"];
  const timestamp = got?.headers["webhook-timestamp"];
  expect(timestamp).toBe(String(Date.parse("2026-11-22T02:00:00Z") / 1000));
  const key = Buffer.from(signingSecret.slice("whsec_".length), "base64");
  const expected = `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${got?.body}`).digest("base64")}`;
  const given = String(got?.headers["webhook-signature"]);
  expect(timingSafeEqual(Buffer.from(given), Buffer.from(expected))).toBe(true);
  expect(bodies(e.got)[0]).toMatchSnapshot();
});

it("writes a Slack message in which nothing from outside is markup", async () => {
  const w = world();
  const e = await endpoint(status(200, {}, "ok"));
  await w.append(raised(1, "critical", "<!channel> & <http://x|y>"));
  const secrets = { env: () => e.url, file: async () => null };
  await w.deliver({ s: { kind: "slack", url_env: "SLACK_URL" } }, { secrets });
  expect(bodies(e.got)).toMatchSnapshot();
});

it("keeps one PagerDuty incident per challenge and lock, and resolves it at the end", async () => {
  const w = world();
  const e = await endpoint(status(202));
  const lock = event("trust_lock.engaged", { marker: "MVCRS_TRUST_LOCK", reason: "critical" });
  await w.append(
    raised(1),
    extended(1, "critical", 1),
    acknowledged(1),
    overdue(1),
    resolved(1),
    lock,
    event("trust_lock.released", { lock_id: lock.id, approvers: [], approvals: [], reason: "mended" }),
    event("metric.muted", { metric: "m", owner: "bob", reason: "r", until: "2026-12-01T00:00:00.000Z" }),
  );
  await w.deliver({ p: { kind: "pagerduty", url: e.url, routing_key_env: "PD_KEY" } });
  const sent = bodies(e.got);
  const of = (key: string) =>
    sent
      .filter(({ dedup_key }) => dedup_key === key)
      .map(({ event_action, payload }) => [event_action, payload?.severity]);
  expect(of(uuid(1))).toEqual([
    ["trigger", "error"],
    ["trigger", "critical"],
    ["acknowledge", undefined],
    ["trigger", "critical"],
    ["resolve", undefined],
  ]);
  expect(of(lock.id).map(([action]) => action)).toEqual(["trigger", "resolve"]);
  expect(sent).toHaveLength(7);
  expect(sent.every(({ routing_key }) => routing_key === routingKey)).toBe(true);
  expect(sent.find(({ payload }) => payload?.component !== undefined)).toMatchSnapshot();
});

it("leaves no secret in any file or report, even where an endpoint sends them back", async () => {
  const w = world();
  const e = await endpoint((got, response) => {
    response.writeHead(400, { "x-echo": String(got.headers.authorization ?? "none") });
    response.end(`${JSON.stringify(got.headers)} ${got.body} ${got.path}`);
  });
  const slackUrl = `${e.url}/services/T000/B000/slackSecretPath`;
  const secrets = {
    env: (name: string) =>
      ({ HOOK_SECRET: signingSecret, PD_KEY: routingKey, GH_TOKEN: token, SLACK: slackUrl })[name],
    file: async () => null,
  };
  await w.append(raised(1));
  const channels = {
    a: hook(e.url),
    b: { kind: "slack", url_env: "SLACK" },
    c: { kind: "pagerduty", url: e.url, routing_key_env: "PD_KEY" },
    d: { kind: "github", url: e.url, repository: "acme/gov", token_env: "GH_TOKEN" },
  };
  const dead = await w.deliver(channels, { secrets });
  expect(dead).toMatchObject({ died: 4 });
  const gone = {
    env: (name: string) => (name === "SLACK" ? "http://127.0.0.1:1/slackSecretPath" : undefined),
  };
  await w.append(raised(2));
  const unready = await w.deliver(channels, { secrets: { ...secrets, ...gone } });
  const all = `${w.everything()} ${JSON.stringify([dead, unready, await w.outbox()])}`;
  for (const secret of [signingSecret, signingSecret.slice(6), routingKey, token, "slackSecretPath"])
    expect(all).not.toContain(secret);
});

it("keeps every text within what Slack takes once it is escaped, and cuts no escape in half", async () => {
  const hostile = ["&", "<", ">", "a&", "<!channel>", "\u{1f534}"].map((piece) =>
    piece.repeat(4000).slice(0, 4000),
  );
  for (const reason of hostile)
    for (const lead of ["", "x", "xx", "xxx", "xxxx"]) {
      const w = world();
      const e = await endpoint();
      const secrets = { env: () => e.url, file: async () => null };
      await w.append(
        event("trust_lock.engaged", {
          marker: "MVCRS_TRUST_LOCK",
          reason: `${lead}${reason}`.slice(0, 3999).toWellFormed(),
        }),
      );
      await w.deliver({ s: { kind: "slack", url_env: "SLACK_URL" } }, { secrets });
      const { blocks } = JSON.parse(e.got[0]?.body ?? "{}");
      const texts =
        JSON.stringify(blocks).length > 0
          ? blocks.flatMap((b: SlackBlock) => b.text ?? b.elements ?? [])
          : [];
      for (const { text } of texts) {
        expect(text.length).toBeLessThanOrEqual(3000);
        expect(text.replace(/&(?:amp|lt|gt);/g, "")).not.toMatch(/[&<>]/);
        expect(text.isWellFormed()).toBe(true);
      }
    }
});

interface SlackBlock {
  readonly text?: { readonly text: string };
  readonly elements?: readonly { readonly text: string }[];
}

it("takes a byte-order mark and a line's end for no part of a secret", async () => {
  const w = world();
  const e = await endpoint();
  const secrets = { env: () => undefined, file: async () => `\ufeff${e.url}\r\n` };
  await w.append(raised(1));
  const report = await w.deliver({ s: { kind: "slack", url_file: "slack-url" } }, { secrets });
  expect(report).toMatchObject({ delivered: 1 });
});
