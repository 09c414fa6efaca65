import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isCodedError } from "@mvcrs/errors";
import { ownerErrors } from "./errors.ts";
import { type AssertUnlocked, type Caller, passTrustLock } from "./guard.ts";
import { lockAccount } from "./internal/execute/account-lock.ts";
import { currentFees } from "./internal/execute/fees.ts";
import { type Journal, openJournal, receiptOf } from "./internal/execute/journal.ts";
import { type Sending, sendStep } from "./internal/execute/send-step.ts";
import { ask, chainIdOf, isUnsupported, quantity, revertDataOf } from "./internal/node-values.ts";
import { assertPlanHash, formatPlan, type Plan, parsePlan } from "./plan.ts";
import { executedEvent, intendedEvent, type OwnerRecorder, recordEvent, type StepReceipt } from "./record.ts";
import { driftOf } from "./replan.ts";
import type { Rpc } from "./rpc.ts";
import type { OwnerSigner } from "./signer.ts";
import { failuresOf, type Simulation, simulatePlan } from "./simulate.ts";
import { type Verification, verifyPlan } from "./verify.ts";

/** What execution needs; times in milliseconds, fees in wei per gas. */
export interface ExecuteOptions {
  readonly rpc: Rpc;
  /** Drift and simulation are looked at through both, and any difference refuses. */
  readonly secondRpc?: Rpc;
  readonly signer: OwnerSigner;
  readonly caller: Caller;
  readonly assertUnlocked: AssertUnlocked;
  readonly recorder: OwnerRecorder;
  /** Journals and locks; one folder for all operations of a checkout. */
  readonly journalFolder: string;
  readonly maxFeePerGas: bigint;
  readonly confirmations?: number;
  readonly bumpAfterMs?: number;
  readonly giveUpAfterMs?: number;
  readonly pollMs?: number;
  /** Milliseconds since 1970, for what is recorded. */
  readonly now: () => number;
  /** Milliseconds that pass, for waiting; `now` unless told, where that does not stand still. */
  readonly ticks?: (() => number) | undefined;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onProgress?: (text: string) => void;
}

export interface Execution {
  readonly plan: Plan;
  /** Something of it had been sent by an earlier run. */
  readonly resumed: boolean;
  readonly receipts: readonly StepReceipt[];
  readonly verification: Verification;
}

/**
 * Carries a plan out: trust lock, drift, simulation and funds first; then the intent is recorded; then one transaction
 * after the other, each written to the journal before it is sent, up to the first failure; then what the chain shows is
 * verified and recorded. Called again with the same plan after a crash, it goes on where it was; nothing is sent twice.
 *
 * @throws PLAN_ALTERED, WRONG_CHAIN, SIGNER_IS_ANOTHER, MULTISIG_REQUIRED, TRUST_LOCKED, OPERATION_RUNNING,
 * PLAN_DRIFTED, ENDPOINTS_DISAGREE, SIMULATION_FAILED, FUNDS_TOO_LOW, FEE_ABOVE_CAP, RECORD_FAILED,
 * STEP_WOULD_REVERT, STEP_FAILED, NONCE_TAKEN, NOT_MINED, NOT_VERIFIED, JOURNAL_UNREADABLE, and RPC errors
 */
export async function executePlan(plan: Plan, options: ExecuteOptions): Promise<Execution> {
  const { rpc, signer, journalFolder } = options;
  assertPlanHash(plan);
  if (plan.multisig !== null)
    throw ownerErrors.create("MULTISIG_REQUIRED", { sender: plan.sender, ...plan.multisig });
  if (signer.address !== plan.sender)
    throw ownerErrors.create("SIGNER_IS_ANOTHER", { signer: signer.address, sender: plan.sender });
  const chainId = await chainIdOf(rpc);
  if (chainId.toString() !== plan.chainId)
    throw ownerErrors.create("WRONG_CHAIN", { wanted: plan.chainId, found: chainId.toString() });
  const unlock = lockAccount(journalFolder, plan.chainId, plan.sender);
  try {
    const journal = openJournal(journalFolder, plan.hash);
    try {
      return await carryOut(plan, options, journal);
    } catch (thrown) {
      if (isCodedError(thrown) && endings.has(thrown.code)) await stop(plan, options, journal, thrown.code);
      throw thrown;
    } finally {
      journal.close();
    }
  } finally {
    unlock();
  }
}

// After these the same plan cannot be finished; anything else (a lost node, a crash) can be gone on with.
const endings = new Set(["STEP_WOULD_REVERT", "STEP_FAILED", "NONCE_TAKEN", "NOT_VERIFIED", "PLAN_DRIFTED"]);

/** Puts the end on record, so that the log does not show an intent that nobody finished. */
async function stop(
  plan: Plan,
  { caller, recorder, now }: ExecuteOptions,
  journal: Journal,
  code: string,
): Promise<void> {
  const at = new Date(now()).toISOString();
  const types = new Set(journal.entries().map(({ type }) => type));
  if (types.has("intended") && !types.has("executed")) {
    const receipts = journal.entries().flatMap((entry) => (entry.type === "mined" ? [receiptOf(entry)] : []));
    await recordEvent(
      recorder,
      executedEvent(plan, caller, receipts, { verified: false, stopped: code }, at),
    );
  }
  journal.append({ type: "stopped", at, code });
}

