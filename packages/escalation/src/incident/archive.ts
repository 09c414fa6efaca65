import { sha256Hex } from "@mvcrs/canonical/sha256";
import { followUpId } from "../ledger/challenge-id.ts";
import type { EventOf } from "../ledger/events.ts";
import type { ByPerson } from "../ledger/person.ts";

/** A document of an incident, as it was found. */
export interface IncidentDocument {
  readonly kind: EventOf<"incident.archived">["kind"];
  /** Where it was found. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly challengeId?: string;
}

/** A text longer than this as JSON is kept beside the log under its hash: an entry has at most 65,535 bytes. */
const longestText = 48_000;

/**
 * Archives a document in the log: its hash, and the text itself where an entry can hold it. The same document under the same
 * name has the same id, so it is archived once.
 */
export function archiveDocument(document: IncidentDocument, by: ByPerson): EventOf<"incident.archived"> {
  const { kind, name, bytes, challengeId } = document;
  const sha256 = sha256Hex(bytes);
  const text = textOf(bytes);
  return {
    type: "incident.archived",
    id: followUpId("incident.archived", `${sha256}:${name}`, 0),
    at: new Date(by.now).toISOString(),
    actor: by.actor,
    kind,
    name,
    sha256,
    bytes: bytes.length,
    ...(text === undefined ? {} : { text }),
    ...(challengeId === undefined ? {} : { challenge_id: challengeId }),
    reason: by.reason,
  };
}

/** The text of a document that is one and is short enough. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > longestText) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return Buffer.byteLength(JSON.stringify(text)) <= longestText ? text : undefined;
  } catch {
    return undefined;
  }
}
