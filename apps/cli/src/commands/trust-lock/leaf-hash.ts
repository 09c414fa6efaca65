import type { Session } from "@mvcrs/escalation";

/** The leaf hash of an entry of the open log; `undefined` beyond its end. */
export async function leafHashOf(session: Session, seq: number): Promise<string | undefined> {
  if (seq < 0 || seq >= session.position().count) return undefined;
  return (await session.prove(seq)).leafHash;
}
