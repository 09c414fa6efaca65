import { join } from "node:path";
import type { TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { address, formatDocument, hash, instant, parseDocument, wholeNumber } from "./internal/document.ts";
import type { OrchestratorPaths } from "./paths.ts";

const transactionSchema = z.strictObject({
  step: z.string(),
  nonce: z.int().min(0),
  /** `null` between the note that it is about to be sent and the news that it was mined. */
  hash: hash.nullable(),
  block: z.int().min(0).nullable(),
  gasUsed: wholeNumber.nullable(),
});

const slashSchema = z.strictObject({
  validator: address,
  /** `moderation:block` or `auto-slash:…`. */
  reason: z.string(),
  /** `withheld`: a cap or an empty stake left nothing to take. */
  state: z.enum(["intended", "done", "withheld"]),
  amount: wholeNumber,
  recipient: address,
  at: instant,
  /** Why the amount is what it is. */
  note: z.string(),
  transaction: hash.nullable(),
  /** The alert was handed over. */
  alerted: z.boolean(),
});

const unpaidSchema = z.strictObject({
  account: address,
  role: z.enum(["teacher", "validator"]),
  /** `moderation:block`, or that nothing of its own was submitted. */
  reason: z.enum(["moderation:block", "no-show", "copied"]),
  /** The alert about it; `none` where another alert covers it, or nobody misbehaved. */
  alert: z.enum(["none", "due", "done"]),
});

const parametersSchema = z.strictObject({
  teacherReward: wholeNumber,
  studentReward: wholeNumber,
  validatorReward: wholeNumber,
  committeeSize: wholeNumber,
  validatorStake: wholeNumber,
  targetSuccessRateBps: wholeNumber,
  teacherSplitBps: wholeNumber,
  studentSplitBps: wholeNumber,
  validatorSplitBps: wholeNumber,
  feePct: wholeNumber,
  burnPct: wholeNumber,
  validatorRewardPct: wholeNumber,
});

const judgementSchema = z.strictObject({
  validator: address,
  /** `null` where nothing was submitted. */
  approve: z.array(address).nullable(),
  outcome: z.enum(["ok", "blocked", "no-show", "outvoted", "copied"]),
});

export const receiptSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^run-\d{6,}$/),
  run: z.int().min(1),
  chainId: wholeNumber,
  arena: address,
  orchestrator: address,
  status: z.strictObject({
    /** A run is carried on, whatever fails on the way, until it is `completed`. */
    state: z.enum(["running", "completed"]),
    phase: z.enum(["plan", "start", "register", "close", "collect", "slash", "finalise", "score", "done"]),
    /** What happened, in order, one line each. */
    logs: z.array(z.string()),
    /** How often the run was stopped by something. */
    failureCount: z.int().min(0),
    /** The newest of them. */
    failures: z.array(z.strictObject({ at: instant, code: z.string(), phase: z.string(), text: z.string() })),
  }),
  round: z
    .strictObject({
      id: wholeNumber.nullable(),
      /** Unique to this run: what finds the round on the chain again. */
      teacherJobId: wholeNumber,
      difficulty: z.int().min(0),
      /** Rounds that the arena had when this one was planned. */
      roundsBefore: wholeNumber,
      /** Newest block when it was planned. */
      fromBlock: z.int().min(0),
      teacher: address,
      students: z.array(address),
      /** Candidates until registration is over, then the committee. */
      validators: z.array(address),
    })
    .nullable(),
  results: z
    .strictObject({
      answers: z.array(
        z.strictObject({ student: address, answered: z.boolean(), approvals: z.int().min(0) }),
      ),
      judgements: z.array(judgementSchema),
      winners: z.array(address),
    })
    .nullable(),
  moderation: z.array(
    z.strictObject({
      participant: address,
      role: z.enum(["teacher", "student", "validator"]),
      moderator: z.string(),
      action: z.enum(["flag", "block"]),
      rule: z.string(),
      reason: z.string(),
      /** SHA-256 of what was submitted: the content itself may be what nobody should keep. */
      contentHash: z.string(),
    }),
  ),
  slashes: z.array(slashSchema),
  /** Who gets nothing for the round. Those who were slashed get nothing either: the arena makes sure of that. */
  unpaid: z.array(unpaidSchema).default([]),
  /** Why the round was given up; `null` where it was not. */
  cancelled: z.string().nullable().default(null),
  payments: z.array(z.strictObject({ account: address, amount: wholeNumber })),
  difficultyDelta: z.int(),
  transactions: z.array(transactionSchema),
  /** Block of the newest transaction, to notice a chain that was rolled back. */
  anchor: z.strictObject({ number: z.int().min(0), hash }).nullable(),
  timings: z.strictObject({
    startedAt: instant,
    finishedAt: instant.nullable(),
    /** Milliseconds by the orchestrator's clock. */
    phases: z.record(z.string(), z.number()),
    /** The latest context for who adjusts parameters (runbook, section 3). */
    scoreboard: z
      .strictObject({
        updatedAt: instant,
        /** The parameters are those of this block. */
        block: z.int().min(0),
        parameters: parametersSchema,
        rounds: z.int(),
        agents: z.int(),
        slashes: z.int(),
        failures: z.int(),
        slashedToday: wholeNumber,
        /** Winners per student, basis points; what the target success rate is about. */
        successRateBps: z.int(),
      })
      .nullable(),
  }),
});

/** What a run did and is about to do: the journal while it runs, the receipt afterwards. */
export type RunReceipt = z.infer<typeof receiptSchema>;
export type RecordedSlash = z.infer<typeof slashSchema>;
export type Unpaid = z.infer<typeof unpaidSchema>;
export type ArenaParameters = z.infer<typeof parametersSchema>;
export type RecordedJudgement = z.infer<typeof judgementSchema>;

const namePattern = /^run-(\d{6,})\.json$/;
export const runId = (run: number): string => `run-${String(run).padStart(6, "0")}`;
export const receiptPath = (paths: OrchestratorPaths, run: number): string =>
  join(paths.runs, `${runId(run)}.json`);

/** Numbers of the runs that have a receipt, oldest first. */
export async function listRuns(files: TextFiles, paths: OrchestratorPaths): Promise<number[]> {
  const names = await files.list(paths.runs);
  return names
    .flatMap((name) => {
      const run = namePattern.exec(name)?.[1];
      return run === undefined ? [] : [Number(run)];
    })
    .sort((a, b) => a - b);
}

/** Numbers of the runs of a time (milliseconds): those that began in it, and the last one before it; the oldest `most`. */
export async function runsOf(
  files: TextFiles,
  paths: OrchestratorPaths,
  { from, to, most }: { readonly from: number; readonly to: number; readonly most: number },
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const run of (await listRuns(files, paths)).reverse()) {
    const began = Date.parse((await readReceipt(files, paths, run))?.timings.startedAt ?? "");
    if (began <= to) found.unshift(run);
    if (began < from) break;
  }
  return found.slice(0, most);
}

/** A run's receipt, `null` if there is none. @throws FILE_INVALID */
export async function readReceipt(
  files: TextFiles,
  paths: OrchestratorPaths,
  run: number,
): Promise<RunReceipt | null> {
  const path = receiptPath(paths, run);
  const text = await files.read(path);
  return text === null ? null : parseDocument(receiptSchema, text, path);
}

export const writeReceipt = (
  files: TextFiles,
  paths: OrchestratorPaths,
  receipt: RunReceipt,
): Promise<void> => files.write(receiptPath(paths, receipt.run), formatDocument(receipt));
