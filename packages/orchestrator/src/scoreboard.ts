import type { TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { orchestratorErrors } from "./errors.ts";
import { address, formatDocument, instant, parseDocument, wholeNumber } from "./internal/document.ts";
import type { OrchestratorPaths } from "./paths.ts";

const count = z.int().min(0);

const agentScoreSchema = z.strictObject({
  /**
   * Finalised rounds that went well: named winner (student), no report of misconduct before the end (validator), at least
   * one winner (teacher). All three can be read off the chain.
   */
  wins: count,
  losses: count,
  slashes: count,
  /** Stake taken, in the token's smallest unit. */
  slashed: wholeNumber,
  /** Failures in a row by reason; at the limit comes `auto-slash:<reason>` and the count restarts. */
  strikes: z.record(z.string(), count),
  /** The newest twenty. */
  notes: z.array(z.string()),
  updatedAt: instant,
});

const failure = z.strictObject({ run: z.string(), at: instant, code: z.string(), text: z.string() });

const adjustmentSchema = z.strictObject({
  at: instant,
  by: z.string(),
  address,
  wins: z.int(),
  losses: z.int(),
  slashes: z.int(),
  slashed: z.string().regex(/^-?\d+$/),
});

export const scoreboardSchema = z.strictObject({
  version: z.literal(1),
  chainId: wholeNumber,
  arena: address,
  updatedAt: instant,
  /** Number of the newest run that is counted; a run is counted once. */
  lastRun: count,
  /** Rounds finalised; a round that was given up is none. */
  rounds: count,
  /** Difficulty of the next round. */
  difficulty: count,
  students: count,
  winners: count,
  agents: z.record(address, agentScoreSchema),
  /** Stake taken in the UTC day of the newest slash: what the daily cap is compared with. */
  slashedOn: z.strictObject({ day: z.string(), amount: wholeNumber }),
  failures: z.strictObject({ total: count, last: failure.nullable() }),
  /** The run that is not over yet. */
  open: z
    .strictObject({ run: z.string(), phase: z.string(), failures: count, last: failure.nullable() })
    .nullable(),
  frozen: z
    .strictObject({ since: instant, by: z.string(), reasons: z.array(z.string()), refusedRounds: count })
    .nullable(),
  /** Corrections that `scoreboard reconcile --apply` made; kept, so that a rebuild from the receipts keeps them. */
  adjustments: z.array(adjustmentSchema),
});

/** How every agent stands. A projection of the run receipts (and of adjustments): it can be rebuilt from them. */
export type Scoreboard = z.infer<typeof scoreboardSchema>;
export type AgentScore = z.infer<typeof agentScoreSchema>;
export type Adjustment = z.infer<typeof adjustmentSchema>;

export function emptyScoreboard(chainId: string, arena: string, at: string): Scoreboard {
  return {
    version: 1,
    chainId,
    arena,
    updatedAt: at,
    lastRun: 0,
    rounds: 0,
    difficulty: 1,
    students: 0,
    winners: 0,
    agents: {},
    slashedOn: { day: at.slice(0, 10), amount: "0" },
    failures: { total: 0, last: null },
    open: null,
    frozen: null,
    adjustments: [],
  };
}

/** @throws FILE_INVALID */
export const parseScoreboard = (text: string, path: string): Scoreboard =>
  parseDocument(scoreboardSchema, text, path);

/** The scoreboard on disk. @throws SCOREBOARD_MISSING, FILE_INVALID */
export async function readScoreboard(
  files: TextFiles,
  { scoreboard: path }: Pick<OrchestratorPaths, "scoreboard">,
): Promise<Scoreboard> {
  const text = await files.read(path);
  if (text === null) throw orchestratorErrors.create("SCOREBOARD_MISSING", { path });
  return parseScoreboard(text, path);
}

export const writeScoreboard = (
  files: TextFiles,
  { scoreboard: path }: Pick<OrchestratorPaths, "scoreboard">,
  scoreboard: Scoreboard,
): Promise<void> => files.write(path, formatDocument(scoreboard));
