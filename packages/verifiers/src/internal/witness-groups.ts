import type { Witness } from "../signal.ts";

/** Witnesses that count as one: they share source, operator, key or host. */
interface WitnessGroup {
  readonly members: readonly Witness[];
  /** What a group weighs: its heaviest member, so that nobody gains by appearing twice. */
  readonly weight: number;
}

const weightOf = ({ weight = 1 }: Witness): number => weight;
/** Up to this many witnesses it is cheaper to compare all pairs than to build a map. */
const fewWitnesses = 8;

/** Whether it can be seen at a glance that no two witnesses share an identity. */
export function areDistinct(witnesses: readonly Witness[]): boolean {
  if (witnesses.length > fewWitnesses) return false;
  for (let index = 0; index < witnesses.length; index += 1) {
    const witness = witnesses[index];
    if (witness === undefined) continue;
    if (witness.operator !== undefined || witness.key !== undefined || witness.host !== undefined)
      return false;
    for (let before = 0; before < index; before += 1)
      if (witnesses[before]?.source === witness.source) return false;
  }
  return true;
}

/**
 * Joins witnesses that share an identity, and pairs that were found to repeat each other; linear in their number, in the
 * order of their first members.
 */
export function groupWitnesses(
  witnesses: readonly Witness[],
  twins: readonly (readonly [string, string])[] = [],
): readonly WitnessGroup[] {
  const parent = witnesses.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) at = up;
    return at;
  };
  const join = (one: number, other: number): void => {
    const [a, b] = [root(one), root(other)];
    parent[Math.max(a, b)] = Math.min(a, b);
  };
  const owners = new Map<string, number>();
  witnesses.forEach((witness, index) => {
    for (const kind of ["source", "operator", "key", "host"] as const) {
      const name = witness[kind];
      if (name === undefined) continue;
      const owner = owners.get(`${kind} ${name}`);
      if (owner === undefined) owners.set(`${kind} ${name}`, index);
      else join(owner, index);
    }
  });
  for (const [one, other] of twins) {
    const a = owners.get(`source ${one}`);
    const b = owners.get(`source ${other}`);
    if (a !== undefined && b !== undefined) join(a, b);
  }
  const groups = new Map<number, Witness[]>();
  witnesses.forEach((witness, index) => {
    const members = groups.get(root(index));
    if (members === undefined) groups.set(root(index), [witness]);
    else members.push(witness);
  });
  return [...groups.values()].map((members) => ({ members, weight: Math.max(...members.map(weightOf)) }));
}
