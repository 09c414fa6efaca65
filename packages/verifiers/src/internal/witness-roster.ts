import type { Witness } from "../signal.ts";

/** What consensus remembers of one witness of one series. */
interface WitnessRecord {
  readonly source: string;
  /** `reliabilityFloor` to 1: a running mean of "agreed with the consensus". */
  reliability: number;
  /** How often it was counted. */
  seen: number;
  /** Signals in a row without it; 0 while it is present. */
  missed: number;
  lastValue: number;
  /** The source whose every odd reading it repeats to the last bit, and for how many readings. */
  twin: string | null;
  twinRun: number;
}

/** Nobody falls below it, so that a witness framed by liars can still return. */
const reliabilityFloor = 0.25;
const startReliability = 0.5;
const memory = 1 / 16;
/** A series keeps so many witnesses at the most; who was missed longest goes first. */
const rosterLimit = 32;
const regularAfter = 3;
const forgottenAfter = 256;
/** So many equal readings in a row, while others differ and the value moves, are no coincidence. */
const twinAfter = 8;

export type Roster = WitnessRecord[];

/** `hint` is where it would stand if the witnesses came in the order of the roster, as they nearly always do. */
function find(roster: Roster, source: string, hint: number): WitnessRecord | undefined {
  const guess = roster[hint];
  if (guess !== undefined && guess.source === source) return guess;
  return roster.find((record) => record.source === source);
}

export function reliabilityOf(roster: Roster, source: string, hint = 0): number {
  return find(roster, source, hint)?.reliability ?? startReliability;
}

/** The regular witnesses of the series that were missing at the last update. */
export function silentWitnesses(roster: Roster): readonly string[] | null {
  let silent: string[] | null = null;
  for (const { source, seen, missed } of roster)
    if (missed > 0 && seen >= regularAfter) {
      silent ??= [];
      silent.push(source);
    }
  return silent;
}

/** Pairs that repeat each other's readings although the others differ. */
export function twins(roster: Roster): readonly (readonly [string, string])[] {
  return roster.flatMap(({ source, twin, twinRun }) =>
    twin !== null && twinRun >= twinAfter && source < twin ? [[source, twin] as const] : [],
  );
}
export const hasTwins = (roster: Roster): boolean => roster.some(({ twinRun }) => twinRun >= twinAfter);

/**
 * Takes in the counted witnesses of one signal. Where there was a consensus to agree with, a witness agrees within
 * `reach` of `expected`; `expected` is NaN where there was none.
 */
export function updateRoster(
  roster: Roster,
  present: readonly Witness[],
  expected: number,
  reach: number,
): void {
  for (const record of roster) record.missed += 1;
  const first = present[0]?.value;
  let differing = false;
  for (const { value } of present) if (value !== first) differing = true;
  for (let index = 0; index < present.length; index += 1) {
    const witness = present[index];
    if (witness === undefined) continue;
    const { source, value } = witness;
    let record = find(roster, source, index);
    if (record === undefined) {
      record = {
        source,
        reliability: startReliability,
        seen: 0,
        missed: 0,
        lastValue: value,
        twin: null,
        twinRun: 0,
      };
      roster.push(record);
    }
    record.missed = 0;
    if (!Number.isNaN(expected)) {
      const agreed = Math.abs(value - expected) <= reach ? 1 : 0;
      record.reliability = Math.max(
        reliabilityFloor,
        record.reliability + memory * (agreed - record.reliability),
      );
    }
    if (differing && (record.seen === 0 || value !== record.lastValue)) noteTwin(record, present);
    record.seen += 1;
    record.lastValue = value;
  }
  forget(roster);
}

function noteTwin(record: WitnessRecord, present: readonly Witness[]): void {
  const own = present.find(({ source }) => source === record.source)?.value;
  const twin = present.find(({ source, value }) => source !== record.source && value === own)?.source ?? null;
  record.twinRun = twin === null ? 0 : twin === record.twin ? record.twinRun + 1 : 1;
  record.twin = twin;
}

function forget(roster: Roster): void {
  for (let index = roster.length - 1; index >= 0; index -= 1)
    if ((roster[index]?.missed ?? 0) > forgottenAfter) roster.splice(index, 1);
  while (roster.length > rosterLimit) {
    let longest = 0;
    for (let index = 1; index < roster.length; index += 1)
      if ((roster[index]?.missed ?? 0) > (roster[longest]?.missed ?? 0)) longest = index;
    roster.splice(longest, 1);
  }
}
