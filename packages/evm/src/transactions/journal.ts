import { z } from "zod";
import { type Meaning, meaningTexts } from "../node-answers.ts";

// Each is on disk before what it announces is done. What holds if the process dies:
// - before `signed`: nothing of the call left the machine;
// - after `signed`: the transaction may or may not have been sent; it is the one with this hash, and submitting it again
//   cannot do anything twice, since its nonce can be used once;
// - after `refused`: the node did not take it; what a node refused may still be in another's pool, so the next one has
//   the same nonce;
// - after `mined`: it was done when somebody last looked; a reorganisation may undo it, so the chain is asked.
// `sending` takes the place of `signed` where the node signs and sends in one go and no hash is known beforehand.
// `step` is the index of the call; times are RFC 3339, fees wei per gas in decimal.
export const attemptEntries = [
  z.object({
    type: z.literal("signed"),
    at: z.string(),
    step: z.int(),
    nonce: z.int(),
    hash: z.string(),
    raw: z.string(),
    maxFeePerGas: z.string(),
    maxPriorityFeePerGas: z.string(),
    /** Type 0: both fees above are the gas price. */
    legacy: z.boolean().optional(),
  }),
  z.object({
    type: z.literal("refused"),
    at: z.string(),
    step: z.int(),
    hash: z.string(),
    means: z.custom<Meaning>((value) => typeof value === "string" && value in meaningTexts),
    text: z.string(),
  }),
  z.object({
    type: z.literal("sending"),
    at: z.string(),
    step: z.int(),
    nonce: z.int(),
    fromBlock: z.string(),
    maxFeePerGas: z.string(),
    maxPriorityFeePerGas: z.string(),
  }),
  // Refused before, and in the pool or mined by now.
  z.object({ type: z.literal("taken"), at: z.string(), step: z.int(), hash: z.string() }),
  z.object({ type: z.literal("sent"), at: z.string(), step: z.int(), hash: z.string() }),
  z.object({
    type: z.literal("mined"),
    at: z.string(),
    step: z.int(),
    hash: z.string(),
    blockNumber: z.string(),
    gasUsed: z.string(),
  }),
  z.object({ type: z.literal("failed"), at: z.string(), step: z.int(), hash: z.string() }),
] as const;

const attemptEntry = z.discriminatedUnion("type", attemptEntries);

/** What a journal holds of the transactions of an operation. */
export type AttemptEntry = z.infer<typeof attemptEntry>;

/** The record of what was signed, and of its outcome. */
export interface AttemptJournal {
  entries(): readonly AttemptEntry[];
  /** On disk once it resolves, where the journal is one on disk. */
  append(entry: AttemptEntry): Promise<void>;
}
