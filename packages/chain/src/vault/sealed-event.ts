import { randomFillSync } from "node:crypto";
import { canonicalize, pointerParts, utf8 } from "@mvcrs/canonical";
import { chainErrors } from "../errors.ts";
import { type SealedPayload, sealPayload } from "./payload-file.ts";

/** What stands in an event in the place of a value that is kept in the vault. */
export const privatePlaceholder = "[private]";

/** An event whose private values were taken out, and the payloads that they became. */
export interface SealedEvent {
  /** To be appended: the placeholder in the place of each value, and `vault` with the commitments. */
  readonly event: Readonly<Record<string, unknown>>;
  /** To be kept, before the event is appended (`Vault.append`). */
  readonly payloads: readonly SealedPayload[];
}

type Plain = Record<string | number, unknown>;

/**
 * Takes the values that the JSON Pointers name out of an event. Each may have up to 16 MiB as JSON, whatever a line of the
 * log holds.
 *
 * @throws PAYLOAD_FIELD_MISSING, PAYLOAD_FIELD_TAKEN, PAYLOAD_TOO_LARGE, what `canonicalize` throws
 */
export function sealFields(
  event: object,
  pointers: readonly string[],
  random: (target: Uint8Array<ArrayBuffer>) => unknown = randomFillSync,
): SealedEvent {
  const open: Record<string, unknown> = { ...structuredClone(event) };
  for (const field of ["vault", "redacts"])
    if (Object.hasOwn(open, field)) throw chainErrors.create("PAYLOAD_FIELD_TAKEN", { field });
  const payloads: SealedPayload[] = [];
  const vault: Record<string, string> = {};
  for (const pointer of new Set(pointers)) {
    const place = placeIn(open, pointer);
    if (place === undefined) throw chainErrors.create("PAYLOAD_FIELD_MISSING", { pointer });
    const sealed = sealPayload(utf8(canonicalize(place.holder[place.key])), random);
    place.holder[place.key] = privatePlaceholder;
    vault[pointer] = sealed.commitment;
    payloads.push(sealed);
  }
  return { event: payloads.length === 0 ? open : { ...open, vault }, payloads };
}

/** The event with values in the places that the pointers name; a place that is not there is left out. */
export function withValues(event: object, values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...structuredClone(event) };
  for (const [pointer, value] of values) {
    const place = placeIn(whole, pointer);
    if (place !== undefined) place.holder[place.key] = value;
  }
  return whole;
}

/** The commitments of an event by the JSON Pointer of their place; none where it keeps nothing in a vault. */
export function commitmentsOf(event: unknown): ReadonlyMap<string, string> {
  const commitments = new Map<string, string>();
  const vault = memberOf(event, "vault");
  for (const [pointer, commitment] of isPlain(vault) ? Object.entries(vault) : []) {
    const isOne =
      pointer.startsWith("/") && typeof commitment === "string" && /^[0-9a-f]{64}$/.test(commitment);
    if (!isOne) return new Map();
    commitments.set(pointer, commitment);
  }
  return commitments;
}

/** The entries that an event redacts; none where it is no redaction. */
export function redactsOf(event: unknown): readonly number[] {
  const redacts = memberOf(event, "redacts");
  return Array.isArray(redacts) && redacts.every((seq) => Number.isSafeInteger(seq) && seq >= 0)
    ? redacts
    : [];
}

function memberOf(event: unknown, name: string): unknown {
  return isPlain(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

function placeIn(
  event: Plain,
  pointer: string,
): { readonly holder: Plain; readonly key: string | number } | undefined {
  const path = pointerParts(pointer);
  const key = path.pop();
  let holder: unknown = event;
  for (const part of path) {
    if (!isPlain(holder) || !Object.hasOwn(holder, part)) return undefined;
    holder = holder[part];
  }
  return key !== undefined && isPlain(holder) && Object.hasOwn(holder, key) ? { holder, key } : undefined;
}

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null;
