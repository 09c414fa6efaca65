import type { EventOf } from "@mvcrs/escalation/ledger";
import type { Level } from "./format/entry.ts";
import { type Series, type SeriesPoint, seriesPoints } from "./format/files.ts";
import { severity } from "./format/step.ts";

/** One observation of a metric that the log has. */
type Observation = Omit<SeriesPoint, "low" | "high" | "from" | "observations">;

type Verdicts = EventOf<"challenge.raised">["verdicts"];

/** What an entry says of its metric's values; `undefined` where it is no observation. */
export function observationOf(
  event: EventOf<"challenge.raised"> | EventOf<"challenge.extended">,
  seq: number,
): Observation {
  const raised = event.type === "challenge.raised";
  return {
    seq,
    t: Date.parse(raised ? event.signal.observedAt : event.observed_at),
    value: raised ? event.signal.value : event.value,
    level: event.level,
    deviation: event.deviation,
    expected: event.verdicts === undefined ? null : expectedBy(event.verdicts),
    verdicts: event.verdicts === undefined ? [null, null, null] : deviationsOf(event.verdicts),
  };
}

/** The interval that a verifier gives: the forecast's, then the witnesses', then what is declared. */
function expectedBy({ primary, secondary, tertiary }: Verdicts): [number, number] | null {
  for (const { interval } of [tertiary, secondary])
    if (Array.isArray(interval) && interval.length === 2) {
      const [low, high]: unknown[] = interval;
      if (typeof low === "number" && typeof high === "number") return [low, high];
    }
  const { expected } = primary.expected === null ? tertiary : primary;
  return expected === null ? null : [expected, expected];
}

function deviationsOf({ primary, secondary, tertiary }: Verdicts): SeriesPoint["verdicts"] {
  const of = ({ status, deviation }: Verdicts["primary"]) => (status === "voted" ? deviation : null);
  return [of(primary), of(secondary), of(tertiary)];
}

/**
 * Adds an observation to a series, which is changed. Beyond `seriesPoints` points, neighbours are merged in pairs, and from
 * then on twice as many observations go into a point: what comes out depends on the observations alone, not on how many
 * came at once.
 */
export function addObservation(series: Series, { seq, value, ...rest }: Observation): void {
  const point: SeriesPoint = { seq, value, ...rest, from: seq, low: value, high: value, observations: 1 };
  const last = series.points.at(-1);
  if (last !== undefined && last.observations < series.step) {
    series.points[series.points.length - 1] = merged(last, point);
    return;
  }
  series.points.push(point);
  if (series.points.length <= seriesPoints) return;
  series.points = pairs(series.points);
  series.step *= 2;
}

function pairs(points: readonly SeriesPoint[]): SeriesPoint[] {
  const half: SeriesPoint[] = [];
  for (let at = 0; at < points.length; at += 2) {
    const [one, two] = [points[at], points[at + 1]];
    if (one !== undefined) half.push(two === undefined ? one : merged(one, two));
  }
  return half;
}

/** The later of two points, with the extremes of both. */
function merged(one: SeriesPoint, two: SeriesPoint): SeriesPoint {
  const worse = (a: Level, b: Level): Level => (severity(a) > severity(b) ? a : b);
  return {
    ...two,
    from: one.from,
    low: Math.min(one.low, two.low),
    high: Math.max(one.high, two.high),
    level: worse(one.level, two.level),
    deviation: Math.max(one.deviation, two.deviation),
    observations: one.observations + two.observations,
  };
}
