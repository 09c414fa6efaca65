import { createHmac } from "node:crypto";
import type { ChannelOf } from "@mvcrs/escalation/ledger";
import type { Notice } from "../notice.ts";
import { send } from "../request.ts";
import { readSecret } from "../secrets.ts";
import { type Attempt, resultOf, type SendResult } from "./channel.ts";

/**
 * A notice as a CloudEvent (CloudEvents 1.0, JSON format; `sequence` is its documented extension). `id` with `source`
 * is the same for every delivery of the event, to whichever channel.
 */
export function webhookBody({ type, event_id, seq, at, subject, ...rest }: Notice, origin: string): string {
  return JSON.stringify({
    specversion: "1.0",
    id: event_id,
    source: encodeURI(origin),
    type: `mvcrs.${type}`,
    subject: `${subject.kind}/${encodeURIComponent(subject.id)}`,
    time: at,
    sequence: String(seq),
    datacontenttype: "application/json",
    data: rest,
  });
}

/**
 * `webhook-signature` of the Standard Webhooks specification: HMAC-SHA256 over `id.timestamp.body`, base64, with the
 * version in front. `timestamp` in seconds since 1970.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signWebhook } from "@mvcrs/notify";
 *
 * assert.match(signWebhook(new Uint8Array(24), "id", 1_790_000_000, "{}"), /^v1,[A-Za-z0-9+/]{43}=$/);
 * ```
 */
export function signWebhook(key: Uint8Array, id: string, timestamp: number, body: string): string {
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** The key in `whsec_<base64>`, 24 to 64 bytes as the specification asks; `null` where it is none. */
export function parseWebhookSecret(text: string): Uint8Array | null {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (encoded === undefined) return null;
  const key = Buffer.from(encoded, "base64");
  const strict = key.toString("base64") === encoded;
  return strict && key.length >= 24 && key.length <= 64 ? key : null;
}

export async function sendWebhook(channel: ChannelOf<"webhook">, attempt: Attempt): Promise<SendResult> {
  const { delivery, http, origin } = attempt;
  const secret = await readSecret(attempt.secrets, { env: channel.secret_env, file: channel.secret_file });
  if ("problem" in secret) return { kind: "unready", problem: secret.problem };
  const key = parseWebhookSecret(secret.value);
  if (key === null)
    return {
      kind: "unready",
      problem: `${channel.secret_env ?? channel.secret_file} is not whsec_ and the base64 of 24 to 64 bytes`,
    };
  const body = webhookBody(delivery.notice, origin);
  const timestamp = Math.floor(http.clock() / 1000);
  const outcome = await send(
    {
      method: "POST",
      url: channel.url,
      headers: {
        "content-type": "application/cloudevents+json; charset=utf-8",
        "idempotency-key": delivery.id,
        "webhook-id": delivery.id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signWebhook(key, delivery.id, timestamp, body),
      },
      body,
      wanted: 0,
    },
    http,
  );
  return resultOf(outcome);
}
