import { isCodedError, messageOf } from "@mvcrs/errors";
import { ownerErrors } from "./errors.ts";
import type { PlanKind } from "./plan.ts";

/** Who asks for an owner operation, and what it says to a trust lock. */
export interface Caller {
  /** Name for the record: a person, a team or a program. */
  readonly actor: string;
  readonly kind: "human" | "autonomous";
  /** Why the trust lock is set aside; humans only, and recorded. */
  readonly breakGlass?: string | undefined;
}

/** Throws when a trust lock is engaged; the app connects it to the log. */
export type AssertUnlocked = () => Promise<void>;

/**
 * Honours the trust lock: autonomous callers are refused under lock whatever they want; a human may pause, and may do
 * anything else with a reason to break glass.
 *
 * Anything else that keeps the question from being answered refuses as a lock does, with its own error.
 *
 * @returns whether a lock was set aside
 * @throws TRUST_LOCKED, CONFLICTING_OPTIONS, what `assertUnlocked` throws
 */
export async function passTrustLock(
  kind: PlanKind,
  caller: Caller,
  assertUnlocked: AssertUnlocked,
): Promise<boolean> {
  if (caller.breakGlass !== undefined && (caller.kind !== "human" || caller.breakGlass.trim() === ""))
    throw ownerErrors.create("CONFLICTING_OPTIONS", {
      options: ["--break-glass", caller.kind === "human" ? "an empty reason" : "--autonomous"],
      why: "only a human breaks glass, and says why",
    });
  try {
    await assertUnlocked();
    return false;
  } catch (thrown) {
    if (caller.kind === "human" && (kind === "pause" || caller.breakGlass !== undefined)) return true;
    if (isCodedError(thrown) && thrown.code !== "TRUST_LOCKED") throw thrown;
    throw ownerErrors.create(
      "TRUST_LOCKED",
      { kind, caller: caller.kind, lock: messageOf(thrown) },
      { cause: thrown },
    );
  }
}
