import type { DecodedBatch, RowProblem } from "@mvcrs/verifiers/input";
import { escalationErrors } from "../errors.ts";
import { type ChallengeLevel, challengeLevels, type MvcrsEvent } from "../ledger/events.ts";
import type { JudgeCounts } from "./judge.ts";
import type { RowCounts } from "./row-counts.ts";
import type { RunReport } from "./run-report.ts";
import type { Novelty } from "./series.ts";

const shownProblems = 20;
/** The fate of a row of several signals is the first of these that one of them has. */
const fates: readonly (keyof RowCounts)[] = ["judged", "late", "repeated", "seen"];

/** Counts the input and its outcome. */
export class Tally {
  rows = 0;
  signals = 0;
  readonly rowCounts: RowCounts = { judged: 0, seen: 0, repeated: 0, late: 0, unusable: 0 };
  #problems = 0;
  readonly #byCode = new Map<string, number>();
  readonly #unusableByCode = new Map<string, number>();
  readonly #first: RowProblem[] = [];
  /** Challenges raised, and the level that they have reached. */
  readonly #raised = new Map<string, ChallengeLevel>();
  #extended = 0;
  #cleared = 0;
  #locks = 0;
  #appended = 0;
  readonly #onProblem: ((problem: RowProblem) => void) | undefined;
  readonly #shown: number;

  /** `shown`: how many problems `onProblem` is called with. */
  constructor(onProblem: ((problem: RowProblem) => void) | undefined, shown: number = shownProblems) {
    this.#onProblem = onProblem;
    this.#shown = shown;
  }

  batch({ rows, signals, problems }: DecodedBatch): void {
    this.rows += rows;
    this.signals += signals.length;
    for (const problem of problems) this.problem(problem);
  }

  problem(problem: RowProblem): void {
    this.#problems += 1;
    count(this.#byCode, problem.code);
    if (problem.partial !== true) {
      this.rowCounts.unusable += 1;
      count(this.#unusableByCode, problem.code);
    }
    // Where it stood in its batch means nothing any more.
    const { before: _, ...told } = problem;
    if (this.#first.length < shownProblems) this.#first.push(told);
    if (this.#problems <= this.#shown) this.#onProblem?.(problem);
  }

  /** Counts a row that gave signals, by what became of them. */
  row(novelties: readonly (Novelty | "unusable")[]): void {
    const all = novelties.map((novelty) => (novelty === "new" ? "judged" : novelty));
    const fate = fates.find((candidate) => all.includes(candidate));
    // A row all of whose signals turned out to be unusable has said so itself.
    if (fate !== undefined) this.rowCounts[fate] += 1;
  }

  /** Refuses an input that must not, or cannot, be used. */
  refuse(strict: boolean): void {
    const [first] = this.#first;
    if (this.rows === 0) throw escalationErrors.create("INPUT_EMPTY", {});
    // Rows that are well formed and hold no number: the wrong delimiter, say. Silence must not read as health.
    if (this.signals === 0 && this.#byCode.get("ROW_WITHOUT_VALUE") === this.#problems)
      throw escalationErrors.create("NO_SIGNALS", { rows: this.rows });
    if (first === undefined || !(strict || this.signals === 0)) return;
    const details = { line: first.line, reason: first.reason, unusable: this.#problems, rows: this.rows };
    throw strict
      ? escalationErrors.create("INPUT_REFUSED", details)
      : escalationErrors.create("NO_USABLE_ROWS", details);
  }

  events(events: readonly MvcrsEvent[]): void {
    this.#appended += events.length;
    for (const event of events) {
      if (event.type === "challenge.raised") this.#raised.set(event.id, event.level);
      else if (event.type === "challenge.extended") {
        this.#extended += 1;
        if (this.#raised.has(event.challenge_id)) this.#raised.set(event.challenge_id, event.level);
      } else if (event.type === "challenge.resolved") this.#cleared += 1;
      else if (event.type === "trust_lock.engaged") this.#locks += 1;
    }
  }

  report(counts: JudgeCounts, changed: readonly string[]): Omit<RunReport, "clockFaults" | "latest"> {
    const raised: Record<ChallengeLevel, string[]> = { soft: [], material: [], critical: [] };
    // By the level that they have now: the same as every list of challenges says.
    for (const [id, level] of this.#raised) raised[level].push(id);
    return {
      rows: this.rows,
      signals: this.signals,
      rowCounts: { ...this.rowCounts },
      counts,
      problems: {
        count: this.#problems,
        byCode: Object.fromEntries(this.#byCode),
        rowsByCode: Object.fromEntries(this.#unusableByCode),
        first: this.#first,
      },
      raised,
      extended: this.#extended,
      cleared: this.#cleared,
      trustLocks: this.#locks,
      highest: [...challengeLevels].reverse().find((level) => counts.levels[level] > 0) ?? null,
      appended: this.#appended,
      changed,
    };
  }
}

function count(counts: Map<string, number>, code: string): void {
  counts.set(code, (counts.get(code) ?? 0) + 1);
}
