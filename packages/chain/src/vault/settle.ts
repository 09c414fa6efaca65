import type { Log } from "../log/log.ts";
import type { Intent, Journal } from "./journal.ts";
import type { PayloadFolder } from "./payload-folder.ts";
import { commitmentsOf, redactsOf } from "./sealed-event.ts";

/** What a vault needs of its log. */
export type VaultLog = Pick<Log<unknown>, "head" | "at" | "entries">;

/** Finishes or forgets what the journal says was under way; the log decides which. */
export async function settle(log: VaultLog, folder: PayloadFolder, journal: Journal): Promise<void> {
  const intent = await journal.read();
  if (intent === undefined) return;
  await folder.remove(await toRemove(intent, log));
  await journal.clear();
}

async function toRemove(intent: Intent, log: VaultLog): Promise<readonly string[]> {
  const { kind, from, seqs, commitments } = intent;
  // A log that was cut back or restored may get its entries back: their payloads are no leftovers.
  if (log.head().count < from) return [];
  const named = new Set<string>();
  const redacted = new Set<number>();
  for await (const { event } of log.entries({ from })) {
    for (const commitment of commitmentsOf(event).values()) named.add(commitment);
    for (const seq of redactsOf(event)) redacted.add(seq);
  }
  if (kind === "append") return commitments.filter((commitment) => !named.has(commitment));
  return seqs.every((seq) => redacted.has(seq)) ? commitments : [];
}
