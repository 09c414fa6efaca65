import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseConfig } from "@mvcrs/escalation";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { endpoint } from "./support/endpoint.ts";
import { raised } from "./support/events.ts";
import { hook, signingSecret, world } from "./support/world.ts";

const path = fileURLToPath(new URL("../../../docs/notifications.md", import.meta.url));
const page = readFileSync(path, "utf8");

function block(fence: string): string {
  const found = page.split(`\n\`\`\`${fence}\n`)[1]?.split(/^```$/m)[0];
  if (found === undefined) throw new Error(`docs/notifications.md has no block ${fence}`);
  return found;
}

/** What each kind of channel is sent of one and the same challenge. */
async function sent() {
  const w = world();
  const e = await endpoint();
  await w.append(raised(1, "critical"));
  const values = new Map([
    ["HOOK_SECRET", signingSecret],
    ["SLACK", `${e.url}/slack`],
    ["PD", "R0123456789ABCDEF"],
  ]);
  const channels = {
    webhook: hook(`${e.url}/webhook`),
    slack: { kind: "slack", url_env: "SLACK" },
    pagerduty: { kind: "pagerduty", url: `${e.url}/pagerduty`, routing_key_env: "PD" },
  };
  await w.deliver(channels, { secrets: { env: (name) => values.get(name), file: async () => null } });
  return e.got;
}

it("shows payloads as they are sent", async () => {
  const got = await sent();
  for (const kind of ["webhook", "slack", "pagerduty"]) {
    const body = got.find((one) => one.path === `/${kind}`)?.body ?? "{}";
    expect(JSON.parse(block(`json ${kind}`)), kind).toEqual(JSON.parse(body));
  }
});

it("shows a configuration that is accepted", () => {
  expect(Object.keys(parseConfig(block("json config"), "c.json").notifications.channels)).toHaveLength(5);
});

it("shows how to verify a signature, and it does", async () => {
  const file = join(tempRoot(), "verify.mjs");
  writeFileSync(file, block("js"));
  const { isFromMvcrs } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  const got = (await sent()).find((one) => one.path === "/webhook");
  const now = Date.parse("2026-11-22T02:00:00.000Z");
  const { headers = {}, body = "" } = got ?? {};
  expect(isFromMvcrs(headers, body, signingSecret, now)).toBe(true);
  expect(isFromMvcrs(headers, `${body} `, signingSecret, now)).toBe(false);
  expect(isFromMvcrs(headers, body, signingSecret.replace("M", "N"), now)).toBe(false);
  expect(isFromMvcrs(headers, body, signingSecret, now + 301_000)).toBe(false);
  expect(isFromMvcrs({ ...headers, "webhook-id": "x" }, body, signingSecret, now)).toBe(false);
  expect(isFromMvcrs({}, body, signingSecret, now)).toBe(false);
});
