/** Whom a notice is for. */
export const audiences = ["reviewers", "committee"] as const;
export type Audience = (typeof audiences)[number];
