import type { ChannelOf } from "@mvcrs/escalation/ledger";
import type { Delivery } from "../delivery.ts";
import type { Notice } from "../notice.ts";
import { send } from "../request.ts";
import { readSecretUrl } from "../secrets.ts";
import { type Attempt, clip, resultOf, type SendResult } from "./channel.ts";

/** Slack reads these three as markup; `<!channel>` in a metric's name must notify nobody. */
const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** At most this many characters once escaped, which is how Slack counts them (3,000 per text); no escape is cut in half. */
const escaped = (text: string, most: number): string => {
  const whole = escapeText(text);
  return whole.length <= most
    ? whole
    : `${clip(whole, most - 1)
        .slice(0, -1)
        .replace(/&[a-z]*$/, "")}…`;
};

const sign: Readonly<Record<Notice["level"], string>> = { soft: "🟡", material: "🟠", critical: "🔴" };

/** The message of an incoming webhook: `text` for notifications, blocks for the channel. */
function slackMessage({ notice }: Delivery) {
  const title = `${sign[notice.level]} ${escaped(notice.title, 600)}`;
  const text = (content: string) => ({ type: "mrkdwn", text: content, verbatim: true });
  return {
    text: title,
    blocks: [
      { type: "section", text: text(title) },
      { type: "section", text: text(escaped(notice.text, 2900) || "-") },
      { type: "context", elements: factsOf(notice).map((fact) => text(escaped(fact, 600))) },
    ],
  };
}

function factsOf({ challenge, at, seq }: Notice): string[] {
  const entry = `log entry ${seq}, ${at}`;
  if (challenge === null) return [entry];
  const { id, value, unit, source, deviation, observations } = challenge;
  return [
    entry,
    `value ${value}${unit === null ? "" : ` ${unit}`} reported by ${source}`,
    `deviation ${Number(deviation.toPrecision(6))} in ${observations} observation(s)`,
    `mvcrs challenges show ${id.slice(0, 8)}`,
  ];
}

export async function sendSlack(channel: ChannelOf<"slack">, attempt: Attempt): Promise<SendResult> {
  const url = await readSecretUrl(attempt.secrets, { env: channel.url_env, file: channel.url_file });
  if ("problem" in url) return { kind: "unready", problem: url.problem };
  const { delivery, http } = attempt;
  const outcome = await send(
    {
      method: "POST",
      url: url.value,
      headers: { "content-type": "application/json", "idempotency-key": delivery.id },
      body: JSON.stringify(slackMessage(delivery)),
      wanted: 0,
    },
    http,
  );
  return resultOf(outcome);
}
