import type { MinedLog } from "@mvcrs/evm";
import { z } from "zod";
import type { Deployment } from "../deployment.ts";
import { eventInterface } from "./abi.ts";

const at = { block: z.int().min(0), index: z.int().min(0) };
const account = z.string();
const wholeNumber = z.string().regex(/^\d+$/);
const round = wholeNumber;

/** What happened on chain, as far as it is counted. Accounts in lower case, amounts in wei as decimal strings. */
export const chainEventSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...at, kind: z.literal("started"), round, account }),
  z.strictObject({ ...at, kind: z.literal("student"), round, account }),
  z.strictObject({ ...at, kind: z.literal("validator"), round, account }),
  z.strictObject({ ...at, kind: z.literal("finalised"), round, winners: z.array(account) }),
  z.strictObject({ ...at, kind: z.literal("cancelled"), round }),
  z.strictObject({ ...at, kind: z.literal("slash"), round, account, amount: wholeNumber }),
  z.strictObject({ ...at, kind: z.literal("orchestrator"), account, allowed: z.boolean() }),
  z.strictObject({ ...at, kind: z.literal("lockManager"), account, allowed: z.boolean() }),
  // Owner, pause or parameters: the getters say what it is now; the block is worth looking at.
  z.strictObject({ ...at, kind: z.literal("owner") }),
  z.strictObject({ ...at, kind: z.literal("changed") }),
]);
export type ChainEvent = z.infer<typeof chainEventSchema>;

const changes = new Set(["Paused", "Unpaused", "ParametersUpdated", "OrchestratorCapsUpdated"]);

/** Reads a log; null for what is not counted: other events, other contracts, bytes that do not decode. */
export function readEvent(log: MinedLog, { arena, stakeManager }: Deployment): ChainEvent | null {
  const parsed = eventInterface.parseLog({ topics: [...log.topics], data: log.data });
  if (parsed === null) return null;
  const { name, args } = parsed;
  const where = { block: Number(log.blockNumber), index: Number(log.logIndex) };
  const lower = (value: unknown) => String(value).toLowerCase();
  const emitter = lower(log.address);
  if (changes.has(name)) return { ...where, kind: "changed" };
  if (name === "OwnershipTransferred") return { ...where, kind: "owner" };
  if (name === "ValidatorLockManagerUpdated")
    return emitter === lower(stakeManager)
      ? { ...where, kind: "lockManager", account: lower(args[0]), allowed: args[1] === true }
      : null;
  // Anybody can emit these names from a contract of their own.
  if (emitter !== lower(arena)) return null;
  const round = String(args[0]);
  if (name === "RoundStarted") return { ...where, kind: "started", round, account: lower(args[1]) };
  if (name === "StudentRegistered") return { ...where, kind: "student", round, account: lower(args[1]) };
  if (name === "ValidatorRegistered") return { ...where, kind: "validator", round, account: lower(args[1]) };
  if (name === "RoundFinalised")
    return { ...where, kind: "finalised", round, winners: [...args[1]].map(lower) };
  if (name === "RoundCancelled") return { ...where, kind: "cancelled", round };
  if (name === "ValidatorMisconduct")
    return { ...where, kind: "slash", round, account: lower(args[1]), amount: String(args[2]) };
  return { ...where, kind: "orchestrator", account: lower(args[0]), allowed: args[1] === true };
}
