import { escalationErrors } from "../errors.ts";
import type { Challenge } from "./challenge.ts";
import type { MvcrsState } from "./state.ts";

/** The challenge whose id starts with `prefix`. @throws CHALLENGE_UNKNOWN, CHALLENGE_AMBIGUOUS */
export function findChallenge(state: MvcrsState, prefix: string): Challenge {
  const wanted = prefix.toLowerCase();
  const matches = [...state.challenges.values()].filter(({ id }) => id.startsWith(wanted));
  const [first] = matches;
  if (first === undefined || wanted === "")
    throw escalationErrors.create("CHALLENGE_UNKNOWN", { id: prefix });
  if (matches.length > 1)
    throw escalationErrors.create("CHALLENGE_AMBIGUOUS", {
      id: prefix,
      matches: matches.map(({ id }) => id),
    });
  return first;
}
