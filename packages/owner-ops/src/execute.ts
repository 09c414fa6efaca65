import { carryOut as carrySteps, type Sending } from "@mvcrs/evm";
import { ownerErrors } from "./errors.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { passTrustLock } from "./guard.ts";
import { isPausing, lockAccount } from "./internal/execute/account-lock.ts";
import { ampleGas, assertStillTrue } from "./internal/execute/before-sending.ts";
import { closeAgain, leftOpen } from "./internal/execute/close-again.ts";
import { rememberChain } from "./internal/execute/deployments.ts";
import { minedReceipts, signedBeside, stop } from "./internal/execute/end.ts";
import { stepFailures } from "./internal/execute/failures.ts";
import { attemptsIn, type Journal, openJournal } from "./internal/execute/journal.ts";
import { keepPlan } from "./internal/execute/kept-plans.ts";
import { ownHashes } from "./internal/execute/own-hashes.ts";
import { assertChain } from "./internal/execute/which-chain.ts";
import { type WithoutDisk, withoutDisk } from "./internal/execute/without-disk.ts";
import { explainRevert } from "./internal/explain.ts";
import { assertPlanHash, describeStep, type Plan } from "./plan.ts";
import { executedEvent, intendedEvent, recordEvent, type StepReceipt } from "./record.ts";
import { type Verification, verifyPlan } from "./verify.ts";

export interface Execution {
  readonly plan: Plan;
  /** Something of it had been sent by an earlier run. */
  readonly resumed: boolean;
  readonly receipts: readonly StepReceipt[];
  readonly verification: Verification;
}

// After these the same plan cannot be finished; after anything else (a lost node, a crash) it can be resumed.
const endings = [
  "STEP_WOULD_REVERT",
  "STEP_FAILED",
  "NONCE_TAKEN",
  "SUPERSEDED",
  "NOT_VERIFIED",
  "PLAN_DRIFTED",
] as const;

/**
 * Carries a plan out: trust lock, drift, simulation and funds first; then the intent is recorded; then one transaction
 * after the other, each written to the journal before it is sent, up to the first failure; then what the chain shows is
 * verified and recorded. Called again with the same plan after a crash, it resumes where it was; nothing is sent twice.
 * What it opened on its way (`slash` with `reopen`) it closes again when it fails.
 *
 * @throws PLAN_ALTERED, WRONG_CHAIN, CHAIN_CHANGED, CHAIN_DOUBTFUL, CHAIN_UNCONFIRMED, SIGNER_IS_ANOTHER, MULTISIG_REQUIRED, TRUST_LOCKED,
 * OPERATION_RUNNING, OPERATION_OVER, PLAN_DRIFTED, ENDPOINTS_DISAGREE, SIMULATION_FAILED, FUNDS_TOO_LOW, FEE_ABOVE_CAP,
 * RECORD_FAILED, STEP_WOULD_REVERT, STEP_FAILED, NODE_REFUSES, NONCE_TAKEN, NONCE_HELD, NONCE_UNCLEAR, SUPERSEDED,
 * PAUSE_GOES_FIRST, NOT_MINED, NOT_VERIFIED, LEFT_OPEN, JOURNAL_UNREADABLE, what `rpc.request` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc, privateKeySigner } from "@mvcrs/evm";
 * import { executePlan, type OwnerEvent, planParams } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const request = { arena: process.env["ARENA"], committeeSize: 7n };
 * const plan = await planParams(request, { rpc, now: Date.now });
 * const events: OwnerEvent[] = [];
 * const { verification } = await executePlan(plan, {
 *   rpc,
 *   signer: privateKeySigner(process.env["OWNER_PRIVATE_KEY"] ?? "", "my key file"),
 *   caller: { actor: "on-call", kind: "human" },
 *   assertUnlocked: async () => {}, // throws while a trust lock is on
 *   recorder: { record: async (event) => ({ seq: events.push(event) - 1, leafHash: "" }) },
 *   journalFolder: "storage/owner-ops",
 *   maxFeePerGas: 300n * 10n ** 9n,
 *   now: Date.now,
 *   sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
 * });
 * assert.equal(verification.ok, true);
 * assert.deepEqual(
 *   events.map(({ type }) => type),
 *   ["owner_op.intended", "owner_op.executed"],
 * );
 * ```
 */