async function carryOut(plan: Plan, options: ExecuteOptions, journal: Journal): Promise<Execution> {
  const { rpc, caller, recorder, now, onProgress: say = () => {} } = options;
  const at = () => new Date(now()).toISOString();
  const has = (...types: string[]) => journal.entries().some(({ type }) => types.includes(type));
  const resumed = has("signed", "sending");

  if (!has("executed") && plan.steps.length > 0) {
    // Under way already: the lock must not leave an operation half done, the runbook's pause least of all.
    const lockSetAside = !resumed && (await passTrustLock(plan.kind, caller, options.assertUnlocked));
    if (!resumed) await assertStillTrue(plan, options);
    if (!has("intended")) {
      keepPlan(options.journalFolder, plan);
      const seq = await recordEvent(recorder, intendedEvent(plan, caller, lockSetAside, at()));
      journal.append({ type: "intended", at: at(), seq });
    }
  }

  const sending: Sending = {
    plan,
    journal,
    rpc,
    signer: options.signer,
    maxFeePerGas: options.maxFeePerGas,
    confirmations: options.confirmations ?? 1,
    bumpAfterMs: options.bumpAfterMs ?? 60_000,
    giveUpAfterMs: options.giveUpAfterMs ?? 600_000,
    pollMs: options.pollMs ?? 1_000,
    now,
    ticks: options.ticks ?? now,
    sleep: options.sleep,
    say,
  };
  const receipts: StepReceipt[] = [];
  for (const index of plan.steps.keys()) receipts.push(await sendStep(sending, index));

  const verification = await verifyPlan(rpc, plan, receipts);
  if (plan.steps.length > 0 && !has("executed")) {
    const event = executedEvent(plan, caller, receipts, { verified: verification.ok }, at());
    journal.append({ type: "executed", at: at(), seq: await recordEvent(recorder, event) });
  }
  if (!verification.ok)
    throw ownerErrors.create("NOT_VERIFIED", {
      failures: [...verification.state, ...verification.events]
        .filter(({ ok }) => !ok)
        .map(({ what, expected, found }) => `${what}: expected ${expected}, found ${found}`),
    });
  return { plan, resumed, receipts, verification };
}

async function assertStillTrue(plan: Plan, options: ExecuteOptions): Promise<void> {
  const { rpc, secondRpc, now } = options;
  const endpoints = secondRpc === undefined ? {} : { secondRpc };
  const { differences, fresh } = await driftOf(plan, {
    rpc,
    now,
    chainId: BigInt(plan.chainId),
    ...endpoints,
  });
  if (differences.length > 0) throw ownerErrors.create("PLAN_DRIFTED", { differences, fresh });
  await simulateBoth(plan, rpc, secondRpc);
  await assertFunds(plan, options);
}

/**
 * Simulates through one endpoint or two, at the block the plan was made at.
 *
 * @throws SIMULATION_FAILED, ENDPOINTS_DISAGREE, and RPC errors
 */
export async function simulateBoth(plan: Plan, rpc: Rpc, secondRpc?: Rpc): Promise<Simulation> {
  const simulation = await simulatePlan(rpc, plan);
  if (!simulation.ok)
    throw ownerErrors.create("SIMULATION_FAILED", { failures: failuresOf(simulation), simulation });
  if (secondRpc !== undefined) {
    const other = await simulatePlan(secondRpc, plan);
    if (!other.ok)
      throw ownerErrors.create("ENDPOINTS_DISAGREE", {
        differences: failuresOf(other).map((failure) => `through ${secondRpc.label} only: ${failure}`),
      });
  }
  return simulation;
}

async function assertFunds(plan: Plan, { rpc, maxFeePerGas }: ExecuteOptions): Promise<void> {
  const fees = await currentFees(rpc, maxFeePerGas);
  let gas = 0n;
  for (const step of plan.steps) gas += await roughGas(rpc, plan.sender, step.to, step.data);
  const needed = gas * fees.maxFeePerGas;
  const balance = await ask(rpc, quantity, "eth_getBalance", plan.sender, "latest");
  if (balance < needed)
    throw ownerErrors.create("FUNDS_TOO_LOW", {
      sender: plan.sender,
      balance: balance.toString(),
      needed: needed.toString(),
    });
}

// A step that only works after the ones before cannot be estimated yet; no owner call takes more than this.
const ampleGas = 300_000n;

async function roughGas(rpc: Rpc, from: string, to: string, data: string): Promise<bigint> {
  try {
    return ((await ask(rpc, quantity, "eth_estimateGas", { from, to, data })) * 5n) / 4n;
  } catch (thrown) {
    // Some nodes answer an estimate for an empty account with an error of their own instead of a number.
    if (revertDataOf(thrown) !== undefined || isUnsupported(thrown)) return ampleGas;
    if (isCodedError(thrown) && thrown.code === "RPC_ERROR") return ampleGas;
    throw thrown;
  }
}

const planFile = (folder: string, hash: string) => join(folder, `${hash}.plan.json`);

function keepPlan(folder: string, plan: Plan): void {
  mkdirSync(folder, { recursive: true });
  const path = planFile(folder, plan.hash);
  writeFileSync(`${path}.new`, formatPlan(plan), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Plans of an account that were begun and neither finished nor stopped; run them again before a new one. */
export function unfinishedPlans(folder: string, chainId: string, sender: string): readonly Plan[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{64}\.jsonl$/.test(name))
    .sort()
    .flatMap((name) => {
      const hash = name.slice(0, 64);
      const path = planFile(folder, hash);
      if (!existsSync(path)) return [];
      const plan = parsePlan(readFileSync(path, "utf8"), path);
      if (plan.chainId !== chainId || plan.sender !== sender) return [];
      const journal = openJournal(folder, hash);
      const done = journal.entries().some(({ type }) => type === "executed" || type === "stopped");
      const begun = journal.entries().some(({ type }) => type === "signed" || type === "sending");
      journal.close();
      return begun && !done ? [plan] : [];
    });
}
