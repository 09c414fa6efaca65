import { isDeepStrictEqual } from "node:util";
import { escalationErrors } from "../errors.ts";
import type { LogPosition } from "../ledger/artifacts/projections.ts";
import { applyEvent } from "../ledger/state.ts";
import type { Judged } from "./judged.ts";
import { JudgingRun, type JudgingWriter, type RunOptions } from "./judging-run.ts";
import type { RunReport } from "./run-report.ts";
import type { JudgingSession } from "./session.ts";

/**
 * Judges every signal of an input that ends, appends the events that are new, and updates the artifacts.
 *
 * @throws INPUT_EMPTY where there is no row, NO_USABLE_ROWS where not one could be used, NO_SIGNALS where none holds a
 * number; SNAPSHOT_VERSION, SNAPSHOT_INVALID where the saved verifier state cannot be read. Nothing was written then.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { artifactPaths, defaultConfig, judgeInput, markFolder, openJudging } from "@mvcrs/escalation";
 * import { nodeTextFiles } from "@mvcrs/files";
 * import { decodeJsonl } from "@mvcrs/verifiers/input";
 *
 * const root = { paths: artifactPaths("ops"), files: nodeTextFiles, clock: Date.now, notice: console.error };
 * const config = defaultConfig();
 * await markFolder(root, config);
 * const rows = async function* () {
 *   const row = { metric: "arena.stake", source: "scoreboard", value: 5, observedAt: "2026-11-22T00:00:00Z" };
 *   yield new TextEncoder().encode(`${JSON.stringify(row)}\n`);
 * };
 * const how = { now: Date.now, source: "file", metricPrefix: "", unfinished: "use" } as const;
 * const session = await openJudging(root);
 * try {
 *   const options = { config, batches: decodeJsonl(rows(), how), clock: Date.now };
 *   assert.equal((await judgeInput(session, options)).signals, 1);
 * } finally {
 *   await session.close();
 * }
 * ```
 */
export async function judgeInput(session: Judged & JudgingWriter, options: RunOptions): Promise<RunReport> {
  const run = await JudgingRun.start(session, options);
  for await (const batch of options.batches) {
    run.count(batch);
    await run.judge(batch);
    await run.writeIfDue(session);
  }
  run.refuseUnusable(false);
  return run.finish(session);
}

export interface RehearsalOptions extends RunOptions {
  /** Refuse the whole input for one bad row. Default false. */
  readonly strict?: boolean;
}

/**
 * Judges every signal of an input, and writes nothing.
 *
 * @throws what `judgeInput` throws; INPUT_REFUSED where it is strict
 */
export async function rehearseInput(judged: Judged, options: RehearsalOptions): Promise<RunReport> {
  const { run, events } = await rehearsed(judged, options);
  run.tell(events);
  return run.report();
}

/**
 * Judges an input that has to be perfect: it is read once, against the log as it stands, and the log is opened only
 * after its last row, so that a refusal leaves nothing behind, not even an empty log.
 *
 * @param judged Where judging stands, as `lookAtJudging` returns it.
 * @param open Opens the log; the caller closes it.
 * @throws INPUT_REFUSED for one bad row; LOG_MOVED_ON where others wrote meanwhile: nothing was recorded then; what
 * `judgeInput` throws
 */
export async function judgeStrictly(
  judged: Judged & { readonly position: LogPosition },
  options: RunOptions,
  open: () => Promise<JudgingSession>,
): Promise<RunReport> {
  const { run, events } = await rehearsed(judged, { ...options, strict: true });
  const session = await open();
  if (!isDeepStrictEqual([session.position, session.saved], [judged.position, judged.saved]))
    throw escalationErrors.create("LOG_MOVED_ON", {});
  session.replay.flush();
  for (const { event } of events) applyEvent(session.state, event, session.state.count);
  await session.append(events);
  await session.save(run.snapshot());
  run.tell(events);
  return run.report(await session.project());
}

async function rehearsed(judged: Judged, { strict = false, ...options }: RehearsalOptions) {
  const run = await JudgingRun.start(judged, options);
  for await (const batch of options.batches) {
    run.count(batch);
    await run.judge(batch);
  }
  run.refuseUnusable(strict);
  run.catchUp();
  return { run, events: run.takeEvents() };
}
