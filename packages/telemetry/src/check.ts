import { type ChallengeRow, formatTelemetryCsv, telemetryColumns } from "./challenge-row.ts";
import { readTelemetryCsv } from "./read-csv.ts";

/** What the log says, and what the two files hold; `null` for a file that is not there. */
export interface TelemetryInput {
  /** One row per challenge as the log has it, in the order raised. */
  readonly rows: readonly ChallengeRow[];
  /** The summary as it follows from the log. */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly csvText: string | null;
  readonly summaryText: string | null;
}

/** Where two of the three disagree. */
export interface Disagreement {
  readonly between: "csv-log" | "summary-log" | "csv-summary";
  /** The line of the CSV, the field, the challenge: whatever names the place. */
  readonly where: string;
  /** By the log; between CSV and summary, by the CSV. */
  readonly expected: string;
  readonly found: string;
  readonly todo: string;
}

export interface TelemetryReport {
  readonly ok: boolean;
  /** Challenges in the log, rows in the CSV, challenges by the summary; `null` where unknown. */
  readonly counts: {
    readonly log: number;
    readonly csv: number | null;
    readonly summary: number | null;
  };
  readonly disagreements: readonly Disagreement[];
}

const rebuild = "The log decides: run `mvcrs rebuild`, then check again.";
/** A projection that knows more than the log: rebuilding it would erase the last trace of what the log has lost. */
const logMayHaveLost =
  "The log may have lost it. Keep this file, run `mvcrs chain verify` and compare the log with a copy before any rebuild.";

/**
 * The daily check (runbook, section 9): the telemetry CSV, the summary and the log agree. Every disagreement is listed;
 * what is ahead of the log is told apart from what is behind it, since the two need opposite answers.
 */
export function checkTelemetry(input: TelemetryInput): TelemetryReport {
  // Nothing was ever recorded, so nothing was ever projected.
  if (input.summary["count"] === 0 && input.csvText === null && input.summaryText === null)
    return { ok: true, counts: { log: 0, csv: null, summary: null }, disagreements: [] };
  const csv = checkCsv(input);
  const summary = checkSummary(input);
  const disagreements = [...csv.found, ...summary.found, ...checkCounts(csv.cells, summary.document)];
  return {
    ok: disagreements.length === 0,
    counts: {
      log: input.rows.length,
      csv: csv.cells?.length ?? null,
      summary: raisedIn(summary.document),
    },
    disagreements,
  };
}

type Cells = readonly string[];
const idColumn = telemetryColumns.indexOf("challenge_id");

function checkCsv({ rows, csvText }: TelemetryInput) {
  const say = (where: string, expected: string, found: string, todo = rebuild): Disagreement => ({
    between: "csv-log",
    where,
    expected,
    found,
    todo,
  });
  if (csvText === null) {
    return { cells: null, found: [say("the file", `${rows.length} rows`, "no file")] };
  }
  const read = readTelemetryCsv(csvText);
  if ("problem" in read)
    return { cells: null, found: [say(read.where, telemetryColumns.join(","), read.problem)] };
  const wanted = expectedCells(rows);
  const found: Disagreement[] = [];
  const seen = new Map<string, number>();
  read.cells.forEach((cells, index) => {
    const line = `line ${read.lines[index]}`;
    if (cells.length !== telemetryColumns.length) {
      found.push(say(line, `${telemetryColumns.length} cells`, String(cells.length)));
      return;
    }
    const id = cells[idColumn] ?? "";
    const before = seen.get(id);
    if (before !== undefined) {
      found.push(say(`${line}, challenge ${id}`, "one row", `another on line ${read.lines[before]}`));
      return;
    }
    seen.set(id, index);
    const expected = wanted.get(id);
    if (expected === undefined) {
      found.push(say(`${line}, challenge ${id}`, "no such challenge", "a row", logMayHaveLost));
      return;
    }
    telemetryColumns.forEach((column, at) => {
      if (cells[at] !== undefined && cells[at] !== expected[at])
        found.push(say(`${line}, challenge ${id}, ${column}`, expected[at] ?? "", cells[at] ?? ""));
    });
  });
  for (const id of wanted.keys()) if (!seen.has(id)) found.push(say(`challenge ${id}`, "a row", "none"));
  return { cells: read.cells, found };
}

/** The rows as the file should have them, by challenge: rendered and read again, so that escapes compare as text. */
function expectedCells(rows: readonly ChallengeRow[]): Map<string, Cells> {
  const read = readTelemetryCsv(formatTelemetryCsv(rows));
  if ("problem" in read) throw new TypeError(read.problem);
  return new Map(read.cells.map((cells) => [cells[idColumn] ?? "", cells]));
}

function checkSummary({ summary, summaryText }: TelemetryInput) {
  const say = (where: string, expected: string, found: string, todo = rebuild): Disagreement => ({
    between: "summary-log",
    where,
    expected,
    found,
    todo,
  });
  if (summaryText === null) return { document: null, found: [say("the file", "a summary", "no file")] };
  let document: unknown;
  try {
    document = JSON.parse(summaryText);
  } catch {
    return { document: null, found: [say("the file", "JSON", "something else")] };
  }
  if (!isRecord(document)) return { document: null, found: [say("the file", "an object", show(document))] };
  const ahead = Number(document["count"]) > Number(summary["count"]);
  const replaced = document["count"] === summary["count"] && document["chain_hash"] !== summary["chain_hash"];
  const todo = ahead || replaced ? logMayHaveLost : rebuild;
  const found = [...new Set([...Object.keys(summary), ...Object.keys(document)])].flatMap((key) => {
    const [expected, there] = [show(summary[key]), show(document[key])];
    return expected === there ? [] : [say(key, expected, there, todo)];
  });
  return { document, found };
}

/** The runbook's own words: "ensure counts align". Said even where each was compared with the log already. */
function checkCounts(
  cells: readonly Cells[] | null,
  summary: Readonly<Record<string, unknown>> | null,
): Disagreement[] {
  if (cells === null || summary === null) return [];
  const say = (where: string, csv: number, found: unknown): Disagreement[] =>
    csv === found
      ? []
      : [{ between: "csv-summary", where, expected: String(csv), found: show(found), todo: rebuild }];
  const openAt = (level: string): number =>
    cells.filter(([, its, resolution]) => its === level && resolution === "").length;
  return [
    ...say("challenges", cells.length, raisedIn(summary)),
    ...["soft", "material", "critical"].flatMap((level) =>
      say(`open_${level}`, openAt(level), summary[`open_${level}`]),
    ),
  ];
}

function raisedIn(summary: Readonly<Record<string, unknown>> | null): number | null {
  const totals = summary?.["totals"];
  if (!isRecord(totals)) return null;
  return Object.values(totals).reduce<number>((sum, value) => sum + Number(value), 0);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const show = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
