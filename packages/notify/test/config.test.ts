import { isCodedError } from "@mvcrs/errors";
import { parseConfig } from "@mvcrs/escalation";
import { expect, it } from "vitest";

/** The problems that the configuration is refused for; none where it is accepted. */
function problems(channels: Record<string, unknown>, more: object = {}): readonly string[] {
  try {
    parseConfig(JSON.stringify({ notifications: { channels }, ...more }), "c.json");
    return [];
  } catch (thrown) {
    if (!isCodedError(thrown) || thrown.code !== "CONFIG_INVALID") throw thrown;
    return thrown.details["problems"] as readonly string[];
  }
}

it("accepts each kind of channel with its secrets by name", () => {
  const channels = {
    a: { kind: "webhook", url: "https://example.org/hook", secret_env: "S" },
    b: { kind: "slack", url_file: "secrets/slack", audience: "committee", min_level: "critical" },
    c: { kind: "pagerduty", routing_key_env: "PD" },
    d: { kind: "github", repository: "acme/gov", token_file: "/run/secrets/gh" },
  };
  expect(problems(channels, { human_review_policy: { auto_issue: true } })).toEqual([]);
});

it.each([
  "http://127.0.0.1:8080/x",
  "http://127.9.9.9/x",
  "http://[::1]:1/x",
  "http://localhost/x",
  "https://x.org",
])("accepts %s", (url) => expect(problems({ a: { kind: "webhook", url, secret_env: "S" } })).toEqual([]));

it.each([
  "http://example.org/x",
  "http://127.0.0.1.example.org/x",
  "http://0.0.0.0/x",
  "http://localhost.example.org/x",
  "ftp://127.0.0.1/x",
  "file:///etc/passwd",
  "https://user:hunter2@example.org/x",
  "https://example.org/#hunter2",
  "not a url hunter2",
])("refuses %s, without repeating it", (url) => {
  const [problem] = problems({ a: { kind: "webhook", url, secret_env: "S" } });
  expect(problem).toMatch(/^notifications\.channels\.a\.url: /);
  expect(problem).not.toContain("hunter2");
});

it.each([
  ["an inline signing secret", { kind: "webhook", url: "https://x.org", secret: "hunter2" }],
  ["an inline Slack URL", { kind: "slack", url: "https://hooks.slack.com/services/hunter2" }],
  ["an inline routing key", { kind: "pagerduty", routing_key: "hunter2" }],
  ["an inline token", { kind: "github", repository: "a/b", token: "hunter2" }],
  ["a secret in place of its name", { kind: "pagerduty", routing_key_env: "hunter2" }],
  ["no secret at all", { kind: "pagerduty" }],
  ["two places for one secret", { kind: "pagerduty", routing_key_env: "A", routing_key_file: "b" }],
  ["a repository outside the form", { kind: "github", repository: "a/../b", token_env: "A" }],
  ["a repository of dots", { kind: "github", repository: "../..", token_env: "A" }],
  ["an unknown kind", { kind: "pigeon" }],
])("refuses %s", (_name, channel) => {
  const found = problems({ a: channel });
  expect(found.length).toBeGreaterThan(0);
  expect(found.join()).not.toContain("hunter2");
});

it("says which name to use in place of an inline secret", () => {
  expect(problems({ a: { kind: "pagerduty", routing_key_env: "K", routing_key: "x" } })).toEqual([
    "notifications.channels.a: no secret stands in the configuration: write routing_key_env or routing_key_file in place of routing_key",
  ]);
});

it("refuses a channel name that is no file name, and issues without a tracker", () => {
  expect(problems({ "../a": { kind: "pagerduty", routing_key_env: "K" } })).not.toEqual([]);
  expect(problems({}, { human_review_policy: { auto_issue: true } })).not.toEqual([]);
});
