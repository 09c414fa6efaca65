export type Role = "teacher" | "student" | "validator";

/** One thing that an agent submitted. */
export interface ModerationItem {
  readonly run: number;
  readonly roundId: bigint;
  readonly participant: string;
  readonly role: Role;
  /** The task, the answer, or a validator's rationale, in full. */
  readonly content: string;
}

/**
 * - `allow`: nothing to say;
 * - `flag`: noted, no consequence in the round;
 * - `block`: what was submitted does not count, and a validator is slashed with the reason `moderation:block`.
 */
export interface ModerationVerdict {
  readonly action: "allow" | "flag" | "block";
  /** The rule that spoke; empty for `allow`. */
  readonly rule: string;
  readonly reason: string;
}

/** Judges what agents submit. The strictest verdict of all moderators counts; one that throws only flags. */
export interface Moderator {
  readonly name: string;
  review(item: ModerationItem): ModerationVerdict | Promise<ModerationVerdict>;
}

const strictness = { allow: 0, flag: 1, block: 2 } as const;

export interface NamedVerdict extends ModerationVerdict {
  readonly moderator: string;
}

/** The strictest verdict on an item; the first moderator's where two are equally strict. */
export async function moderate(
  moderators: readonly Moderator[],
  item: ModerationItem,
): Promise<NamedVerdict> {
  let strictest: NamedVerdict = { moderator: "", action: "allow", rule: "", reason: "" };
  for (const moderator of moderators) {
    const verdict = await reviewed(moderator, item);
    if (strictness[verdict.action] > strictness[strictest.action])
      strictest = { ...verdict, moderator: moderator.name };
  }
  return strictest;
}

// A broken moderator must neither let a round hang nor cost anybody a stake.
async function reviewed(moderator: Moderator, item: ModerationItem): Promise<ModerationVerdict> {
  try {
    const { action, rule, reason } = await moderator.review(item);
    return { action, rule, reason };
  } catch {
    return { action: "flag", rule: "moderator-failed", reason: `the moderator ${moderator.name} failed` };
  }
}
