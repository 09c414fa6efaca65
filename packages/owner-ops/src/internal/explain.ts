import type { Rpc } from "@mvcrs/evm";
import { errorInterface, moduleInterface } from "@mvcrs/evm";
import { decodeBytes32String, type ErrorDescription } from "ethers/abi";
import type { PlanStep } from "../plan.ts";
import { governanceOf, multisigOf } from "./plan/route.ts";
import type { Reader } from "./reader.ts";
import { chainReader } from "./reader.ts";
import { showValue } from "./show.ts";
import { tryAddress } from "./typed-reads.ts";

/** A revert in words. `error` is the custom error with its arguments, or the bytes where it is unknown. */
export interface Explanation {
  readonly error: string;
  /** The name of that error alone: of the one inside where SystemPause passed it on. */
  readonly name: string | undefined;
  readonly text: string;
}

/** Decodes a revert and says what is behind it; asks the chain who has the right that was missing. */
export async function explainRevert(
  rpc: Rpc,
  blockNumber: bigint,
  step: PlanStep,
  sender: string,
  data: string,
): Promise<Explanation> {
  const reader = chainReader(rpc, blockNumber);
  return explain(reader, step, sender, data);
}

/** The same, from what a reader has read already. */
export async function explain(
  reader: Reader,
  step: PlanStep,
  sender: string,
  data: string,
): Promise<Explanation> {
  const parsed = parseError(data);
  if (parsed === undefined)
    return {
      name: undefined,
      error: data === "0x" ? "revert without data" : data.slice(0, 74),
      text:
        data === "0x"
          ? "the contract gave no reason; a number may be out of the type's range, or a module lacks version()"
          : "the contract gave an error that is not known here",
    };
  if (parsed.name === "GovernanceCallFailed") {
    const inner = await explain(reader, step, step.via ?? sender, String(parsed.args[1]));
    const [error, text] = [`GovernanceCallFailed(${inner.error})`, `through SystemPause: ${inner.text}`];
    return { error, name: inner.name, text };
  }
  const error = `${parsed.name}(${[...parsed.args].map((value) => showArgument(value)).join(", ")})`;
  const text = authorisation.has(parsed.name)
    ? await whoMay(reader, step, sender)
    : (sentences[parsed.name]?.(parsed, step) ?? "the contract refuses it");
  return { error, name: parsed.name, text };
}

function parseError(data: string): ErrorDescription | undefined {
  try {
    return errorInterface().parseError(data) ?? undefined;
  } catch {
    return undefined;
  }
}

function showArgument(value: unknown): string {
  if (typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value)) {
    try {
      return decodeBytes32String(value);
    } catch {
      return value;
    }
  }
  return showValue(value);
}

const authorisation = new Set([
  "OwnableUnauthorizedAccount",
  "NotAuthorised",
  "NotGovernance",
  "NotGovernanceOrPauser",
  "NotGovernanceOrPauserManager",
  "NotOwnerOrPauser",
  "NotOwnerOrPauserManager",
  "NotOwnerOrGuardian",
  "Unauthorized",
]);

async function whoMay(reader: Reader, step: PlanStep, sender: string): Promise<string> {
  const contract = { name: step.contract, address: step.target, abi: moduleInterface };
  const owner = await tryAddress(reader, contract, "owner");
  const pauser = await tryAddress(reader, contract, "pauser");
  const subject = `${sender} has no right to ${calledBy(step)} on ${step.contract} ${step.target}`;
  if (owner === undefined) return subject;
  if (owner === sender)
    return `${sender} owns ${step.contract} ${step.target}, but a contract that this calls does not obey it (is SystemPause the pauser of every module? refreshPausers makes it so)`;
  const governance = await governanceOf(reader, owner);
  const multisig = await multisigOf(reader, owner);
  const holder =
    governance !== undefined
      ? `SystemPause ${owner} owns it, commanded by ${governance}: send as ${governance}`
      : multisig !== null
        ? `its owner is the multisig ${owner} (${multisig.threshold} of ${multisig.owners}): write a batch with --safe`
        : `its owner is ${owner}`;
  return `${subject}; ${holder}${pauser === undefined ? "" : `; its pauser is ${pauser}`}`;
}

/** The name of the function that a step calls. */
const calledBy = (step: PlanStep): string => step.function.split("(", 1)[0] ?? "";

const reporting: ReadonlySet<string> = new Set(["reportValidatorMisconduct"]);
const pausing: ReadonlySet<string> = new Set(["pause", "pauseAll"]);

type Sentence = (error: ErrorDescription, step: PlanStep) => string;

const sentences: Readonly<Record<string, Sentence>> = {
  Error: ({ args }) => `the contract says: ${String(args[0])}`,
  Panic: ({ args }) => `the contract panics with code 0x${BigInt(String(args[0])).toString(16)}`,
  EnforcedPause: (_, step) =>
    reporting.has(calledBy(step))
      ? "the arena or its stake manager is paused, and deployed arenas take no report then: report first, pause afterwards"
      : pausing.has(calledBy(step))
        ? "it, or one module of it, is paused already"
        : "it is paused",
  ExpectedPause: () => "it, or one module of it, is not paused",
  InvalidSplit: () =>
    "the three splits together must be 1 to 10,000; from the default of 10,000 each all three have to change together",
  InvalidPercentage: () => "fee, burn and validator reward would be above 100 percent together",
  ZeroValue: () => "a value is zero, or a rate is above 10,000 (deployed arenas answer the same to both)",
  ValueTooLarge: ({ args }) => `${showArgument(args[0])} is above ${showValue(args[2])}`,
  ZeroAddress: () => "an address is zero",
  InvalidUser: () => "an address is zero",
  InvalidAmount: () => "the amount is zero",
  RoundNotFound: () => "the arena has no such round",
  InvalidValidator: () => "the account is no validator of that round",
  StakeManagerNotConfigured: () => "the arena has no stake manager",
  InvalidRecipient: () => "the recipient is the validator itself, the arena or the stake manager",
  RoundIsCancelled: () => "the round was cancelled, and its stakes are free",
  ReportTooLate: ({ args }) =>
    `reports in this round were possible until ${showValue(args[1])} (Unix seconds)`,
  ReportTooLarge: ({ args }) => `of the stake locked in this round ${showValue(args[1])} can be taken`,
  NotEnoughGas: ({ args }) => `SystemPause wants ${showValue(args[1])} gas left at each module`,
  InsufficientStake: () => "the account has less stake than that",
  InvalidTreasury: () => "the stake manager's treasury is not on its allow-list, which blocks every slash",
  EtherNotAccepted: () =>
    "the stake manager does not know this function (this is its answer to any unknown one)",
  TokenNotBurnable: () => "the stake token cannot be burned",
  UnknownGovernanceTarget: () => "SystemPause passes calls on to its eight modules only",
  PauserManagerNotDelegated: ({ args }) =>
    `module ${showValue(args[0])} does not let SystemPause name its pauser`,
  RenounceDisabled: () => "ownership cannot be renounced",
};
