import type { BacktestResult } from "./backtest.ts";

export interface PlotOptions {
  readonly title: string;
  /** Rows of at least this deviation are marked. */
  readonly threshold: number;
  /** Pixels; 1200 by 360 unless given. */
  readonly width?: number;
  readonly height?: number;
}

const margin = { left: 64, right: 16, top: 32, bottom: 36 };

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char] ?? char,
  );
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
function columnsOf(rows: readonly BacktestResult[], xOf: (row: BacktestResult) => number): Column[] {
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

/** Draws a backtest as SVG: the series, the interval in which it was expected, and the anomalies. */
export function plotBacktest(rows: readonly BacktestResult[], options: PlotOptions): string {
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
    return `<circle class="anomaly" cx="${coordinate(xOf(row))}" cy="${coordinate(yOf(row.value))}" r="5"><title>${escaped(text)}</title></circle>`;
  });
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = bottom + share * (top - bottom);
    const y = coordinate(yOf(value));
    return `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${y}" y2="${y}"/><text x="${margin.left - 6}" y="${y}" text-anchor="end" dominant-baseline="middle">${label(value)}</text>`;
  });
  const times = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const time = first + share * (last - first);
    const anchor = share === 0 ? "start" : share === 1 ? "end" : "middle";
    const text = rows.length === 0 ? "" : new Date(time).toISOString().slice(0, 16).replace("T", " ");
    return `<text x="${coordinate(xOf({ time }))}" y="${height - 12}" text-anchor="${anchor}">${text}</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    "<style>text{font:12px sans-serif;fill:#444}.grid{stroke:#ddd}.band{fill:#9ecae1;opacity:.5}.series{fill:none;stroke:#08519c}.anomaly{fill:none;stroke:#cb181d;stroke-width:2}</style>",
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${margin.left}" y="20">${escaped(title)}: ${rows.length} rows, ${anomalies.length} anomalies from deviation ${threshold}</text>`,
    ...grid,
    `<polygon class="band" points="${band.join(" ")}"/>`,
    `<polyline class="series" points="${line.join(" ")}"/>`,
    ...marks,
    ...times,
    "</svg>",
  ].join("\n")}\n`;
}
