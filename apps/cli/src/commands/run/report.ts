import {
  type ChallengeLevel,
  challengeLevels,
  type MvcrsState,
  type RunReport,
  showLatest,
} from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { type Colours, colours } from "../../ui/colours.ts";
import { count, plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";
import { challengeTable } from "../challenges/challenge-table.ts";

const shown = 10;

/** What `mvcrs run` prints for a person: what was read, its outcome, and where to look next. */
export function renderRun(
  report: RunReport,
  state: MvcrsState,
  { dryRun, io, paths }: { readonly dryRun: boolean } & Pick<Context, "io" | "paths">,
): string {
  const paint = colours(io);
  const { counts, raised } = report;
  const lines = [
    `${plural(report.signals, "signal")} in ${plural(report.rows, "row")}, ${count(counts.judged)} judged${passedOver(report)}`,
    ...rowsLine(report),
    `${challengeLevels.map((level) => raisedOf(level, raised[level].length, paint)).join(", ")} ${raisedTotal(report) === 1 ? "challenge" : "challenges"} raised; ${count(report.extended)} extended, ${count(report.cleared)} cleared`,
  ];
  for (const { metric, source, newest } of report.clockFaults)
    lines.push(
      `clock-fault: ${printable(metric)} of ${printable(source)} was judged up to ${newest}, which lies in the future; what comes now is judged all the same`,
    );
  if (report.trustLocks > 0)
    lines.push(
      `${paint.critical("TRUST LOCK engaged")}: autonomous changes are refused until it is released`,
    );
  const worst = pickWorst(raised, shown);
  // The log names steps; what is shown are the counts of now, as `challenges list` shows them.
  showLatest(state, report.latest);
  const challenges = worst.flatMap((id) => state.challenges.get(id) ?? []);
  if (challenges.length > 0) {
    lines.push("", challengeTable(challenges, io));
    const more = raisedTotal(report) - challenges.length;
    if (more > 0) lines.push(`… and ${count(more)} more`);
  }
  lines.push("");
  if (dryRun) lines.push(`dry run: nothing was written; ${entries(report.appended)} would be appended`);
  else if (report.appended === 0) lines.push("nothing new: the log stands as it was");
  else
    lines.push(
      `${entries(report.appended)} appended to ${paths.log}`,
      "next: mvcrs challenges list, mvcrs challenges show <id>, mvcrs chain verify",
    );
  return lines.join("\n");
}

/** `2 critical`, painted where there is one. */
const raisedOf = (level: ChallengeLevel, value: number, paint: Colours): string =>
  (value > 0 ? paint[level] : paint.none)(`${count(value)} ${level}`);

const raisedTotal = ({ raised }: RunReport): number =>
  challengeLevels.reduce((sum, level) => sum + raised[level].length, 0);

function passedOver({ counts }: RunReport): string {
  const parts = [
    counts.seen > 0 ? `${count(counts.seen)} no newer than what was judged before` : "",
    counts.repeated > 0 ? `${count(counts.repeated)} repeated` : "",
    counts.late > 0 ? `${count(counts.late)} out of order` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** Where rows and signals are not one to one, or rows were unusable: every row once. */
function rowsLine({ rows, signals, rowCounts }: RunReport): string[] {
  if (rows === signals && rowCounts.unusable === 0) return [];
  const parts = [
    `${count(rowCounts.judged)} judged`,
    rowCounts.seen > 0 ? `${count(rowCounts.seen)} judged before` : "",
    rowCounts.repeated > 0 ? `${count(rowCounts.repeated)} repeated` : "",
    rowCounts.late > 0 ? `${count(rowCounts.late)} out of order` : "",
    rowCounts.unusable > 0 ? `${count(rowCounts.unusable)} unusable` : "",
  ];
  return [`of the rows: ${parts.filter((part) => part !== "").join(", ")}`];
}

function pickWorst(raised: Readonly<Record<ChallengeLevel, readonly string[]>>, most: number): string[] {
  return [...challengeLevels]
    .reverse()
    .flatMap((level) => raised[level])
    .slice(0, most);
}

const entries = (value: number): string => plural(value, "entry", "entries");
