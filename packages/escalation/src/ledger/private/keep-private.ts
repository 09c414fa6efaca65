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
  "owner_op.intended",
  "owner_op.executed",
] as const);

/** The members of an event that say such a thing. */
const membersOf: Readonly<Record<PersonalField, readonly string[]>> = {
  reason: ["reason", "lock_set_aside"],
  actor: ["actor"],
  owner: ["owner"],
};

/** The event as the log is to hold it, and what the vault keeps of it. */
export function keepPrivate(
  event: MvcrsEvent,
  fields: readonly PersonalField[],
): { readonly event: object; readonly payloads: SealedEvent["payloads"] } {
  const said = ofPersons.has(event.type) ? fields.flatMap((field) => membersOf[field]) : [];
  const pointers = said.filter((name) => Object.hasOwn(event, name)).map((name) => `/${name}`);
  return pointers.length === 0 ? { event, payloads: [] } : sealFields(event, pointers);
}
