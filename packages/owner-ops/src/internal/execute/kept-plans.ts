import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "@mvcrs/canonical";
import { nodeFiles, replaceFile, sweepTemporary, withCodes } from "@mvcrs/files";
import { formatPlan, type Plan, parsePlan } from "../../plan.ts";
import { type JournalEntry, readJournal } from "./journal.ts";
import { journalsIn } from "./own-hashes.ts";

const planFile = (folder: string, hash: string) => join(folder, `${hash}.plan.json`);

/** Keeps a plan beside its journal; on stable storage when this resolves. @throws FILE_FAILED */
export function keepPlan(folder: string, plan: Plan): Promise<void> {
  const path = planFile(folder, plan.hash);
  return withCodes(path, async () => {
    await nodeFiles.makeFolder(folder);
    await sweepTemporary(nodeFiles, path);
    await replaceFile(nodeFiles, path, utf8(formatPlan(plan)), { permissions: 0o600 });
  });
}

/**
 * Plans of an account that were begun and neither finished nor stopped; run them again before a new one.
 *
 * @throws JOURNAL_UNREADABLE, PLAN_UNREADABLE, PLAN_ALTERED
 */
export const unfinishedPlans = (folder: string, chainId: string, sender: string): readonly Plan[] =>
  keptPlans(folder, (entries) => isBegun(entries) && !isOver(entries)).filter(
    (plan) => plan.chainId === chainId && plan.sender === sender,
  );

/** Plans whose intent is recorded and whose end is not, of any account: those that can be given up. */
export const openPlans = (folder: string): readonly Plan[] =>
  keptPlans(folder, (entries) => entries.length > 0 && !isOver(entries));

function keptPlans(folder: string, wanted: (entries: readonly JournalEntry[]) => boolean): readonly Plan[] {
  return journalsIn(folder).flatMap((hash) => {
    const path = planFile(folder, hash);
    if (!existsSync(path) || !wanted(readJournal(folder, hash) ?? [])) return [];
    return [parsePlan(readFileSync(path, "utf8"), path)];
  });
}

const isBegun = (entries: readonly JournalEntry[]): boolean =>
  entries.some(({ type }) => type === "signed" || type === "sending");
const isOver = (entries: readonly JournalEntry[]): boolean =>
  entries.some(({ type }) => type === "executed" || type === "stopped");
