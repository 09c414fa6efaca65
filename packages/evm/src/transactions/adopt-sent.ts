import { minedWith, waitingWith } from "./nonce-holder.ts";
import { type Sending, timeOf } from "./sending.ts";

/**
 * Where the node was told to sign and send, and the process died before the answer: looks whether it did, by account
 * and nonce, and keeps the hash. What is not this step's call is left for the turn to name.
 */
export async function adoptSent(to: Sending, index: number): Promise<void> {
  const { rpc, sender, journal } = to;
  const ofStep = journal.entries().filter((entry) => entry.step === index);
  const told = ofStep.at(-1);
  if (told?.type !== "sending") return;
  const step = to.calls[index];
  const shown =
    (await waitingWith(rpc, sender, told.nonce)) ??
    (await minedWith(rpc, sender, told.nonce, BigInt(told.fromBlock)));
  if (step === undefined || shown === undefined) return;
  if (shown.to?.toLowerCase() !== step.to.toLowerCase() || shown.input !== step.data) return;
  await journal.append({ type: "sent", at: timeOf(to), step: index, hash: shown.hash });
}
