import type { Witness } from "../signal.ts";

/** Witnesses that count as one: they share source, operator, key or host. */
export interface WitnessGroup {
  readonly members: readonly Witness[];
  /** What a group weighs: its heaviest member, so that nobody gains by standing in line twice. */
  readonly weight: number;
}

const weightOf = ({ weight = 1 }: Witness): number => weight;

/** Joins witnesses that share an identity; linear in their number, in the order of their first members. */
export function groupWitnesses(witnesses: readonly Witness[]): readonly WitnessGroup[] {
  const parent = witnesses.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) at = up;
    return at;
  };
  const owners = new Map<string, number>();
  witnesses.forEach((witness, index) => {
    for (const [kind, name] of [
      ["source", witness.source],
      ["operator", witness.operator],
      ["key", witness.key],
      ["host", witness.host],
    ] as const) {
      if (name === undefined) continue;
      const owner = owners.get(`${kind} ${name}`);
      if (owner === undefined) owners.set(`${kind} ${name}`, index);
      else {
        const [a, b] = [root(owner), root(index)];
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  });
  const groups = new Map<number, Witness[]>();
  witnesses.forEach((witness, index) => {
    const members = groups.get(root(index));
    if (members === undefined) groups.set(root(index), [witness]);
    else members.push(witness);
  });
  return [...groups.values()].map((members) => ({ members, weight: Math.max(...members.map(weightOf)) }));
}
