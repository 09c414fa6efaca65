import { parseCheckpoint, parseNote } from "@mvcrs/chain/note";
import { isCodedError } from "@mvcrs/errors";
import {
  inspectRoot,
  isOpen,
  PrivateWords,
  readSavedState,
  type TrustLock,
  vouched,
} from "@mvcrs/escalation";
import { listOutbox } from "@mvcrs/notify";
import type { Context } from "../../command.ts";
import { lookAt, stateOf } from "../../session.ts";
import { countAside } from "../aside/signals-aside.ts";
import { reviewClock } from "../challenges/review-clock.ts";

/** What the files of a root say. */
export type RootStatus = Awaited<ReturnType<typeof rootStatus>>;

/**
 * What the files of a root say now.
 *
 * @throws what `inspectRoot` throws: in a folder that is no root nothing is said
 */
export async function rootStatus(outer: Context) {
  const { contradictions } = await inspectRoot(outer);
  const context = { ...outer, notice: () => undefined };
  const { isOverdue, dueAt } = await reviewClock(context);
  const seen = await lookAt(context, ({ state, position }) => {
    const open = [...state.challenges.values()].filter(isOpen);
    const of = (level: string) => open.filter((challenge) => challenge.level === level).length;
    const due = open.flatMap((challenge) => dueAt(challenge) ?? []).sort();
    return {
      open: { critical: of("critical"), material: of("material"), soft: of("soft") },
      overdue: open.filter(isOverdue).length,
      next_due: due[0] ?? null,
      log: {
        count: position.count,
        chain_hash: position.chainHash,
        last_at: state.lastAt,
      },
    };
  });
  const outbox = await listOutbox(context);
  const saved = await readSavedState(context.files, context.paths);
  return {
    root: context.paths.root,
    store: context.store?.name ?? null,
    contradictions: contradictions.map(({ path, problem }) => `${path} ${problem}`),
    lock: await lockOf(context),
    ...seen,
    checkpoint: await lastCheckpoint(context),
    outbox: {
      waiting: outbox.filter(({ status }) => status === "waiting").length,
      dead: outbox.filter(({ status }) => status === "dead").length,
    },
    aside: await countAside(context),
    sources: newestOf(saved?.series ?? []),
  };
}

type LockStatus =
  | { readonly known: true; readonly lock: TrustLock | null }
  | { readonly known: false; readonly problem: string };

/** A root that cannot be vouched for never answers that no lock is on. */
async function lockOf(context: Context): Promise<LockStatus> {
  try {
    const { lock } = await vouched(context, () => stateOf(context));
    await using words = new PrivateWords(context.paths);
    return { known: true, lock: lock === null ? null : await words.lock(lock) };
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return { known: false, problem: thrown.summary };
  }
}

/** Entries that the last checkpoint is of; `null` where none is signed, or it cannot be read. */
async function lastCheckpoint({ files, paths }: Context): Promise<{ readonly size: number } | null> {
  const text = await files.read(paths.checkpoint);
  if (text === null) return null;
  try {
    return { size: Number(parseCheckpoint(parseNote(text).text).size) };
  } catch (thrown) {
    if (isCodedError(thrown)) return null;
    throw thrown;
  }
}

/** The sources that were judged, those of which nothing has come for longest first. */
function newestOf(series: readonly { readonly source: string; readonly newest: number | null }[]) {
  const newest = new Map<string, number>();
  for (const { source, newest: at } of series) newest.set(source, Math.max(newest.get(source) ?? 0, at ?? 0));
  return Array.from(newest, ([source, at]) => ({
    source,
    newest: at > 0 ? new Date(at).toISOString() : null,
  })).sort((a, b) => ((a.newest ?? "") < (b.newest ?? "") ? -1 : 1));
}
