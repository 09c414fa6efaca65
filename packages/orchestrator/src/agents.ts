/** What agents get to know of a round. */
export interface RoundInfo {
  /** The orchestrator's own number of the run, from 1. */
  readonly run: number;
  /** The arena's number of the round. */
  readonly roundId: bigint;
  readonly difficulty: number;
  readonly teacher: string;
  readonly students: readonly string[];
  readonly validators: readonly string[];
}

/** Who may be asked to take part, best candidates first. Nobody may appear twice. */
export interface Roster {
  readonly teacher: string;
  readonly students: readonly string[];
  /** More than the committee needs: those without a free stake are skipped. */
  readonly validators: readonly string[];
}

export interface RosterCall {
  readonly run: number;
  readonly committeeSize: number;
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
}

/** What a teacher or a student submits. */
export interface Submission {
  readonly content: string;
}

/** What a validator submits: the students whose answers it holds to be right, and why. */
export interface Judgement {
  readonly approve: readonly string[];
  readonly rationale: string;
}

export interface Answer {
  readonly student: string;
  readonly content: string;
}

/**
 * The agents, however they are reached. `null` is what nobody submitted; whatever throws or misses its deadline counts
 * as `null`. After a crash an agent may be asked again for a round; what was collected before is not asked for twice.
 */
export interface AgentPopulation {
  roster(call: RosterCall): Promise<Roster>;
  /** The teacher's task. */
  teach(round: RoundInfo): Promise<Submission | null>;
  answer(round: RoundInfo, student: string, task: string): Promise<Submission | null>;
  judge(
    round: RoundInfo,
    validator: string,
    task: string,
    answers: readonly Answer[],
  ): Promise<Judgement | null>;
}