export async function executePlan(plan: Plan, options: ExecuteOptions): Promise<Execution> {
  const { signer, journalFolder } = options;
  assertPlanHash(plan);
  if (plan.multisig !== null)
    throw ownerErrors.create("MULTISIG_REQUIRED", { sender: plan.sender, ...plan.multisig });
  if (signer.address !== plan.sender)
    throw ownerErrors.create("SIGNER_IS_ANOTHER", { signer: signer.address, sender: plan.sender });
  const vouched = await assertChain(plan, options);
  const purpose = plan.kind === "pause" ? "pause" : "any";
  const disk = withoutDisk(plan, options);
  const lock = () => lockAccount(journalFolder, plan.chainId, plan.sender, purpose);
  const unlock = await disk.orInstead("the account cannot be locked", lock, async () => {});
  try {
    const journal = await disk.journal(() => openJournal(journalFolder, plan.hash));
    try {
      const execution = await carryOut(plan, options, journal, disk);
      // A chain that nothing confirmed is no confirmation later.
      if (vouched) await rememberChain(journalFolder, plan, options.onProgress);
      return execution;
    } catch (thrown) {
      if (ownerErrors.is(thrown, ...endings)) await stop(plan, options, journal, thrown.code);
      const open = leftOpen(plan, journal);
      if (open.length > 0) await closeAgain(plan, open, thrown, options, executePlan);
      throw thrown;
    } finally {
      await journal.close();
    }
  } finally {
    await disk.orInstead("the account's lock stays", unlock, undefined);
  }
}

async function carryOut(
  plan: Plan,
  options: ExecuteOptions,
  journal: Journal,
  disk: WithoutDisk,
): Promise<Execution> {
  const { rpc, caller, recorder, now } = options;
  const at = () => new Date(now()).toISOString();
  const has = (...types: string[]) => journal.entries().some(({ type }) => types.includes(type));
  const resumed = has("signed", "sending");
  const ended = journal.entries().find((entry) => entry.type === "stopped");
  if (resumed && ended?.type === "stopped")
    throw ownerErrors.create("OPERATION_OVER", { plan: plan.hash, code: ended.code });

  let { maxFeePerGas } = options;
  const executed = has("executed") || plan.steps.length === 0;
  if (!executed) {
    // Under way already: the lock must not leave an operation half done, the runbook's pause least of all.
    const lockSetAside = !resumed && (await passTrustLock(plan.kind, caller, options.assertUnlocked));
    if (!resumed) maxFeePerGas = await assertStillTrue(plan, options);
    const isAgain = has("intended");
    // Intended before the lock was on: that it was set aside, and why, is on record all the same.
    if (!isAgain || lockSetAside) {
      const keep = () => keepPlan(options.journalFolder, plan);
      await disk.orInstead("the plan cannot be kept", keep, undefined);
      const seq = await recordEvent(recorder, intendedEvent(plan, caller, lockSetAside, at(), isAgain));
      await journal.append({ type: "intended", at: at(), seq });
    }
  }
  const receipts = executed
    ? minedReceipts(journal)
    : await carrySteps(sendingOf(plan, { ...options, maxFeePerGas }, journal));
  const wait = () => options.sleep(options.pollMs ?? 1_000);
  const verification = await verifyPlan(rpc, plan, receipts, wait);
  if (!executed) {
    const outcome = { verified: verification.ok, ...signedBeside(journal, receipts) };
    const event = executedEvent(plan, caller, receipts, outcome, at());
    await journal.append({ type: "executed", at: at(), seq: await recordEvent(recorder, event) });
  }
  if (!verification.ok)
    throw ownerErrors.create("NOT_VERIFIED", {
      failures: [...verification.state, ...verification.events]
        .filter(({ ok }) => !ok)
        .map(({ what, expected, found }) => `${what}: expected ${expected}, found ${found}`),
    });
  return { plan, resumed, receipts, verification };
}

function sendingOf(plan: Plan, options: ExecuteOptions, journal: Journal): Sending {
  const { journalFolder, mayReplace, now } = options;
  const { rpc, signer } = options;
  return {
    rpc,
    signer,
    calls: plan.steps.map((step) => ({ to: step.to, data: step.data, text: describeStep(step) })),
    sender: plan.sender,
    chainId: plan.chainId,
    firstNonce: plan.nonce,
    since: BigInt(plan.block.number),
    journal: attemptsIn(journal),
    signedFor: (hash) => ownHashes(journalFolder).get(hash.toLowerCase()),
    explain: async (index, block, revertData) => {
      const step = plan.steps[index];
      if (step === undefined) throw new TypeError(`the plan has no step ${index + 1}`);
      const { error, text } = await explainRevert(rpc, block, step, plan.sender, revertData);
      return `${error}: ${text}`;
    },
    failures: stepFailures,
    maxFeePerGas: options.maxFeePerGas,
    offersWhatItHas: plan.kind === "pause",
    ampleGas,
    confirmations: options.confirmations ?? 1,
    bumpAfterMs: options.bumpAfterMs ?? 60_000,
    giveUpAfterMs: options.giveUpAfterMs ?? 600_000,
    pollMs: options.pollMs ?? 1_000,
    // What was signed here for another plan is finished or given up by now, or gives way to a pause.
    mayReplace: async (held) => held.ours || ((await mayReplace?.(held)) ?? false),
    assertMayGoOn: async () => {
      if (plan.kind !== "pause" && (await isPausing(journalFolder, plan.chainId, plan.sender)))
        throw ownerErrors.create("PAUSE_GOES_FIRST", { plan: plan.hash });
    },
    now,
    ticks: options.ticks ?? now,
    sleep: options.sleep,
    say: options.onProgress ?? (() => {}),
  };
}
