import { useState } from "preact/hooks";
import { metrics, metricsProblem } from "../data/metrics.ts";
import { href } from "../data/route.ts";
import { LevelMark, Quiet, Time } from "../ui/bits.tsx";
import { count, short } from "../ui/format.ts";

/** Most rows that are drawn; a search finds the others. */
const most = 300;

export function MetricsView() {
  const [wanted, setWanted] = useState("");
  const rows = metrics.value;
  if (metricsProblem.value !== null)
    return (
      <p class="notice bad" role="alert">
        {metricsProblem.value}
      </p>
    );
  if (rows === null) return <Quiet>Reading …</Quiet>;
  const found = rows
    .filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))
    .toSorted((a, b) => b.last.seq - a.last.seq);
  return (
    <section class="card" aria-labelledby="metrics-title">
      <header>
        <h1 id="metrics-title">Metrics</h1>
        <div class="aside">
          <input
            type="search"
            aria-label="Search metrics"
            placeholder="search"
            value={wanted}
            onInput={({ currentTarget }) => setWanted(currentTarget.value)}
          />
        </div>
      </header>
      {rows.length === 0 ? <Quiet>No metric was ever challenged.</Quiet> : null}
      {rows.length > 0 ? (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">metric</th>
              <th scope="col" class="num">
                latest
              </th>
              <th scope="col">level</th>
              <th scope="col" class="num">
                challenges
              </th>
              <th scope="col" class="num wideonly">
                observations
              </th>
              <th scope="col">when</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, most).map(({ name, series, observations, challenges, last }) => (
              <tr key={series}>
                <td>
                  <a href={href("metric", String(series))}>{name}</a>
                </td>
                <td class="num">{short(last.value)}</td>
                <td>
                  <LevelMark level={last.level} />
                </td>
                <td class="num">{count(challenges)}</td>
                <td class="num wideonly">{count(observations)}</td>
                <td>
                  <Time at={last.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {found.length > most ? <Quiet>{count(found.length - most)} more; search for them.</Quiet> : null}
    </section>
  );
}
