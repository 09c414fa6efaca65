import { readFileSync, writeFileSync } from "node:fs";
import { isCodedError, messageOf } from "@mvcrs/errors";
import { ownerErrors } from "../../errors.ts";
import { type Execution, executePlan, unfinishedPlans } from "../../execute.ts";
import { type AssertUnlocked, type Caller, passTrustLock } from "../../guard.ts";
import { formatPlan, type Plan, parsePlan } from "../../plan.ts";
import { intendedEvent, type OwnerRecorder, recordEvent } from "../../record.ts";
import { driftOf } from "../../replan.ts";
import { httpRpc, type Rpc } from "../../rpc.ts";
import { toSafeBatch } from "../../safe-batch.ts";
import type { OwnerSigner } from "../../signer.ts";
import { failuresOf, type Simulation, simulatePlan } from "../../simulate.ts";
import { listRoleHolders } from "../../watch.ts";
import { chainIdOf } from "../node-values.ts";
import { addressOf, flagOf, listOf, textOf, wholeOf } from "./args.ts";
import type { OwnerArgs, OwnerVerb } from "./flags.ts";
import { planFrom } from "./make-plan.ts";
import { renderExecution, renderPlan } from "./render.ts";
import { signerFrom } from "./signer-from.ts";

/** The world around an owner command; the app ties it to the terminal and the log. */
export interface OwnerIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Makes a path that a person typed absolute. */
  readonly resolvePath: (path: string) => string;
  readonly journalFolder: string;
  readonly recorder: OwnerRecorder;
  readonly assertUnlocked: AssertUnlocked;
  readonly say: (text: string) => void;
  /** Asks on the terminal; left out where there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  readonly now: () => number;
  /** Time that passes, where `now` may stand still (`--now`). */
  readonly ticks: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What an owner command found or did. */
export interface OwnerOutcome {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode: 0 | 1;
}

/**
 * Runs one owner command: plans, simulates, shows, asks, carries out, verifies. With `--dry-run`, `--out` or `--safe`
 * nothing is sent. Throws coded errors; an outcome of 1 is a dry run whose plan would fail.
 */
