import { escapeXml } from "./internal/svg.ts";

/** A row of a backtest, as much as is drawn of it. */
export interface PlottedRow {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly value: number;
  /** The interval in which it was expected; `null` where nothing was. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly deviation: number;
}

export interface BacktestPlotOptions {
  readonly title: string;
  /** Rows of at least this deviation are marked. */
  readonly threshold: number;
  /** Pixels; 1200 by 360 unless given. */
  readonly width?: number;
  readonly height?: number;
}

const margin = { left: 64, right: 16, top: 32, bottom: 36 };

const coordinate = (x: number): string => x.toFixed(1);
const label = (value: number): string => String(Number(value.toPrecision(4)));

interface Column {
  readonly x: number;
  low: number;
  high: number;
  lower: number;
  upper: number;
}

/** One column a pixel: the extremes of all rows that fall on it, so that no spike is lost however long the series. */
function columnsOf(rows: readonly PlottedRow[], xOf: (row: PlottedRow) => number): Column[] {
  const columns: Column[] = [];
  for (const row of rows) {
    const x = Math.round(xOf(row));
    const last = columns.at(-1);
    const lower = row.lower ?? row.value;
    const upper = row.upper ?? row.value;
    if (last === undefined || last.x !== x)
      columns.push({ x, low: row.value, high: row.value, lower, upper });
    else {
      last.low = Math.min(last.low, row.value);
      last.high = Math.max(last.high, row.value);
      last.lower = Math.min(last.lower, lower);
      last.upper = Math.max(last.upper, upper);
    }
  }
  return columns;
}

/** Round values between two, some five of them. */
function valueTicks(bottom: number, top: number): number[] {
  const rough = (top - bottom) / 5;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * unit >= rough) ?? 10) * unit;
  if (!(step > 0) || !Number.isFinite(step)) return [bottom];
  const ticks: number[] = [];
  for (let index = Math.ceil(bottom / step); index * step <= top && ticks.length < 20; index += 1)
    ticks.push(index * step);
  return ticks;
}

const minute = 60_000;
const spans = [1, 5, 15, 60, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_200, 129_600, 525_600].map(
  (minutes) => minutes * minute,
);

/** Round times (UTC) between two, seven at most. */
function timeTicks(first: number, last: number): number[] {
  const longest = spans.at(-1) ?? 1;
  const step =
    spans.find((span) => (last - first) / span <= 7) ?? Math.ceil((last - first) / 7 / longest) * longest;
  const ticks: number[] = [];
  for (let time = Math.ceil(first / step) * step; time <= last; time += step) ticks.push(time);
  return ticks.length === 0 ? [first] : ticks;
}

/** Draws a backtest as SVG: the series, the interval in which it was expected, and the anomalies. */
export function plotBacktest(rows: readonly PlottedRow[], options: BacktestPlotOptions): string {
  const { title, threshold, width = 1200, height = 360 } = options;
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const first = rows[0]?.time ?? 0;
  const last = rows.at(-1)?.time ?? first;
  const values = rows.map(({ value }) => value);
  // The interval may reach far out while little is known; the picture is about the values.
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const pad = (most - least || Math.abs(most) || 1) * 0.05;
  const bottom = rows.length === 0 ? 0 : least - pad;
  const top = rows.length === 0 ? 1 : most + pad;
  const xOf = ({ time }: { readonly time: number }) =>
    margin.left + ((time - first) / (last - first || 1)) * inner.width;
  const yOf = (value: number) => {
    const share = Math.max(0, Math.min(1, (value - bottom) / (top - bottom)));
    return margin.top + (1 - share) * inner.height;
  };
  const at = (x: number, value: number) => `${coordinate(x)},${coordinate(yOf(value))}`;

  const columns = columnsOf(rows, xOf);
  const band = [
    ...columns.map(({ x, upper }) => at(x, upper)),
    ...columns.toReversed().map(({ x, lower }) => at(x, lower)),
  ];
  const line = columns.flatMap(({ x, low, high }) =>
    low === high ? [at(x, low)] : [at(x, low), at(x, high)],
  );
  const anomalies = rows.filter(({ deviation }) => deviation >= threshold);
  const marks = anomalies.map((row) => {
    const when = new Date(row.time).toISOString();
    const text = `${when}: ${row.value}, deviation ${row.deviation.toFixed(3)}`;
    return `<circle class="anomaly" cx="${coordinate(xOf(row))}" cy="${coordinate(yOf(row.value))}" r="5"><title>${escapeXml(text)}</title></circle>`;
  });
  const grid = valueTicks(bottom, top).map((value) => {
    const y = coordinate(yOf(value));
    return `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${y}" y2="${y}"/><text x="${margin.left - 6}" y="${y}" text-anchor="end" dominant-baseline="middle">${label(value)}</text>`;
  });
  const foot = height - margin.bottom;
  const times = (rows.length === 0 ? [] : timeTicks(first, last)).map((time) => {
    const x = coordinate(xOf({ time }));
    const text = new Date(time).toISOString().slice(0, 16).replace("T", " ");
    return `<line class="tick" x1="${x}" x2="${x}" y1="${foot}" y2="${foot + 4}"/><text x="${x}" y="${height - 12}" text-anchor="middle">${text}</text>`;
  });
  const right = width - margin.right;
  const legend = [
    `<line class="series" x1="${right - 290}" x2="${right - 270}" y1="16" y2="16"/><text x="${right - 265}" y="20">reported</text>`,
    `<rect class="band" x="${right - 200}" y="10" width="20" height="12"/><text x="${right - 175}" y="20">expected</text>`,
    `<circle class="mark" cx="${right - 90}" cy="16" r="5"/><text x="${right - 80}" y="20">anomaly</text>`,
  ];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    "<style>text{font:12px sans-serif;fill:#444}.grid{stroke:#ddd}.tick{stroke:#888}.band{fill:#9ecae1;opacity:.5}.series{fill:none;stroke:#08519c}.anomaly,.mark{fill:none;stroke:#cb181d;stroke-width:2}</style>",
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${margin.left}" y="20">${escapeXml(title)}: ${rows.length} rows, ${anomalies.length} anomalies from deviation ${threshold}</text>`,
    ...legend,
    ...grid,
    `<polygon class="band" points="${band.join(" ")}"/>`,
    `<polyline class="series" points="${line.join(" ")}"/>`,
    ...marks,
    ...times,
    "</svg>",
  ].join("\n")}\n`;
}
