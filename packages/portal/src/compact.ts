import { type MvcrsEvent, noticeNote, subjectOf } from "@mvcrs/escalation/ledger";
import { z } from "zod";
import { noteLength, type TimelineEntry } from "./format/entry.ts";
import type { OpenRow } from "./format/snapshot.ts";

/** An event in a line of the timeline; `open` are the challenges that are open before it. */
export function compact(event: MvcrsEvent, seq: number, open: ReadonlyMap<string, OpenRow>): TimelineEntry {
  const { type, at, actor } = event;
  const line = { seq, type, at, actor };
  const { challenge, metric } = subjectOf(event);
  const row = challenge === undefined ? undefined : open.get(challenge);
  const subject = {
    ...(challenge === undefined ? {} : { challenge }),
    ...(row === undefined ? {} : { raised: row.seq, metric: row.metric, level: row.level }),
    ...(metric === undefined ? {} : { metric }),
  };
  switch (event.type) {
    case "challenge.raised":
      return {
        ...line,
        ...subject,
        note: cut(event.reason),
        raised: seq,
        source: event.signal.source,
        pattern: event.pattern,
        level: event.level,
        deviation: event.deviation,
        value: event.signal.value,
      };
    case "challenge.extended":
      return {
        ...line,
        ...subject,
        note: cut(event.reason),
        ...(row === undefined ? {} : { was: row.level }),
        level: event.level,
        deviation: event.deviation,
        value: event.value,
        observations: event.observations,
        ...(event.pattern === undefined ? {} : { pattern: event.pattern }),
      };
    case "challenge.acknowledged":
      return { ...line, ...subject, note: cut(event.reason), ...isOverdueNoMore(row) };
    case "challenge.overdue":
      return {
        ...line,
        ...subject,
        note: `review was due at ${event.due_at}`,
        until: event.due_at,
        ...(row !== undefined && row.overdue_since === null ? { overdue: 1 as const } : {}),
      };
    case "challenge.resolved":
      return {
        ...line,
        ...subject,
        note: cut(event.reason),
        resolution: event.resolution,
        ...(row === undefined ? {} : { was: row.level }),
        ...isOverdueNoMore(row),
      };
    case "trust_lock.engaged":
      return { ...line, ...subject, note: cut(event.reason), lock: event.id };
    case "metric.muted":
      return { ...line, ...subject, note: cut(`${event.reason} (${event.owner})`), until: event.until };
    case "incident.archived":
      return { ...line, ...subject, note: cut(`${event.kind} · ${event.name}`) };
    case "notice.ended":
      return {
        ...line,
        ...subject,
        note: cut(noticeNote(event)),
        ...(event.outcome === "delivered" ? {} : { ok: false }),
      };
    default:
      return { ...line, ...subject, ...told(event) };
  }
}

const isOverdueNoMore = (row: OpenRow | undefined) =>
  row === undefined || row.overdue_since === null ? {} : { overdue: -1 as const };

/** What the producers of other events say of them, as far as they do. */
const loose = z.object({
  reason: z.string().optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  branch: z.string().optional().catch(undefined),
  size: z.number().optional().catch(undefined),
  kind: z.string().optional().catch(undefined),
  plan: z.object({ kind: z.string() }).optional().catch(undefined),
  plan_hash: z.string().optional().catch(undefined),
  verified: z.boolean().optional().catch(undefined),
  ok: z.boolean().optional().catch(undefined),
  broken: z.array(z.string()).optional().catch(undefined),
  scenarios: z.array(z.string()).optional().catch(undefined),
  set_aside: z.string().optional().catch(undefined),
});

function told(event: MvcrsEvent): { readonly note: string; readonly ok?: boolean } {
  const said = loose.parse(event);
  const ok = said.ok ?? said.verified;
  const parts = [
    said.kind ?? said.plan?.kind,
    said.branch,
    said.size === undefined ? undefined : `checkpoint of ${said.size} entries`,
    said.scenarios?.join(", "),
    said.broken === undefined || said.broken.length === 0 ? undefined : `broken: ${said.broken.join(", ")}`,
    said.set_aside,
    said.text ?? said.reason,
    said.plan_hash === undefined ? undefined : `plan ${said.plan_hash.slice(0, 12)}`,
  ];
  const note = cut(parts.filter((part) => part !== undefined).join(" · "));
  return ok === undefined ? { note } : { note, ok };
}

function cut(text: string): string {
  if (text.length <= noteLength) return text;
  const end = noteLength - 1;
  // Not between the two halves of a character.
  const last = text.charCodeAt(end - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? end - 1 : end)}…`;
}
