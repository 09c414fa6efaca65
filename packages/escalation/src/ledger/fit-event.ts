import { type PreparedEvent, prepareEvent } from "@mvcrs/chain";
import { escalationErrors } from "../errors.ts";
import { type MvcrsEvent, mvcrsEventSchema, type RecordedVerdict } from "./events.ts";

/** Bytes of an event as JSON: an entry of the log has 65,535, some of them for its place in the chain. */
const maxEventBytes = 65_000;
/** Beyond this the verifiers' evidence is shortened; what the reader lets through leaves room for that much. */
const maxListBytes = 1000;
const maxTextLength = 1000;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * The event as the log will hold it, ready to be appended: what is projected right after an event was made must not
 * differ from what is projected from the log later.
 *
 * @throws what `canonicalize` throws, EVENT_INVALID, EVENT_TOO_LARGE
 */
export const prepared = (event: object): PreparedEvent<MvcrsEvent> => prepareEvent(event, mvcrsEventSchema);

/**
 * The same of an event that judging made. Evidence of many witnesses is shortened, and says so, where the whole would be
 * too large for an entry.
 *
 * @throws EVENT_UNSTORABLE where no entry of the log can hold it
 */
export function storable(event: MvcrsEvent): PreparedEvent<MvcrsEvent> {
  const whole = bytesOf(event);
  const fitted = whole > maxEventBytes ? shortened(event) : event;
  const bytes = fitted === event ? whole : bytesOf(fitted);
  if (bytes > maxEventBytes)
    throw escalationErrors.create("EVENT_UNSTORABLE", {
      type: event.type,
      reason: `it has ${bytes} bytes, and an entry of the log holds ${maxEventBytes}`,
    });
  try {
    return prepared(fitted);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.slice(0, 200) : String(thrown);
    throw escalationErrors.create("EVENT_UNSTORABLE", { type: event.type, reason }, { cause: thrown });
  }
}

function shortened(event: MvcrsEvent): MvcrsEvent {
  if (event.type !== "challenge.raised" && event.type !== "challenge.extended") return event;
  if (event.verdicts === undefined) return { ...event, reason: shortText(event.reason) };
  const { primary, secondary, tertiary } = event.verdicts;
  return {
    ...event,
    reason: shortText(event.reason),
    verdicts: {
      primary: shortVerdict(primary),
      secondary: shortVerdict(secondary),
      tertiary: shortVerdict(tertiary),
    },
  };
}

function shortVerdict(verdict: RecordedVerdict): RecordedVerdict {
  const short: RecordedVerdict = { ...verdict, reason: shortText(verdict.reason) };
  for (const [name, list] of Object.entries(verdict)) {
    if (!Array.isArray(list)) continue;
    const kept: unknown[] = [];
    let room = maxListBytes;
    for (const item of list) {
      room -= bytesOf(item) + 1;
      if (room < 0) break;
      kept.push(item);
    }
    short[name] = kept;
    if (kept.length < list.length) short[`${name}_left_out`] = list.length - kept.length;
  }
  return short;
}

const shortText = (text: string): string =>
  text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…`.toWellFormed() : text;
