import { parseCsv } from "./internal/csv.ts";

/** The columns that every cycle report begins with; further ones are whose who added them. */
export const cycleColumns: readonly string[] = ["cycle", "executedAt", "reportUri"];

interface CycleRow {
  readonly cycle: string;
  readonly executedAt: string;
  readonly reportUri: string;
  /** As it stands in the file. */
  readonly raw: string;
}

interface CycleReport {
  /** The first record as it stands in the file. */
  readonly header: string;
  readonly columns: number;
  readonly rows: readonly CycleRow[];
  readonly problems: readonly { readonly line: number; readonly problem: string }[];
}

/** `phase8-cycle-report.csv`, with everything in it that is no cycle. */
export function readCycleReport(text: string): CycleReport {
  const [header, ...records] = parseCsv(text);
  const problems: { line: number; problem: string }[] = [];
  const names = header?.fields ?? [];
  if (cycleColumns.some((name, index) => names[index] !== name))
    problems.push({
      line: header?.line ?? 1,
      problem: `cycle report header is ${shown(header?.raw ?? "")}, and does not begin with ${cycleColumns.join()}`,
    });
  const rows: CycleRow[] = [];
  for (const [index, { fields, raw, line }] of records.entries()) {
    const [cycle = "", executedAt = "", reportUri = "", ...further] = fields ?? [];
    const unnamed = further.slice(Math.max(0, names.length - cycleColumns.length));
    const sound =
      /^\d+$/.test(cycle) &&
      /^\d+$/.test(executedAt) &&
      reportUri.trim() !== "" &&
      unnamed.every((field) => field.trim() === "");
    if (sound) rows.push({ cycle, executedAt, reportUri, raw });
    else problems.push({ line, problem: `cycle report row ${index + 1} is not a cycle, a time and a URI` });
  }
  return { header: header?.raw ?? "", columns: Math.max(names.length, cycleColumns.length), rows, problems };
}

const shown = (text: string): string => JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);
