import { isCodedError, messageOf } from "@mvcrs/errors";
import { z } from "zod";
import { ownerErrors } from "./errors.ts";
import type { Caller } from "./guard.ts";
import { nameUuid } from "./internal/hashes.ts";
import { type Plan, planSchema } from "./plan.ts";

/** What was sent for one step of a plan. */
export interface StepReceipt {
  readonly step: number;
  readonly transactionHash: string;
  readonly blockNumber: string;
  readonly gasUsed: string;
}

interface OwnerEventBase {
  /** UUID that follows from the plan's hash, so that a repeated record is recognised. */
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly plan_hash: string;
}

/** Recorded before anything is broadcast. */
export interface OwnerOpIntended extends OwnerEventBase {
  readonly type: "owner_op.intended";
  readonly caller: Caller["kind"];
  /** The trust lock was engaged and set aside; the reason, or `pause` where pausing is free. */
  readonly lock_set_aside?: string;
  readonly plan: Plan;
}

/** Recorded after the last step was confirmed and looked at, or where the operation stopped for good. */
export interface OwnerOpExecuted extends OwnerEventBase {
  readonly type: "owner_op.executed";
  /** What was mined, in order; fewer than the plan has steps where it stopped. */
  readonly receipts: readonly StepReceipt[];
  readonly verified: boolean;
  /** The code of the error that stopped it. */
  readonly stopped?: string;
  /** Further hashes that were signed for the plan: replaced, refused, or perhaps still on their way. */
  readonly signed?: readonly string[];
}

export type OwnerEvent = OwnerOpIntended | OwnerOpExecuted;

/** Where events of owner operations go: the MV-CRS log, connected by the app. */
export interface OwnerRecorder {
  record(event: OwnerEvent): Promise<{ readonly seq: number; readonly leafHash: string }>;
}

export function intendedEvent(
  plan: Plan,
  caller: Caller,
  lockSetAside: boolean,
  at: string,
  /** Recorded before, and not as one that sets a lock aside. */
  isAgain = false,
): OwnerOpIntended {
  return {
    type: "owner_op.intended",
    id: nameUuid(isAgain ? `${plan.hash}:intended:${at}` : `${plan.hash}:intended`),
    at,
    actor: caller.actor,
    caller: caller.kind,
    ...(lockSetAside ? { lock_set_aside: caller.breakGlass ?? plan.kind } : {}),
    plan_hash: plan.hash,
    plan,
  };
}

export function executedEvent(
  plan: Plan,
  caller: Caller,
  receipts: readonly StepReceipt[],
  outcome: { readonly verified: boolean; readonly stopped?: string; readonly signed?: readonly string[] },
  at: string,
): OwnerOpExecuted {
  return {
    type: "owner_op.executed",
    id: nameUuid(`${plan.hash}:${outcome.stopped ?? "executed"}`),
    at,
    actor: caller.actor,
    plan_hash: plan.hash,
    receipts,
    ...outcome,
  };
}

/** Records, and names the event when the log does not take it. @throws RECORD_FAILED, what `recorder.record` throws */
export async function recordEvent(recorder: OwnerRecorder, event: OwnerEvent): Promise<number> {
  try {
    return (await recorder.record(event)).seq;
  } catch (thrown) {
    if (isCodedError(thrown)) throw thrown;
    throw ownerErrors.create(
      "RECORD_FAILED",
      { event: event.type, problem: messageOf(thrown) },
      { cause: thrown },
    );
  }
}

const base = { id: z.string(), at: z.string(), actor: z.string(), plan_hash: z.string() };
const ownerEventSchema = z.discriminatedUnion("type", [
  z.object({
    ...base,
    type: z.literal("owner_op.intended"),
    caller: z.enum(["human", "autonomous"]),
    lock_set_aside: z.string().exactOptional(),
    plan: planSchema,
  }),
  z.object({
    ...base,
    type: z.literal("owner_op.executed"),
    receipts: z.array(
      z.object({
        step: z.int(),
        transactionHash: z.string(),
        blockNumber: z.string(),
        gasUsed: z.string(),
      }),
    ),
    verified: z.boolean(),
    stopped: z.string().exactOptional(),
    signed: z.array(z.string()).exactOptional(),
  }),
]);

/** An owner operation's event as it comes back from the log; undefined for any other event. */
export function parseOwnerEvent(event: unknown): OwnerEvent | undefined {
  return ownerEventSchema.safeParse(event).data;
}
