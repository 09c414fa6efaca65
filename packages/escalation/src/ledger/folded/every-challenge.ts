import type { Entry } from "@mvcrs/chain";
import type { Challenge } from "../challenge.ts";
import type { MvcrsEvent } from "../events.ts";
import { applyEvent, emptyState, type MvcrsState, raisedCount } from "../state.ts";

type Entries = (range: { readonly from?: number; readonly to?: number }) => AsyncIterable<Entry<MvcrsEvent>>;

/** A challenge, and how many were raised before it. */
export interface RaisedChallenge {
  readonly challenge: Challenge;
  readonly ordinal: number;
}

/**
 * Every challenge that a log tells of, as it stands at the end, each as soon as nothing can change it any more. Those that
 * the state has let go are read from the log again, which takes as long as the log is and little memory.
 */
export async function* everyChallenge(state: MvcrsState, entries: Entries): AsyncGenerator<RaisedChallenge> {
  if (state.challenges.size === raisedCount(state)) {
    let ordinal = 0;
    for (const challenge of state.challenges.values()) yield { challenge, ordinal: ordinal++ };
    return;
  }
  const again = emptyState();
  const ordinals = new Map<string, number>();
  for await (const { seq, event } of entries({ to: state.count })) {
    if (!isOfChallenges(event)) continue;
    if (event.type === "challenge.raised") ordinals.set(event.id, raisedCount(again));
    applyEvent(again, event, seq);
    if (event.type !== "challenge.resolved" || state.closedAgain) continue;
    const challenge = again.challenges.get(event.challenge_id);
    if (challenge === undefined) continue;
    yield { challenge, ordinal: ordinals.get(challenge.id) ?? 0 };
    ordinals.delete(challenge.id);
    again.challenges.delete(challenge.id);
    again.ids.forget("challenge", challenge.id);
  }
  for (const challenge of again.challenges.values())
    yield {
      challenge: state.challenges.get(challenge.id) ?? challenge,
      ordinal: ordinals.get(challenge.id) ?? 0,
    };
}

/** A challenge that the state has let go, told again from its entries; it was raised by the entry `seq`. */
export async function settledChallenge(
  state: MvcrsState,
  entries: Entries,
  { id, seq }: { readonly id: string; readonly seq: number },
): Promise<Challenge | undefined> {
  const alone = emptyState();
  for await (const { seq: at, event } of entries({ from: seq, to: state.count })) {
    const isOf = event.type === "challenge.raised" ? event.id === id : aboutChallenge(event) === id;
    if (!isOf && event.type !== "fix_branch.opened") continue;
    applyEvent(alone, event, at);
    if (event.type === "challenge.resolved" && !state.closedAgain) break;
  }
  return alone.challenges.get(id);
}

/** A fix branch counts critical observations anew. */
const isOfChallenges = ({ type }: MvcrsEvent): boolean =>
  type.startsWith("challenge.") || type === "fix_branch.opened";

const aboutChallenge = (event: MvcrsEvent): string | undefined =>
  event.type.startsWith("challenge.") && "challenge_id" in event && typeof event.challenge_id === "string"
    ? event.challenge_id
    : undefined;
