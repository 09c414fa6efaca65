import { bucketOf, countTicks, decades, timeTicks } from "./internal/scale.ts";
import { element, escapeXml, label } from "./internal/svg.ts";

export interface PlottedChallenge {
  readonly level: string;
  readonly metric: string;
  /** When what it is about was observed, in milliseconds. */
  readonly time: number;
  readonly deviation: number;
}

export interface PlotOptions {
  /** The span shown, in milliseconds; challenges outside are left out. */
  readonly from: number;
  readonly to: number;
  /** Drawn as lines across the deviations. */
  readonly thresholds: { readonly soft: number; readonly material: number; readonly critical: number };
}

/** Least first, as they are stacked. Darker is worse, so that the order survives a printout without colour. */
const levels = [
  { name: "soft", colour: "#f2c14e" },
  { name: "material", colour: "#e2711d" },
  { name: "critical", colour: "#9b1d20" },
] as const;

const width = 960;
const left = 64;
const right = width - 24;
const upper = { top: 72, bottom: 236 };
const lower = { top: 296, bottom: 476 };
const height = 520;
/** Smaller deviations are drawn on the bottom line: a logarithm needs an end. */
const leastDeviation = 0.01;

/**
 * Challenges over time as an SVG: how many of each level, and how far each deviated. Stands alone: no script, no font,
 * nothing loaded; every mark has its figures in a tooltip.
 */
export function plotChallenges(challenges: Iterable<PlottedChallenge>, options: PlotOptions): string {
  const { from, to } = options;
  const shown = [...challenges].filter(({ time }) => time >= from && time <= to);
  const x = (time: number): number => left + ((time - from) / Math.max(1, to - from)) * (right - left);
  const title = `Challenges, ${iso(from).slice(0, 10)} to ${iso(to).slice(0, 10)}`;
  const body = [
    element("title", {}, escapeXml(title)),
    element("desc", {}, escapeXml(describe(shown))),
    element("rect", { width, height, fill: "#ffffff" }),
    label(left, 28, title, { "font-size": 16, "font-weight": 600 }),
    ...legend(),
    ...bars(shown, options, x),
    ...dots(shown, options, x),
  ];
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "font-family": "system-ui, sans-serif",
    "font-size": 12,
    fill: "#222222",
  };
  return `${element("svg", attributes, "\n", body.join("\n"), "\n")}\n`;
}

type ToX = (time: number) => number;
const iso = (time: number): string => new Date(time).toISOString();

function describe(shown: readonly PlottedChallenge[]): string {
  const counts = levels.map(({ name }) => `${shown.filter(({ level }) => level === name).length} ${name}`);
  return `${shown.length} challenges: ${counts.join(", ")}.`;
}

function legend(): string[] {
  let x = right;
  return [...levels].reverse().flatMap(({ name, colour }) => {
    // About 7 pixels a letter; the square, and a gap to the next.
    x -= 18 + name.length * 7 + 16;
    return [element("rect", { x, y: 18, width: 12, height: 12, fill: colour }), label(x + 18, 28, name)];
  });
}

function axes(panel: typeof upper, caption: string, x: ToX, { from, to }: PlotOptions): string[] {
  const ticks = timeTicks(from, to).map(({ at, text }) =>
    label(x(at), panel.bottom + 18, text, { "text-anchor": "middle", fill: "#555555" }),
  );
  return [
    label(left, panel.top - 10, caption, { "font-weight": 600 }),
    element("line", {
      x1: left,
      y1: panel.bottom,
      x2: right,
      y2: panel.bottom,
      stroke: "#222222",
    }),
    ...ticks,
  ];
}

const grid = (y: number, text: string, stroke = "#e4e4e4", dash = "0"): string[] => [
  element("line", { x1: left, y1: y, x2: right, y2: y, stroke, "stroke-dasharray": dash }),
  label(left - 8, y + 4, text, { "text-anchor": "end", fill: "#555555" }),
];

function bars(shown: readonly PlottedChallenge[], options: PlotOptions, x: ToX): string[] {
  const { from, to } = options;
  const bucket = bucketOf(to - from);
  const first = Math.floor(from / bucket);
  const stacks = new Map<number, PlottedChallenge[]>();
  for (const challenge of shown) {
    const index = Math.floor(challenge.time / bucket) - first;
    const stack = stacks.get(index);
    if (stack === undefined) stacks.set(index, [challenge]);
    else stack.push(challenge);
  }
  const highest = Math.max(0, ...[...stacks.values()].map(({ length }) => length));
  const ticks = countTicks(highest);
  const top = ticks.at(-1) ?? 1;
  const y = (count: number): number => upper.bottom - (count / top) * (upper.bottom - upper.top);
  const unit = bucket < 86_400_000 ? "hour" : bucket === 86_400_000 ? "day" : `${bucket / 86_400_000} days`;
  const marks = [...stacks].flatMap(([index, stack]) => {
    const begins = (first + index) * bucket;
    const [begin, end] = [Math.max(left, x(begins)), Math.min(right, x(begins + bucket))];
    const gap = end - begin > 4 ? 1 : 0;
    let below = 0;
    return levels.flatMap(({ name, colour }) => {
      const count = stack.filter(({ level }) => level === name).length;
      if (count === 0) return [];
      const at = { x: begin + gap / 2, width: Math.max(1, end - begin - gap) };
      const box = { y: y(below + count), height: y(below) - y(below + count) };
      below += count;
      const tip = element("title", {}, escapeXml(`${iso(begins).slice(0, 16)}Z: ${count} ${name}`));
      return [element("rect", { ...at, ...box, fill: colour }, tip)];
    });
  });
  return [
    ...ticks.flatMap((tick) => grid(y(tick), String(tick))),
    ...marks,
    ...axes(upper, `Challenges per ${unit}`, x, options),
  ];
}

function dots(shown: readonly PlottedChallenge[], options: PlotOptions, x: ToX): string[] {
  const { thresholds } = options;
  const most = shown.reduce((highest, { deviation }) => Math.max(highest, deviation), 1);
  const ticks = decades(leastDeviation, most);
  const [low, high] = [Math.log10(leastDeviation), Math.log10(ticks.at(-1) ?? 1)];
  const y = (deviation: number): number => {
    const log = Math.log10(Math.max(leastDeviation, deviation));
    return lower.bottom - ((log - low) / (high - low)) * (lower.bottom - lower.top);
  };
  const lines = levels.flatMap(({ name, colour }) => [
    element("line", {
      x1: left,
      y1: y(thresholds[name]),
      x2: right,
      y2: y(thresholds[name]),
      stroke: colour,
      "stroke-dasharray": "5 4",
    }),
  ]);
  const marks = shown.map(({ level, metric, time, deviation }) => {
    const colour = levels.find(({ name }) => name === level)?.colour ?? "#222222";
    const text = `${metric}: ${level}, deviation ${Number(deviation.toPrecision(4))}, ${iso(time)}`;
    const spot = { cx: x(time), cy: y(deviation), r: 3.5, fill: colour, "fill-opacity": 0.8 };
    return element("circle", spot, element("title", {}, escapeXml(text)));
  });
  return [
    ...ticks.flatMap((tick) => grid(y(tick), String(tick))),
    ...lines,
    ...marks,
    ...axes(lower, "Deviation (dashed: thresholds)", x, options),
  ];
}
