/** What an event may say of a person: who did it, why, and who answers for it. */
export const personalFields = ["reason", "actor", "owner"] as const;
export type PersonalField = (typeof personalFields)[number];
