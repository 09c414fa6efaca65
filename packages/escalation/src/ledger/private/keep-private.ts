import { type SealedEvent, sealFields } from "@mvcrs/chain";
import type { MvcrsEvent } from "../events.ts";
import type { PersonalField } from "./personal-fields.ts";

/** The events that a person makes and that may keep such a field in the vault. */
const ofPersons: ReadonlySet<MvcrsEvent["type"]> = new Set([
  "challenge.acknowledged",
  "challenge.resolved",
  "trust_lock.engaged",
  "trust_lock.released",
  "committee.changed",
  "checkpoint_key.changed",
  "metric.muted",
  "metric.unmuted",
  "orchestrator.frozen",
  "orchestrator.resumed",
] as const);

/** The event as the log is to hold it, and what the vault keeps of it. */
export function keepPrivate(
  event: MvcrsEvent,
  fields: readonly PersonalField[],
): { readonly event: object; readonly payloads: SealedEvent["payloads"] } {
  const mine = fields.filter((field) => ofPersons.has(event.type) && Object.hasOwn(event, field));
  return mine.length === 0
    ? { event, payloads: [] }
    : sealFields(
        event,
        mine.map((field) => `/${field}`),
      );
}
