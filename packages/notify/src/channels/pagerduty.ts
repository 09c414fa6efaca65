import type { ChannelOf } from "@mvcrs/escalation/ledger";
import type { Delivery } from "../delivery.ts";
import type { Notice } from "../notice.ts";
import { send } from "../request.ts";
import { readSecret } from "../secrets.ts";
import { type Attempt, clip, resultOf, type SendResult } from "./channel.ts";

const severity: Readonly<Record<Notice["level"], string>> = {
  soft: "warning",
  material: "error",
  critical: "critical",
};

function actionOf(type: string): "trigger" | "acknowledge" | "resolve" {
  if (type === "challenge.acknowledged") return "acknowledge";
  return type === "challenge.resolved" || type === "trust_lock.released" ? "resolve" : "trigger";
}

/**
 * The event of PagerDuty's Events API v2. `dedup_key` is the id of the challenge (or lock): every later event of it
 * joins the one incident, and its end resolves it; PagerDuty drops a repeated trigger by the same key.
 */
function pagerDutyEvent({ notice }: Delivery, origin: string) {
  const { challenge, subject, title, text, level, at, seq } = notice;
  const action = actionOf(notice.type);
  const head = { event_action: action, dedup_key: subject.id };
  if (action !== "trigger") return head;
  return {
    ...head,
    client: "mvcrs",
    payload: {
      summary: clip(title, 1024),
      source: clip(challenge?.source ?? origin, 255),
      severity: severity[level],
      timestamp: at,
      ...(challenge === null ? {} : { component: challenge.metric, class: challenge.pattern }),
      custom_details: { text, log_entry: seq, ...(challenge ?? {}) },
    },
  };
}

export async function sendPagerDuty(channel: ChannelOf<"pagerduty">, attempt: Attempt): Promise<SendResult> {
  const place = { env: channel.routing_key_env, file: channel.routing_key_file };
  const key = await readSecret(attempt.secrets, place);
  if ("problem" in key) return { kind: "unready", problem: key.problem };
  const { delivery, http, origin } = attempt;
  const outcome = await send(
    {
      method: "POST",
      url: channel.url,
      headers: { "content-type": "application/json", "idempotency-key": delivery.id },
      body: JSON.stringify({ routing_key: key.value, ...pagerDutyEvent(delivery, origin) }),
      wanted: 0,
    },
    http,
  );
  return resultOf(outcome);
}
