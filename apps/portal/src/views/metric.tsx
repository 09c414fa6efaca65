import type { Series, SeriesPoint } from "@mvcrs/portal/format";
import { useEffect, useMemo, useState } from "preact/hooks";
import type uPlot from "uplot";
import { problemOf } from "../data/load.ts";
import { readSeries } from "../data/metrics.ts";
import { overview } from "../data/model.ts";
import { href, route } from "../data/route.ts";
import { Command, LevelMark, Quiet, Time } from "../ui/bits.tsx";
import { axis, Chart } from "../ui/chart.tsx";
import { count, deviation, plural, short } from "../ui/format.ts";
import { MuteForm } from "./actions.tsx";

/** Observations in the table below the chart. */
const listed = 60;
const names = ["policy", "consensus", "forecast"] as const;

export function MetricView() {
  const { of, at } = route.value;
  const [series, setSeries] = useState<Series | string | null>(null);
  const entries = overview.value?.log.count ?? 0;
  useEffect(() => {
    let isWanted = true;
    readSeries(Number(of)).then(
      (found) => isWanted && setSeries(found),
      (thrown: unknown) => isWanted && setSeries(problemOf(thrown)),
    );
    return () => {
      isWanted = false;
    };
  }, [of, entries]);
  const points = useMemo(
    () =>
      series === null || typeof series === "string"
        ? []
        : series.points.filter(({ seq }) => at === null || seq <= at),
    [series, at],
  );
  const data = useMemo(() => columns(points), [points]);
  if (series === null) return <Quiet>Reading …</Quiet>;
  if (typeof series === "string")
    return (
      <p class="notice bad" role="alert">
        {series}
      </p>
    );
  const observations = points.reduce((sum, point) => sum + point.observations, 0);
  return (
    <section class="card" aria-labelledby="metric-title">
      <header>
        <h1 id="metric-title" class="name">
          {series.metric}
        </h1>
        <div class="aside">{series.unit}</div>
      </header>
      <p>
        {plural(observations, "observation")} that deviated, as the log has them
        {series.step > 1
          ? `; up to ${count(series.step)} neighbours are one point here, which keeps the lowest, the highest and the latest value and the worst level`
          : ""}
        . What is normal is not logged, so between two points nothing is said.
      </p>
      {points.length < 2 ? null : (
        <>
          <div class="legend">
            <i class="line-accent" /> value <i class="band" /> expected <i class="material" /> material{" "}
            <i class="critical" /> critical
          </div>
          <Chart
            label={`${series.metric}: values and what was expected`}
            height={260}
            data={data.values}
            options={valueChart}
          />
          <h2 class="minor">Deviation by verifier</h2>
          <div class="legend">
            <i class="v-policy" /> policy <i class="v-consensus" /> consensus <i class="v-forecast" />{" "}
            forecast
          </div>
          <Chart
            label="Deviation that each verifier saw"
            height={130}
            data={data.verdicts}
            options={verdictChart}
          />
        </>
      )}
      <Table points={points} />
      <MuteForm metric={series.metric} />
      <Command
        why="Stop its notices for a time (it is still judged and logged):"
        text={`mvcrs metrics mute ${quoted(series.metric)} --until 2h --owner "<who>" --reason "<why>"`}
      />
    </section>
  );
}

/** For a shell: a metric's name is somebody else's text. */
const quoted = (text: string): string =>
  /^[\w.:/@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

function Table({ points }: { readonly points: readonly SeriesPoint[] }) {
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">entry</th>
          <th scope="col" class="num">
            value
          </th>
          <th scope="col" class="num">
            expected
          </th>
          <th scope="col">level</th>
          {names.map((name) => (
            <th scope="col" class="num wideonly" key={name}>
              {name}
            </th>
          ))}
          <th scope="col">observed</th>
        </tr>
      </thead>
      <tbody>
        {points
          .slice(-listed)
          .toReversed()
          .map((point) => (
            <tr key={point.seq}>
              <td>
                <a href={href("entry", String(point.seq))}>{point.seq}</a>
              </td>
              <td class="num">
                {point.low === point.high ? short(point.value) : `${short(point.low)} … ${short(point.high)}`}
              </td>
              <td class="num">{point.expected === null ? "–" : range(point.expected)}</td>
              <td>
                <LevelMark level={point.level} />
              </td>
              {point.verdicts.map((verdict, n) => (
                <td class="num wideonly" key={names[n]}>
                  {verdict === null ? "abstained" : deviation(verdict)}
                </td>
              ))}
              <td>
                <Time at={new Date(point.t).toISOString()} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

export const range = ([low, high]: readonly [number, number]): string => {
  const [one, two] = [short(low), short(high)];
  return one === two ? one : `${one} … ${two}`;
};

/** By time; observations of one moment a moment apart, so that none hides another. */
function columns(points: readonly SeriesPoint[]): {
  readonly values: uPlot.AlignedData;
  readonly verdicts: uPlot.AlignedData;
} {
  const sorted = points.toSorted((a, b) => a.t - b.t || a.seq - b.seq);
  let before = Number.NEGATIVE_INFINITY;
  const xs = sorted.map(({ t }) => {
    before = Math.max(t / 1000, before + 0.001);
    return before;
  });
  const at = (level: string) => sorted.map((point) => (point.level === level ? point.value : null));
  return {
    values: [
      xs,
      sorted.map(({ expected }) => expected?.[1] ?? null),
      sorted.map(({ expected }) => expected?.[0] ?? null),
      sorted.map(({ high }) => high),
      sorted.map(({ low }) => low),
      sorted.map(({ value }) => value),
      at("material"),
      at("critical"),
    ],
    verdicts: [xs, ...names.map((_, n) => sorted.map(({ verdicts }) => verdicts[n] ?? null))],
  };
}

type Options = Omit<uPlot.Options, "width" | "height">;

const valueChart = (colour: (name: string) => string): Options => {
  const dots = (name: string): uPlot.Series => ({
    label: name,
    stroke: colour(name),
    width: 0,
    points: { show: true, size: 7, fill: colour(name), stroke: colour(name) },
  });
  const edge = (name: string): uPlot.Series => ({
    label: name,
    stroke: colour("band-edge"),
    width: 1,
    points: { show: false },
  });
  return {
    legend: { show: false },
    cursor: { show: false },
    axes: [
      axis(colour, { grid: { show: false } }),
      axis(colour, { size: 60, values: (_, ticks) => ticks.map(short) }),
    ],
    series: [
      {},
      edge("expected up to"),
      edge("expected from"),
      { label: "highest", stroke: "transparent", points: { show: false } },
      { label: "lowest", stroke: "transparent", points: { show: false } },
      {
        label: "value",
        stroke: colour("line-strong"),
        width: 1,
        points: { show: true, size: 5, width: 0, stroke: colour("accent"), fill: colour("accent") },
      },
      dots("material"),
      dots("critical"),
    ],
    bands: [
      { series: [1, 2], fill: colour("band") },
      { series: [3, 4], fill: colour("spread") },
    ],
  };
};

const verdictChart = (colour: (name: string) => string): Options => ({
  legend: { show: false },
  cursor: { show: false },
  scales: { y: { range: (_, __, max) => [0, Math.max(0.3, max * 1.1)] } },
  axes: [
    axis(colour, { grid: { show: false } }),
    axis(colour, { size: 60, values: (_, ticks) => ticks.map(deviation) }),
  ],
  series: [
    {},
    ...names.map((name) => ({
      label: name,
      stroke: colour(`v-${name}`),
      width: 1.5,
      points: { show: true, size: 4, fill: colour(`v-${name}`) },
    })),
  ],
});
