import { randomUUID } from "node:crypto";
import { familyOf } from "@mvcrs/verifiers";
import { escalationErrors } from "../errors.ts";
import { type Challenge, isOpen } from "./challenge.ts";
import { committeeInForce } from "./committee-in-force.ts";
import { type Committee, nobody } from "./config/committee-schema.ts";
import type { EventOf, Resolution } from "./events.ts";
import type { MvcrsState } from "./state.ts";

/** Who does something, why, and when (milliseconds). */
export interface ByPerson {
  readonly actor: string;
  readonly reason: string;
  readonly now: number;
}

const head = ({ actor, now }: ByPerson) => ({ id: randomUUID(), at: new Date(now).toISOString(), actor });

/** Longest mute: a metric that nobody is to be notified of for longer should not be watched at all. */
export const maxMuteMs = 30 * 24 * 3_600_000;

/**
 * A person has seen the challenge and works on it; the review clock restarts. Somebody else may take it over, and
 * who needs longer acknowledges it again.
 *
 * @throws CHALLENGE_NOT_OPEN where it is closed
 */
export function acknowledge(challenge: Challenge, by: ByPerson): EventOf<"challenge.acknowledged"> {
  if (!isOpen(challenge)) throw notOpen(challenge);
  return { type: "challenge.acknowledged", ...head(by), challenge_id: challenge.id, reason: by.reason };
}

/** A person closes the challenge; with superseded `acceptedValue` is the new normal. @throws CHALLENGE_NOT_OPEN where it is closed already */
export function resolve(
  challenge: Challenge,
  resolution: Exclude<Resolution, "cleared">,
  by: ByPerson,
  acceptedValue?: number,
): EventOf<"challenge.resolved"> {
  if (!isOpen(challenge)) throw notOpen(challenge);
  return {
    type: "challenge.resolved",
    ...head(by),
    challenge_id: challenge.id,
    resolution,
    reason: by.reason,
    ...(acceptedValue === undefined ? null : { accepted_value: acceptedValue }),
  };
}

/**
 * A person accepts what a metric has become: all that is open about its value is superseded, and the verifiers go on from
 * `value`, or from the latest one that the log has.
 *
 * @throws NOTHING_TO_ACCEPT
 */
export function accept(
  state: MvcrsState,
  metric: string,
  value: number | undefined,
  by: ByPerson,
): EventOf<"challenge.resolved">[] {
  const open = (state.open.get(metric) ?? []).filter(({ pattern }) => familyOf(pattern) === "value");
  if (open.length === 0) throw escalationErrors.create("NOTHING_TO_ACCEPT", { metric });
  return open.map((challenge) => resolve(challenge, "superseded", by, value ?? challenge.value));
}

/** Stops the notices of a metric until a time; its challenges are still recorded. @throws MUTE_INVALID */
export function mute(metric: string, owner: string, until: number, by: ByPerson): EventOf<"metric.muted"> {
  const problem =
    until <= by.now
      ? "its end is not in the future"
      : until - by.now > maxMuteMs
        ? "it would last longer than 30 days"
        : undefined;
  if (problem !== undefined) throw escalationErrors.create("MUTE_INVALID", { metric, problem });
  return {
    type: "metric.muted",
    ...head(by),
    metric,
    owner,
    reason: by.reason,
    until: new Date(until).toISOString(),
  };
}

/** Ends a mute before its time. @throws NOT_MUTED */
export function unmute(state: MvcrsState, metric: string, by: ByPerson): EventOf<"metric.unmuted"> {
  if (!state.mutes.has(metric)) throw escalationErrors.create("NOT_MUTED", { metric });
  return { type: "metric.unmuted", ...head(by), metric, reason: by.reason };
}

/** A person stops the orchestrator's rounds. */
export function freezeRounds(by: ByPerson): EventOf<"orchestrator.frozen"> {
  return { type: "orchestrator.frozen", ...head(by), reason: by.reason };
}

/** A person lets the orchestrator go on after a freeze. */
export function resumeRounds(
  freeze: { readonly since: string; readonly by: string; readonly reasons: readonly string[] },
  by: ByPerson,
): EventOf<"orchestrator.resumed"> {
  return {
    type: "orchestrator.resumed",
    ...head(by),
    reason: by.reason,
    frozen_since: freeze.since,
    frozen_by: freeze.by,
    frozen_for: [...freeze.reasons],
  };
}

/** A person has what entries keep in the vault deleted. Who and why stay in the log. */
export function redactPayloads(redacts: readonly number[], by: ByPerson): EventOf<"payload.redacted"> {
  return { type: "payload.redacted", ...head(by), redacts: [...redacts], reason: by.reason };
}

/** A person locks; `configured` is the committee that can release it where the log has named none yet. @throws ALREADY_LOCKED */
export function engageLock(
  state: MvcrsState,
  by: ByPerson,
  configured: Committee = nobody,
): EventOf<"trust_lock.engaged"> {
  if (state.lock !== null)
    throw escalationErrors.create("ALREADY_LOCKED", { lock: state.lock.id, since: state.lock.engagedAt });
  return {
    type: "trust_lock.engaged",
    ...head(by),
    marker: "MVCRS_TRUST_LOCK",
    committee: committeeInForce(state, configured),
    reason: by.reason,
  };
}

const notOpen = ({ id, status, resolution }: Challenge) =>
  escalationErrors.create("CHALLENGE_NOT_OPEN", { id, status: resolution ?? status });
