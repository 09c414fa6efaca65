import { type EventOf, fieldLabel, readLedger } from "@mvcrs/escalation";
import type { Context } from "../../command.ts";

/** A notice about a challenge that somebody got or did not get, with its entry. */
export type Told = EventOf<"notice.ended"> & { readonly seq: number };

/** Who was told of a challenge, as the log says it, from its own entry on. */
export async function toldOf(
  { id, seq: from }: { readonly id: string; readonly seq: number },
  { paths }: Pick<Context, "paths">,
): Promise<Told[]> {
  await using log = await readLedger(paths);
  const told: Told[] = [];
  for await (const { seq, event } of log.entries({ from, where: { labels: [fieldLabel.challenge(id)] } }))
    if (event.type === "notice.ended") told.push({ ...event, seq });
  return told;
}
