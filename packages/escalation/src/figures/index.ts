// Figures: the state as plain data, for callers that export, count or draw it. None of it decides anything.

export { challengeRow } from "./challenge-row.ts";
export { measured } from "./measured.ts";
export { observedChallenge } from "./observed.ts";
