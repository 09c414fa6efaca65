import { escalationErrors } from "../errors.ts";
import type { Challenge } from "./challenge.ts";
import { settledChallenge } from "./folded/every-challenge.ts";
import type { FoldableLog } from "./folded/fold.ts";
import type { MvcrsState } from "./state.ts";

/** What a challenge is looked up in: a look at the log, or a session. */
export interface ChallengeSource {
  readonly state: MvcrsState;
  readonly entries: FoldableLog["entries"];
}

/** The challenge whose id starts with `prefix`, open or closed. @throws CHALLENGE_UNKNOWN, CHALLENGE_AMBIGUOUS */
export async function findChallenge({ state, entries }: ChallengeSource, prefix: string): Promise<Challenge> {
  const wanted = prefix.toLowerCase();
  const unknown = () => escalationErrors.create("CHALLENGE_UNKNOWN", { id: prefix });
  if (wanted === "") throw unknown();
  await state.ids.load();
  const matches = state.ids.startingWith("challenge", wanted).sort((a, b) => a.seq - b.seq);
  const [first] = matches;
  if (first === undefined) throw unknown();
  if (matches.length > 1)
    throw escalationErrors.create("CHALLENGE_AMBIGUOUS", {
      id: prefix,
      matches: matches.map(({ id }) => id),
    });
  const found = state.challenges.get(first.id) ?? (await settledChallenge(state, entries, first));
  if (found === undefined) throw unknown();
  return found;
}
