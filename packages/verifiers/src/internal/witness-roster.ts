import type { Witness } from "../signal.ts";

/** What consensus remembers of one witness of one series. */
interface WitnessRecord {
  readonly source: string;
  /** `reliabilityFloor` to 1: a running mean of "agreed with the consensus". */
  reliability: number;
  /** How often it was counted. */
  seen: number;
  /** Signals in a row without it. */
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

const find = (roster: Roster, source: string): WitnessRecord | undefined =>
  roster.find((record) => record.source === source);

export function reliabilityOf(roster: Roster, source: string): number {
  return find(roster, source)?.reliability ?? startReliability;
}

/** The regular witnesses of the series that are missing from `present`. */
export function silentWitnesses(roster: Roster, present: readonly Witness[]): readonly string[] {
  return roster
    .filter(({ source, seen }) => seen >= regularAfter && !present.some((each) => each.source === source))
    .map(({ source }) => source);
}

/** Pairs that repeat each other's readings although the others differ. */
export function twins(roster: Roster): readonly (readonly [string, string])[] {
  return roster.flatMap(({ source, twin, twinRun }) =>
    twin !== null && twinRun >= twinAfter && source < twin ? [[source, twin] as const] : [],
  );
}

/** Takes in the witnesses of one signal; `agrees` is null where there was no consensus to agree with. */
export function updateRoster(
  roster: Roster,
  present: readonly Witness[],
  agrees: ((value: number) => boolean) | null,
): void {
  for (const record of roster) record.missed += 1;
  const differing = present.some(({ value }) => value !== present[0]?.value);
  for (const { source, value } of present) {
    let record = find(roster, source);
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
    if (agrees !== null) {
      const next = record.reliability + memory * ((agrees(value) ? 1 : 0) - record.reliability);
      record.reliability = Math.max(reliabilityFloor, next);
    }
    if (differing && (record.seen === 0 || value !== record.lastValue)) {
      const twin = present.find((each) => each.source !== source && each.value === value)?.source ?? null;
      record.twinRun = twin !== null && twin === record.twin ? record.twinRun + 1 : twin === null ? 0 : 1;
      record.twin = twin;
    }
    record.seen += 1;
    record.lastValue = value;
  }
  for (let index = roster.length - 1; index >= 0; index -= 1)
    if ((roster[index]?.missed ?? 0) > forgottenAfter) roster.splice(index, 1);
  while (roster.length > rosterLimit) {
    let longest = 0;
    for (let index = 1; index < roster.length; index += 1)
      if ((roster[index]?.missed ?? 0) > (roster[longest]?.missed ?? 0)) longest = index;
    roster.splice(longest, 1);
  }
}
