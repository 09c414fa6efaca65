// Figures: the state as plain data, for callers that export, count or draw it. None of it decides anything.

export { challengeRows } from "./challenge-rows.ts";
export { measured } from "./measured.ts";
export { observedChallenges } from "./observed.ts";
