import type { DayRow } from "@mvcrs/portal/format";
import { useMemo } from "preact/hooks";
import uPlot from "uplot";
import { Card, Quiet } from "../../ui/bits.tsx";
import { axis, Chart } from "../../ui/chart.tsx";
import { count, deviation } from "../../ui/format.ts";

const dayMs = 86_400_000;

/** Challenges a day by level, and how far they deviated. */
export function Days({ days }: { readonly days: readonly DayRow[] }) {
  const { rates, means } = useMemo(() => columns(days), [days]);
  if (days.length === 0) return null;
  const raised = days.reduce((sum, { soft, material, critical }) => sum + soft + material + critical, 0);
  return (
    <Card
      title="Challenges a day"
      aside={
        <span class="legend">
          <i class="soft" /> soft <i class="material" /> material <i class="critical" /> critical
        </span>
      }
    >
      {days.length < 2 ? (
        <Quiet>
          {count(raised)} on {days[0]?.day}; a chart begins with the second day.
        </Quiet>
      ) : (
        <>
          <Chart
            label={`Challenges raised a day, ${count(raised)} in ${days.length} days`}
            height={150}
            data={rates}
            options={bars}
          />
          <h3>Deviation: mean and largest of a day</h3>
          <Chart label="Mean and largest deviation a day" height={110} data={means} options={lines} />
        </>
      )}
    </Card>
  );
}

/** Stacked, and with the days on which nothing was raised. */
function columns(days: readonly DayRow[]): {
  readonly rates: uPlot.AlignedData;
  readonly means: uPlot.AlignedData;
} {
  const known = new Map(days.map((row) => [Date.parse(row.day), row]));
  const [first, last] = [Date.parse(days[0]?.day ?? ""), Date.parse(days.at(-1)?.day ?? "")];
  const from = Math.max(first, last - 91 * dayMs);
  const length = Number.isNaN(from) ? 0 : Math.round((last - from) / dayMs) + 1;
  const times = Array.from({ length }, (_, n) => from + n * dayMs);
  const rows = times.map((time) => known.get(time));
  const xs = times.map((time) => time / 1000);
  const all = rows.map((row) => (row === undefined ? 0 : row.soft + row.material + row.critical));
  return {
    rates: [
      xs,
      all,
      rows.map((row) => (row === undefined ? 0 : row.material + row.critical)),
      rows.map((row) => row?.critical ?? 0),
    ],
    means: [
      xs,
      rows.map((row, n) => (row === undefined ? null : row.deviation_sum / Math.max(1, all[n] ?? 0))),
      rows.map((row) => row?.deviation_max ?? null),
    ],
  };
}

/** Room for half a bar at both ends. */
const padded = (_: uPlot, from: number, to: number): [number, number] => [from - 43_200, to + 43_200];

const utc = (time: number): Date => uPlot.tzDate(new Date(time * 1000), "Etc/UTC");

const bars = (colour: (name: string) => string): Omit<uPlot.Options, "width" | "height"> => {
  const path = uPlot.paths.bars?.({ size: [0.7, 28], align: 0 });
  const bar = (name: string): uPlot.Series => ({
    label: name,
    fill: colour(name),
    width: 0,
    points: { show: false },
    ...(path === undefined ? {} : { paths: path }),
  });
  return {
    tzDate: utc,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { range: padded }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.05)] } },
    axes: [
      axis(colour, { grid: { show: false } }),
      axis(colour, { size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] }),
    ],
    series: [{}, bar("soft"), bar("material"), bar("critical")],
  };
};

const lines = (colour: (name: string) => string): Omit<uPlot.Options, "width" | "height"> => ({
  tzDate: utc,
  legend: { show: false },
  cursor: { show: false },
  scales: { x: { range: padded }, y: { range: (_, __, max) => [0, Math.max(0.3, max * 1.1)] } },
  axes: [
    axis(colour, { grid: { show: false } }),
    axis(colour, { size: 44, values: (_, ticks) => ticks.map(deviation) }),
  ],
  series: [
    {},
    { label: "mean", stroke: colour("accent"), width: 1.5, points: { show: false } },
    { label: "largest", stroke: colour("muted"), width: 1, dash: [3, 3], points: { show: false } },
  ],
});