export async function runOwnerCommand(verb: OwnerVerb, args: OwnerArgs, io: OwnerIo): Promise<OwnerOutcome> {
  // Every option is read before anything is asked of the chain.
  const makePlan = verb === "apply" ? undefined : planFrom(verb, args);
  const chainId = wholeOf(args, "chain-id", "chains", 1n);
  const from = addressOf(args, "from");
  const urls = listOf(args, "rpc-url");
  if (urls.length > 2)
    throw ownerErrors.create("CONFLICTING_OPTIONS", {
      options: urls.map(() => "--rpc-url"),
      why: "two are compared",
    });
  const [rpc, secondRpc] = (urls.length > 0 ? urls : [io.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545"]).map(
    (url) => httpRpc(url),
  );
  if (rpc === undefined) throw new TypeError("no endpoint");
  const second = secondRpc === undefined ? {} : { secondRpc };
  const settings = {
    maxFeePerGas: (wholeOf(args, "max-fee-gwei", "gwei", 1n) ?? 300n) * 10n ** 9n,
    confirmations: Number(wholeOf(args, "confirmations", "blocks", 1n, 1_000n) ?? 1n),
  };
  const caller = {
    actor: actorOf(args, io),
    kind: flagOf(args, "autonomous") ? ("autonomous" as const) : ("human" as const),
    breakGlass: textOf(args, "break-glass"),
  };
  const signer = await signerFrom(args, io.env, io.resolvePath, rpc);
  const outPath = textOf(args, "out");
  const safePath = textOf(args, "safe");
  const sends = !flagOf(args, "dry-run") && outPath === undefined && safePath === undefined;
  const planOptions = {
    rpc,
    ...second,
    now: io.now,
    ...(chainId === undefined ? {} : { chainId }),
    ...senderOption(from ?? (safePath === undefined ? signer?.address : undefined)),
  };
  const execute = (plan: Plan, by: OwnerSigner) =>
    executePlan(plan, {
      rpc,
      ...second,
      ...settings,
      signer: by,
      caller,
      assertUnlocked: io.assertUnlocked,
      recorder: io.recorder,
      journalFolder: io.journalFolder,
      now: io.now,
      ticks: io.ticks,
      sleep: io.sleep,
      onProgress: io.say,
    });

  const path = textOf(args, "plan");
  const given = makePlan === undefined ? readPlan(io, path) : undefined;
  if (sends && signer !== undefined) {
    const found = (await chainIdOf(rpc)).toString();
    for (const begun of unfinishedPlans(io.journalFolder, found, signer.address)) {
      io.say(`an earlier operation was cut off; going on with it first:\n${renderPlan(begun)}`);
      await confirm(io, args, begun, "go on with it");
      const done = await execute(begun, signer);
      if (begun.hash === given?.hash) return outcomeOf("executed", done.plan, undefined, done);
      io.say(renderExecution(done));
    }
  }

  if (given !== undefined) await assertHolds(given, planOptions, io, path);
  const plan = given ?? (await makePlan?.(planOptions));
  if (plan === undefined) throw new TypeError("no plan");
  const simulation = await simulateThrough(plan, rpc, secondRpc);
  const holders = await holdersOf(args, rpc);
  if (!sends) {
    if (outPath !== undefined) write(io, outPath, formatPlan(plan));
    if (safePath !== undefined)
      await writeBatch(io, safePath, plan, simulation, caller, flagOf(args, "dry-run"));
    const mode = outPath === undefined && safePath === undefined ? "dry-run" : "written";
    return outcomeOf(mode, plan, simulation, undefined, holders);
  }
  if (plan.steps.length === 0) return outcomeOf("nothing-to-do", plan, simulation, undefined, holders);
  if (!simulation.ok)
    throw ownerErrors.create("SIMULATION_FAILED", { failures: failuresOf(simulation), simulation });
  if (plan.multisig !== null)
    throw ownerErrors.create("MULTISIG_REQUIRED", { sender: plan.sender, ...plan.multisig });
  if (signer === undefined) throw ownerErrors.create("SIGNER_MISSING", { sender: plan.sender });
  io.say(renderPlan(plan, simulation));
  await confirm(io, args, plan, `send ${plan.steps.length} transaction${plan.steps.length === 1 ? "" : "s"}`);
  return outcomeOf("executed", plan, simulation, await execute(plan, signer), holders);
}

// The log takes 1 to 200 characters.
function actorOf(args: OwnerArgs, { env }: OwnerIo): string {
  const given = textOf(args, "actor") ?? env["MVCRS_ACTOR"] ?? env["USER"] ?? env["LOGNAME"] ?? "operator";
  const actor = given.trim();
  if (actor === "" || actor.length > 200)
    throw ownerErrors.create("UNKNOWN_OPTION", {
      problem: "--actor must have 1 to 200 characters: it is recorded",
    });
  return actor;
}

/**
 * Writes a Safe batch. Once it exists others can send it, so this is where the trust lock is asked and the intent is
 * recorded; with `--dry-run` it is only looked at.
 */
async function writeBatch(
  io: OwnerIo,
  path: string,
  plan: Plan,
  simulation: Simulation,
  caller: Caller,
  dryRun: boolean,
): Promise<void> {
  const batch = toSafeBatch(plan);
  if (!simulation.ok)
    throw ownerErrors.create("SIMULATION_FAILED", { failures: failuresOf(simulation), simulation });
  if (!dryRun && plan.steps.length > 0) {
    const lockSetAside = await passTrustLock(plan.kind, caller, io.assertUnlocked);
    const at = new Date(io.now()).toISOString();
    await recordEvent(io.recorder, intendedEvent(plan, caller, lockSetAside, at));
  }
  write(io, path, `${JSON.stringify(batch, undefined, 2)}\n`);
}

const senderOption = (sender: string | undefined) => (sender === undefined ? {} : { sender });

function readPlan(io: OwnerIo, path: string | undefined): Plan {
  if (path === undefined)
    throw ownerErrors.create("MISSING_OPTION", { option: "plan.json", why: "apply needs a plan" });
  try {
    return parsePlan(readFileSync(io.resolvePath(path), "utf8"), path);
  } catch (thrown) {
    if (isCodedError(thrown)) throw thrown;
    throw ownerErrors.create("PLAN_UNREADABLE", { path, problems: [messageOf(thrown)] });
  }
}

/** Refuses a plan that the world has moved away from, and leaves the plan for the world of now beside it. */
async function assertHolds(
  plan: Plan,
  options: Parameters<typeof driftOf>[1],
  io: OwnerIo,
  path = "plan.json",
): Promise<void> {
  const { differences, fresh } = await driftOf(plan, { ...options, chainId: BigInt(plan.chainId) });
  if (differences.length === 0) return;
  const reissued = path.replace(/(\.json)?$/, ".reissued.json");
  write(io, reissued, formatPlan(fresh));
  io.say(`the plan for the chain as it is now is in ${reissued}`);
  throw ownerErrors.create("PLAN_DRIFTED", { differences, fresh });
}

async function simulateThrough(plan: Plan, rpc: Rpc, secondRpc: Rpc | undefined): Promise<Simulation> {
  const simulation = await simulatePlan(rpc, plan);
  if (secondRpc === undefined) return simulation;
  const other = await simulatePlan(secondRpc, plan);
  const outcomes = ({ steps }: Simulation) => steps.map(({ outcome, error }) => `${outcome} ${error ?? ""}`);
  const mine = outcomes(simulation);
  // A node that cannot simulate in sequence proves less; only what both have run can disagree.
  const comparable = simulation.method !== "separate" && other.method !== "separate";
  const differences = outcomes(other).flatMap((outcome, index) =>
    outcome === mine[index]
      ? []
      : [`simulation of step ${index + 1}: ${rpc.label} ${mine[index] ?? ""}, ${secondRpc.label} ${outcome}`],
  );
  if ((comparable || simulation.ok !== other.ok) && differences.length > 0)
    throw ownerErrors.create("ENDPOINTS_DISAGREE", { differences });
  return simulation;
}

async function holdersOf(args: OwnerArgs, rpc: Rpc) {
  const since = wholeOf(args, "list-from-block", "blocks");
  if (since === undefined) return undefined;
  const contracts = { arena: addressOf(args, "arena"), stakeManager: addressOf(args, "stake-manager") };
  return listRoleHolders(rpc, contracts, since);
}

/** @throws NOT_CONFIRMED */
async function confirm(io: OwnerIo, args: OwnerArgs, plan: Plan, what: string): Promise<void> {
  const asked = async (question: string, flag: string) => {
    if (flagOf(args, flag)) return;
    const answer = io.ask === undefined ? "" : await io.ask(`${question} Type yes: `);
    if (answer.trim().toLowerCase() !== "yes") throw ownerErrors.create("NOT_CONFIRMED", { what: question });
  };
  for (const { ask, text } of plan.warnings) if (ask) await asked(`${text}.`, "accept-warnings");
  await asked(`${what} as ${plan.sender} on chain ${plan.chainId}?`, "yes");
}

function write(io: OwnerIo, path: string, text: string): void {
  try {
    writeFileSync(io.resolvePath(path), text);
  } catch (thrown) {
    throw ownerErrors.create("UNKNOWN_OPTION", { problem: `cannot write ${path}: ${messageOf(thrown)}` });
  }
}

type Mode = "dry-run" | "written" | "nothing-to-do" | "executed";

function outcomeOf(
  mode: Mode,
  plan: Plan,
  simulation: Simulation | undefined,
  execution?: Execution,
  holders?: Awaited<ReturnType<typeof holdersOf>>,
): OwnerOutcome {
  const ok = execution === undefined ? (simulation?.ok ?? true) : execution.verification.ok;
  const { receipts, resumed, verification } = execution ?? {};
  const roles =
    holders === undefined
      ? ""
      : `\n\norchestrators now: ${holders.orchestrators.join(", ") || "none"}\nlock managers now: ${holders.lockManagers.join(", ") || "none"}`;
  return {
    json: { ok, mode, plan, simulation, resumed, receipts, verification, holders },
    text: `${execution === undefined ? renderPlan(plan, simulation) : renderExecution(execution)}${roles}`,
    exitCode: ok ? 0 : 1,
  };
}
