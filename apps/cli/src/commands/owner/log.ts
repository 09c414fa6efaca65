import { isCodedError, messageOf } from "@mvcrs/errors";
import {
  assertUnlocked,
  escalationErrors,
  fieldLabel,
  type MvcrsEvent,
  mvcrsEventSchema,
  readLedger,
} from "@mvcrs/escalation";
import { type OwnerEvent, type Plan, parseOwnerEvent } from "@selfplay/owner-ops/operate";
import type { Context } from "../../command.ts";
import { assertFresh, inSession, keptPrivate, surelyStateOf, vouchedStateOf } from "../../session.ts";
import type { Unended } from "./io.ts";

interface Recording {
  readonly lockTimeoutMs?: number;
  /** Of the log; `"now"` by default. */
  readonly projections?: "now" | "later";
}

/** Appends events to the log of the root, then updates its projections. */
export async function appendToLog(
  context: Context,
  events: readonly MvcrsEvent[],
  { projections, ...waiting }: Recording = {},
): Promise<{ readonly seq: number; readonly leafHash: string }> {
  return inSession(
    context,
    async (session) => {
      await session.record(events, projections);
      const { count, chainHash } = session.position;
      return { seq: count - 1, leafHash: chainHash };
    },
    { ...waiting, ...(await keptPrivate({ private: false }, context)) },
  );
}

/** Where owner operations are recorded. */
const logRecorder = (context: Context) => ({
  record: (event: OwnerEvent, recording?: Recording) =>
    // Through JSON, because the log takes plain data: no undefined members.
    appendToLog(context, [mvcrsEventSchema.parse(JSON.parse(JSON.stringify(event)))], recording),
});

/** Who asks for an owner operation, as far as it matters to the trust lock and the log. */
export interface Asking {
  readonly autonomous: boolean;
  readonly pausing: boolean;
}

/**
 * Throws what the trust lock says when one is on, and what is wrong with a root that cannot say. A person is told the
 * latter, and is refused by it where a root was named; without one in sight, or to pause, a person may act.
 */
export const trustLockOf =
  (context: Context, { autonomous, pausing }: Asking) =>
  async (): Promise<void> => {
    try {
      assertUnlocked(await vouchedStateOf(context));
    } catch (thrown) {
      if (autonomous || !isCodedError(thrown) || escalationErrors.is(thrown, "TRUST_LOCKED")) throw thrown;
      context.notice(`WARNING: ${thrown.summary}; no trust lock could be asked for`);
      // A log from before marks were written still tells a person whether it is locked.
      if (escalationErrors.is(thrown, "ROOT_UNMARKED")) return assertUnlocked(await surelyStateOf(context));
      if (escalationErrors.is(thrown, "ROOT_MISSING") && (pausing || !context.rootIsNamed)) return;
      throw thrown;
    }
  };

// A program that follows signals holds the log for as long as it runs; nothing is sent meanwhile. What is intended
// changes none of the projections but their date, and is followed by what came of it.
const briefly: Recording = { lockTimeoutMs: 1_000, projections: "later" };

/**
 * Where owner operations are recorded. A person's pause must not fail or wait because there is no log: it is carried out, and
 * the person is told that it was not recorded.
 */
export const recorderFor = (context: Context, { autonomous, pausing }: Asking) => {
  const recorder = logRecorder(context);
  // A pause is one also where it is applied from a file, or closes what another operation has opened.
  const pauses = new Set<string>();
  return {
    async record(event: OwnerEvent) {
      const begins = event.type === "owner_op.intended";
      if (begins && event.plan.kind === "pause") pauses.add(event.plan_hash);
      const goesOn = !autonomous && (pausing || pauses.has(event.plan_hash));
      try {
        return await recorder.record(event, goesOn && begins ? briefly : undefined);
      } catch (thrown) {
        if (!goesOn) throw thrown;
        context.notice(
          `WARNING: the log does not take ${event.type}, so it is on no record: ${messageOf(thrown)}`,
        );
        return { seq: -1, leafHash: "" };
      }
    },
  };
};

/** The events of the log that have one of these labels, oldest first; a copy that may lack some accuses nobody. */
export async function eventsOf(context: Context, labels: readonly string[]): Promise<readonly MvcrsEvent[]> {
  await assertFresh(context);
  await using log = await readLedger(context.paths);
  const events = new Map<number, MvcrsEvent>();
  for (const label of labels)
    for await (const { seq, event } of log.entries({ where: { labels: [label] } })) events.set(seq, event);
  return [...events].sort(([a], [b]) => a - b).map(([, event]) => event);
}

/** The operations of a plan's kind on its chain that the log has an intent of and no end; a batch for a multisig ends elsewhere. */
export async function unendedLike(
  context: Context,
  { kind, chainId, hash }: Plan,
): Promise<readonly Unended[]> {
  const types = ["owner_op.intended", "owner_op.executed"] as const;
  const begun = new Map<string, Unended>();
  for (const logged of await eventsOf(context, types.map(fieldLabel.type))) {
    const event = parseOwnerEvent(logged);
    if (event?.type === "owner_op.executed") begun.delete(event.plan_hash);
    if (event?.type !== "owner_op.intended" || event.plan_hash === hash) continue;
    const { plan, at, actor } = event;
    if (plan.kind === kind && plan.chainId === chainId && plan.multisig === null)
      begun.set(plan.hash, { hash: plan.hash, at, actor });
  }
  return [...begun.values()];
}
