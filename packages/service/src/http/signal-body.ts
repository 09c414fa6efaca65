import { messageOf } from "@mvcrs/errors";
import { decodeJsonl, type RowProblem } from "@mvcrs/verifiers/input";
import { serviceErrors } from "../errors.ts";

/** What a body of signals holds. */
export interface SignalBody {
  /** Lines of JSON, each with its newline. */
  readonly payload: Uint8Array;
  readonly signals: number;
  readonly problems: readonly RowProblem[];
}

/**
 * Reads a body of signals: JSON Lines as a file holds them (docs/formats/signals.md), or a JSON array of the same.
 *
 * @throws BODY_UNUSABLE where not one row of it can be used
 */
export async function readSignals(
  body: Uint8Array,
  options: { readonly now: () => number; readonly source: string },
): Promise<SignalBody> {
  const payload = linesOf(body);
  let signals = 0;
  const problems: RowProblem[] = [];
  for await (const batch of decodeJsonl([payload], options)) {
    signals += batch.signals.length;
    problems.push(...batch.problems);
  }
  if (signals > 0) return { payload, signals, problems };
  const [first] = problems;
  const problem =
    first === undefined ? "holds no signal" : `holds no usable signal; line ${first.line}: ${first.reason}`;
  throw serviceErrors.create("BODY_UNUSABLE", { problem });
}

const newline = 0x0a;
const bracket = 0x5b;

function linesOf(body: Uint8Array): Uint8Array {
  const first = body.find((byte) => byte > 0x20);
  if (first === bracket) return linesOfArray(body);
  return body.at(-1) === newline ? body : Buffer.concat([body, Uint8Array.of(newline)]);
}

function linesOfArray(body: Uint8Array): Uint8Array {
  let rows: unknown;
  try {
    rows = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (thrown) {
    throw serviceErrors.create(
      "BODY_UNUSABLE",
      { problem: `is not JSON: ${messageOf(thrown)}` },
      { cause: thrown },
    );
  }
  if (!Array.isArray(rows)) throw serviceErrors.create("BODY_UNUSABLE", { problem: "is not an array" });
  return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
