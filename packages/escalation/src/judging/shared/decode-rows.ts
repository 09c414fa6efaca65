import type { Signal } from "@mvcrs/verifiers";
import { decodeJsonl } from "@mvcrs/verifiers/input";

// What lies ahead of the present was refused when it was sent, by the sender's clock; judging says what it thinks of the rest.
const how = { now: () => Number.POSITIVE_INFINITY, source: "input" };

/** The signals of some lines, one each; a text says what is wrong with a line instead. */
export async function decodeRows(bodies: string, count: number): Promise<readonly (Signal | string)[]> {
  const decoded = await decode(bodies);
  if (decoded.problem === undefined && decoded.signals.length === count) return decoded.signals;
  // Whoever put them there did not make them of signals. Each is looked at by itself.
  const rows: (Signal | string)[] = [];
  for (const line of bodies.split("\n")) {
    const { signals, problem } = await decode(line);
    const [signal] = signals;
    rows.push(
      signal !== undefined && signals.length === 1 && problem === undefined
        ? signal
        : (problem ?? "is not one signal"),
    );
  }
  return rows;
}

async function decode(
  text: string,
): Promise<{ readonly signals: readonly Signal[]; readonly problem?: string }> {
  const signals: Signal[] = [];
  let problem: string | undefined;
  for await (const batch of decodeJsonl([Buffer.from(`${text}\n`)], how)) {
    for (const signal of batch.signals) signals.push(signal);
    problem ??= batch.problems[0]?.reason;
  }
  return { signals, ...(problem === undefined ? {} : { problem }) };
}
