/** Limits of what the orchestrator takes by itself, in the stake token's smallest unit. A person may take more. */
export interface SlashCaps {
  /** Of one round, all validators together. */
  readonly perRound: bigint;
  /** Of one UTC day. */
  readonly perDay: bigint;
}

export interface CappedSlash {
  readonly amount: bigint;
  /** Why it is less than wanted; empty where it is not. */
  readonly note: string;
}

/** What may be taken of `wanted`. */
export function capSlash(
  wanted: bigint,
  limits: {
    readonly caps: SlashCaps;
    readonly takenInRound: bigint;
    readonly takenToday: bigint;
    /** All that the arena lets an orchestrator take: the round's stake, once, under the owner's caps. */
    readonly reportable: bigint;
  },
): CappedSlash {
  const { caps, takenInRound, takenToday, reportable } = limits;
  const bounds: readonly (readonly [bigint, string])[] = [
    [caps.perRound - takenInRound, `the cap per round of ${caps.perRound}`],
    [caps.perDay - takenToday, `the cap per day of ${caps.perDay}`],
    [reportable, `what the arena allows, ${reportable}`],
  ];
  let amount = wanted;
  let note = "";
  for (const [left, name] of bounds) {
    const bound = left < 0n ? 0n : left;
    if (amount <= bound) continue;
    amount = bound;
    note = `${wanted} wanted, limited by ${name}`;
  }
  return { amount, note };
}
