import type { OpenRow, Snapshot } from "@mvcrs/portal/format";
import { isDoubtful, now } from "../../data/model.ts";
import { href } from "../../data/route.ts";
import { Card, LevelMark, Quiet, Time } from "../../ui/bits.tsx";
import { count, deviation, plural, short, span } from "../../ui/format.ts";

/** When the review of an open challenge is due, in milliseconds. */
export const dueOf = ({ level_since, acknowledged_at }: OpenRow, windowMs: number): number =>
  Math.max(Date.parse(level_since), acknowledged_at === null ? 0 : Date.parse(acknowledged_at)) + windowMs;

/** What needs a person: material and critical challenges, what is due first above. */
export function Urgent(props: {
  readonly rows: readonly OpenRow[];
  readonly state: Snapshot;
  readonly windowMs: number;
  /** The moment that is shown, where it is not the present. */
  readonly then?: string;
}) {
  const { rows, state, windowMs, then } = props;
  const present = then === undefined ? now.value : Date.parse(then);
  const all = state.open.material + state.open.critical;
  const sorted = rows.toSorted((a, b) => dueOf(a, windowMs) - dueOf(b, windowMs) || a.seq - b.seq);
  return (
    <Card
      title="Needs a person"
      aside={all > rows.length ? `${count(rows.length)} of ${count(all)} shown` : undefined}
    >
      {rows.length === 0 ? (
        <Quiet>
          {isDoubtful.value
            ? "Nothing was open when this was made."
            : "Nothing material or critical is open."}
        </Quiet>
      ) : (
        <table class="urgent">
          <thead>
            <tr>
              <th scope="col">due</th>
              <th scope="col">level</th>
              <th scope="col">challenge</th>
              <th scope="col" class="num">
                deviation
              </th>
              <th scope="col">state</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => {
              const left = dueOf(row, windowMs) - present;
              return (
                <tr key={row.id} class={row.level}>
                  <td class={left <= 0 ? "due over" : left < windowMs / 6 ? "due soon" : "due"}>
                    {left <= 0 ? <b>{span(-left)} over</b> : span(left)}
                  </td>
                  <td>
                    <LevelMark level={row.level} />
                  </td>
                  <td class="what">
                    <a href={href("challenge", row.id)}>{row.metric}</a>
                    <small>
                      {row.pattern}, {short(row.value)} from {row.source}
                    </small>
                  </td>
                  <td class="num">{deviation(row.deviation)}</td>
                  <td class="who">
                    {row.status === "acknowledged" ? (
                      <>taken on by {row.acknowledged_by}</>
                    ) : (
                      <>
                        raised <Time at={row.raised_at} />
                      </>
                    )}
                    <small>{plural(row.observations, "observation")}</small>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Card>
  );
}
