import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

// Shares no code with what it checks: plain SQL and plain JSON.

interface Logged {
  readonly id: string;
  readonly type: string;
  readonly signal?: { readonly metric: string };
  readonly notice?: string;
  readonly outcome?: string;
  readonly about_id?: string;
}

export interface Soaked {
  readonly url: string;
  readonly roots: readonly string[];
  /** Metrics that were acknowledged and each raise one challenge. */
  readonly raising: readonly string[];
  /** What the receiver of notices has taken: the ids of the deliveries, by the id of the entry. */
  readonly told: ReadonlyMap<string, readonly string[]>;
}

export interface Findings {
  readonly entries: number;
  readonly notices: number;
  /** Those that were told more than once, and the most that one was. */
  readonly again: number;
  readonly mostTimes: number;
  readonly problems: readonly string[];
}

export async function checkCluster({ url, roots, raising, told }: Soaked): Promise<Findings> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const problems: string[] = [];
    const { rows: pages } = await client.query<{ readonly lines: Buffer }>(
      "select lines from mvcrs.page order by first",
    );
    const log = Buffer.concat(pages.map(({ lines }) => lines));
    for (const root of roots)
      if (!log.equals(readFileSync(join(root, "state/challenge_events.jsonl"))))
        problems.push(`the copy in ${root} is not what the database holds`);
    const events = log
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { readonly event: Logged }).event);

    const raised = tally(
      events.flatMap(({ type, signal }) => (type === "challenge.raised" ? [signal?.metric ?? ""] : [])),
    );
    for (const metric of raising)
      if (raised.get(metric) !== 1) problems.push(`${metric} was raised ${raised.get(metric) ?? 0} times`);
    for (const [id, times] of tally(events.map(({ id }) => id)))
      if (times > 1) problems.push(`${id} is in the log ${times} times`);

    const ended = events.filter(({ type }) => type === "notice.ended");
    for (const [notice, times] of tally(ended.map(({ notice = "" }) => notice)))
      if (times > 1) problems.push(`the notice ${notice} ended ${times} times`);
    for (const { about_id = "", notice, outcome } of ended)
      if (outcome !== "delivered" || !(told.get(about_id) ?? []).includes(notice ?? ""))
        problems.push(`the notice ${notice} is called ${outcome}, and nobody was told under that id`);
    const endedAbout = new Set(ended.map(({ about_id }) => about_id));
    for (const { id, type } of events)
      if (type === "challenge.raised" && !endedAbout.has(id)) problems.push(`nobody was told of ${id}`);
    for (const [id, deliveries] of told)
      if (new Set(deliveries).size > 1)
        problems.push(`${id} was told under several ids: ${deliveries.join(", ")}`);

    const { rows } = await client.query(
      `select (select count(*)::int from mvcrs.lease where until > clock_timestamp()) as leases,
         (select count(*)::int from mvcrs.head where holder is not null) as held,
         (select count(*)::int from mvcrs.inbox) as inbox`,
    );
    for (const [name, count] of Object.entries(rows[0] as Readonly<Record<string, number>>))
      if (count !== 0) problems.push(`${count} ${name} are left in the database`);
    for (const root of roots)
      for (const name of readdirSync(join(root, "state"), { recursive: true, encoding: "utf8" }))
        if (name.endsWith(".lock")) problems.push(`${name} is left in ${root}`);

    const times = [...told.values()].map(({ length }) => length);
    return {
      entries: events.length,
      notices: told.size,
      again: times.filter((one) => one > 1).length,
      mostTimes: Math.max(0, ...times),
      problems,
    };
  } finally {
    await client.end();
  }
}

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
