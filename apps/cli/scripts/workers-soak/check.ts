import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

// Shares no code with what it checks: plain SQL and plain JSON.

interface Entry {
  readonly event: { readonly id: string; readonly type: string } & Readonly<Record<string, unknown>>;
}

const parse = (text: string) => JSON.parse(text) as unknown;

/** Everything in which shards that workers judged differ from what one run made of the same lines. */
export async function problemsOf(
  url: string,
  alone: string,
  copies: readonly string[],
  { unusable }: { readonly unusable: number },
): Promise<{ readonly series: number; readonly events: number; readonly problems: readonly string[] }> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const problems: string[] = [];
    const { rows: parts } = await client.query<{ part: string; body: string }>(
      "select part, body from mvcrs.shard_part",
    );
    const saved = parse(readFileSync(join(alone, "state/verifier_state.json"), "utf8")) as {
      readonly panel: { readonly series: readonly { readonly metric: string; readonly source: string }[] };
    };
    const expected = new Map(saved.panel.series.map((one) => [`${one.source} ${one.metric}`, one]));
    let series = 0;
    for (const { part, body } of parts) {
      const { panel } = parse(body) as { readonly panel?: object };
      if (panel === undefined) continue;
      series += 1;
      const one = expected.get(part);
      // A sample judged twice or never leaves other counts, means and seasons.
      if (one === undefined) problems.push(`${part} was judged, and nobody sent it`);
      else if (JSON.stringify(panel) !== JSON.stringify(one)) problems.push(`${part} was judged otherwise`);
      expected.delete(part);
    }
    for (const part of expected.keys()) problems.push(`${part} was never judged`);

    const events = eventsIn(alone);
    const made = eventsIn(copies[0] ?? "");
    const ids = new Set<string>();
    for (const event of made) {
      if (ids.has(event.id)) problems.push(`${event.type} ${event.id} is in the log twice`);
      ids.add(event.id);
      if (isAboutReports(event, made)) continue;
      const other = events.find(({ id }) => id === event.id);
      if (other === undefined) problems.push(`${event.type} ${event.id} follows from nothing`);
      else if (JSON.stringify({ ...other, at: "" }) !== JSON.stringify({ ...event, at: "" }))
        problems.push(`${event.type} ${event.id} says something else`);
    }
    for (const event of events)
      if (!ids.has(event.id) && !isAboutReports(event, events))
        problems.push(`${event.type} ${event.id} is missing`);
    const logs = copies.map((root) => readFileSync(join(root, "state/challenge_events.jsonl"), "utf8"));
    if (logs.some((log) => log !== logs[0])) problems.push("the copies of the log differ");

    const { rows } = await client.query(
      "select (select count(*)::int from mvcrs.signal_once) as once, (select count(*)::int from mvcrs.signal) as waiting, (select count(owner)::int from mvcrs.shard) as held",
    );
    const { once, waiting, held } = rows[0] ?? {};
    if (once !== unusable) problems.push(`${once} rows of no use were judged, and ${unusable} were sent`);
    if (waiting !== 0) problems.push(`${waiting} rows still wait`);
    if (held !== 0) problems.push(`${held} shards are still held`);
    return { series, events: made.length, problems };
  } finally {
    await client.end();
  }
}

function eventsIn(root: string): readonly Entry["event"][] {
  return readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => (parse(line) as Entry).event)
    .filter(({ type }) => type.startsWith("challenge."));
}

/** When a report that can be used reaches the challenge about those that cannot hangs on when shards are committed. */
function isAboutReports(event: Entry["event"], all: readonly Entry["event"][]): boolean {
  const about = event["challenge_id"] ?? event.id;
  const raised = all.find(({ id }) => id === about);
  return raised?.["pattern"] === "unusable-reports";
}
