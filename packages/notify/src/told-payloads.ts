import type { LogReader } from "@mvcrs/chain";
import { applyEvent, emptyState, fieldLabel, type MvcrsEvent } from "@mvcrs/escalation/ledger";
import { webhookBody } from "./channels/webhook.ts";
import type { Notice } from "./notice.ts";
import { noticesOf } from "./notices-of.ts";

/** What webhooks were sent of one entry. */
export interface ToldPayload {
  readonly seq: number;
  readonly body: string;
}

export interface ToldPayloadsOptions {
  readonly challenge: { readonly id: string; readonly metric: string };
  /** Only of entries before this one. */
  readonly before: number;
  /** The origin of the log, as the configuration has it. */
  readonly origin: string;
}

/** The bodies that webhooks have accepted about a challenge, made again from the log: they follow from it. */
export async function toldPayloads(
  log: LogReader<MvcrsEvent>,
  { challenge, before, origin }: ToldPayloadsOptions,
): Promise<readonly ToldPayload[]> {
  const labels = [fieldLabel.challenge(challenge.id), fieldLabel.metric(challenge.metric)];
  const own = new Map<number, MvcrsEvent>();
  for (const label of labels)
    for await (const { seq, event } of log.entries({ where: { labels: [label] } }))
      if (seq < before && isAbout(event, challenge)) own.set(seq, event);
  // Of the whole state only this challenge and its metric's mutes count here.
  const state = emptyState();
  const notices: Notice[] = [];
  const accepted = new Set<string>();
  for (const [seq, event] of [...own].sort(([one], [other]) => one - other)) {
    if (event.type === "notice.ended") {
      if (event.kind === "webhook" && event.outcome === "delivered") accepted.add(event.about_id);
      continue;
    }
    notices.push(...noticesOf(event, { ...state, count: seq }));
    applyEvent(state, event, seq);
  }
  return notices
    .filter((notice) => notice.challenge?.id === challenge.id && accepted.has(notice.event_id))
    .map((notice) => ({ seq: notice.seq, body: webhookBody(notice, origin) }));
}

function isAbout(event: MvcrsEvent, { id, metric }: ToldPayloadsOptions["challenge"]): boolean {
  if (event.type === "metric.muted" || event.type === "metric.unmuted") return event.metric === metric;
  if (event.type === "challenge.raised") return event.id === id;
  // A lock that it engaged is another subject, and its end has no name of the challenge.
  return !event.type.startsWith("trust_lock.") && "challenge_id" in event && event.challenge_id === id;
}
