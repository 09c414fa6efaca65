import { isDeepStrictEqual } from "node:util";
import { canonicalize, parseCanonical } from "@mvcrs/canonical";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { chainErrors } from "../errors.ts";
import { validate } from "../internal/write/validate.ts";
import { assertFits } from "../internal/write/writer.ts";

/** An event that is checked and canonical already; a log with the same schema appends it as it is. */
export class PreparedEvent<E> {
  /** The event as the log returns it, down to the order of its keys. */
  readonly event: E;
  /** Its canonical JSON (RFC 8785): the bytes that the log will hold. */
  readonly json: string;
  readonly schema: StandardSchemaV1<unknown, E>;

  private constructor(event: E, json: string, schema: StandardSchemaV1<unknown, E>) {
    this.event = event;
    this.json = json;
    this.schema = schema;
  }

  /** See `prepareEvent`. */
  static of<E>(given: unknown, schema: StandardSchemaV1<unknown, E>): PreparedEvent<E> {
    const { json, plain } = canonical(given);
    const event = checked(plain, schema);
    if (isDeepStrictEqual(plain, event)) return new PreparedEvent(event, json, schema);
    // Where the schema changes an event, what it returns is what is stored, and read through the schema again.
    const stored = canonical(event);
    return new PreparedEvent(checked(stored.plain, schema), stored.json, schema);
  }
}

function canonical(value: unknown): { readonly json: string; readonly plain: unknown } {
  const json = canonicalize(value);
  assertFits(json);
  return { json, plain: parseCanonical(json) };
}

function checked<E>(value: unknown, schema: StandardSchemaV1<unknown, E>): E {
  const result = validate(schema, value);
  if (result instanceof Promise) throw new TypeError("a schema that answers later prepares nothing");
  if ("issues" in result) throw chainErrors.create("EVENT_INVALID", { issues: result.issues });
  return result.value;
}

/**
 * Checks an event and brings it into the form that the log will hold, before it is appended: for a caller that acts on
 * the event as stored while its append is still to come. `append` and `appendAll` of a log with this schema do neither a
 * second time.
 *
 * The schema must be synchronous.
 *
 * @throws what `canonicalize` throws, EVENT_INVALID, EVENT_TOO_LARGE
 */
export const prepareEvent = <E>(event: unknown, schema: StandardSchemaV1<unknown, E>): PreparedEvent<E> =>
  PreparedEvent.of(event, schema);
