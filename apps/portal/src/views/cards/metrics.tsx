import { metrics } from "../../data/metrics.ts";
import { href } from "../../data/route.ts";
import { Card, LevelMark, Time } from "../../ui/bits.tsx";
import { count, short } from "../../ui/format.ts";

const shown = 8;

/** The metrics that deviated last. */
export function MetricsCard() {
  const rows = metrics.value;
  if (rows === null || rows.length === 0) return null;
  const newest = rows.toSorted((a, b) => b.last.seq - a.last.seq).slice(0, shown);
  return (
    <Card title="Deviated last" aside={<a href={href("metrics")}>all {count(rows.length)}</a>}>
      <ul class="plain metrics">
        {newest.map(({ name, series, last }) => (
          <li key={series}>
            <a href={href("metric", String(series))}>{name}</a>
            <span class="num">{short(last.value)}</span>
            <LevelMark level={last.level} />
            <Time at={last.at} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
