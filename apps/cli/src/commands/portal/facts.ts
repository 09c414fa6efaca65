import { readFile } from "node:fs/promises";
import { messageOf } from "@mvcrs/errors";
import {
  committeeOf,
  leafHashesOf,
  type MvcrsState,
  panelConfig,
  readLedger,
  readSavedState,
} from "@mvcrs/escalation";
import { listOutbox } from "@mvcrs/notify";
import type { Facts } from "@mvcrs/portal/format";
import { metricMatcher, restorePanel } from "@mvcrs/verifiers";
import type { Context } from "../../command.ts";
import { configOf, markedCommittee, stateOf } from "../../session.ts";
import { chainFiles } from "../chain/chain-files.ts";
import { selfplayFacts } from "./selfplay-facts.ts";

/** Witnesses that are named. */
const mostWitnesses = 200;

/** What the disk says beside the log. What cannot be read is not known, and is said. */
export async function factsOf(
  context: Context,
  checked: Pick<Facts, "daily_check" | "verified">,
): Promise<Facts> {
  const known = async <T>(what: string, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (thrown) {
      context.notice(`the portal will not show ${what}: ${messageOf(thrown).split("\n", 1)[0]}`);
      return null;
    }
  };
  return {
    ...checked,
    key: await keyOf(context),
    outbox: await known("the outbox", () => outboxOf(context)),
    ...(await sourcesOf(context)),
    committee: await known("the committee", async () => committeeFacts(context, await stateOf(context))),
    selfplay: await known("SelfPlay", () => selfplayFacts(context)),
  };
}

async function keyOf(context: Context): Promise<string | null> {
  const { publicKey } = await chainFiles(context);
  const text = await readFile(publicKey, "utf8").catch(() => null);
  return text?.trim() || null;
}

async function outboxOf(context: Context): Promise<Facts["outbox"]> {
  const { files, paths } = context;
  const { notifications } = await configOf(context);
  const outbox = await listOutbox({ paths, files });
  const oldest = outbox.map(({ notice }) => notice.at).sort()[0];
  return {
    waiting: outbox.filter(({ status }) => status === "waiting").length,
    dead: outbox.filter(({ status }) => status === "dead").length,
    oldest_at: oldest ?? null,
    channels: Object.keys(notifications?.channels ?? {}),
  };
}

/** Sources and witnesses, as judging last saved them. */
async function sourcesOf(context: Context): Promise<Pick<Facts, "sources" | "witnesses">> {
  const saved = await readSavedState(context.files, context.paths);
  if (saved === null) return { sources: null, witnesses: null };
  // With a configuration that cannot be read nobody has said what is too late.
  const declared = await configOf(context).then(
    ({ metrics }) => metricMatcher(metrics),
    () => () => undefined,
  );
  const newest = new Map<string, { readonly at: number; readonly staleAfter: number }>();
  for (const { metric, source, newest: at } of saved.series) {
    const known = newest.get(source);
    // A source is as late as its most urgent metric allows.
    const allowed = declared(metric)?.max_staleness_seconds ?? Number.POSITIVE_INFINITY;
    newest.set(source, {
      at: Math.max(known?.at ?? 0, at ?? 0),
      staleAfter: Math.min(known?.staleAfter ?? Number.POSITIVE_INFINITY, allowed),
    });
  }
  const sources = Array.from(newest, ([name, { at, staleAfter }]) => ({
    name,
    last_at: at > 0 ? new Date(at).toISOString() : null,
    stale_after_s: Number.isFinite(staleAfter) ? staleAfter : null,
    state: "unknown" as const,
    note: null,
  }));
  try {
    const health = restorePanel(panelConfig(await configOf(context)), saved.panel).witnesses();
    return { sources: sources.length === 0 ? null : sources, witnesses: witnessesOf(health) };
  } catch {
    return { sources: sources.length === 0 ? null : sources, witnesses: null };
  }
}

type Health = ReturnType<ReturnType<typeof restorePanel>["witnesses"]>;

/** Each witness once, whatever it is a witness of; those that are at odds first. */
function witnessesOf(health: Health): Facts["witnesses"] {
  const all = new Map<string, NonNullable<Facts["witnesses"]>[number]>();
  for (const { witness, compared, outvoted, repeats } of health) {
    const row = all.get(witness) ?? {
      source: witness,
      series: 0,
      outvoted: 0,
      compared: 0,
      dependent: false,
    };
    all.set(witness, {
      ...row,
      series: row.series + 1,
      outvoted: row.outvoted + outvoted,
      compared: row.compared + compared,
      dependent: row.dependent || repeats !== null,
    });
  }
  return [...all.values()].sort((a, b) => b.outvoted - a.outvoted).slice(0, mostWitnesses);
}

/** The committee, and who has approved the release of the lock that is on. */
async function committeeFacts(
  context: Context,
  { lock }: Pick<MvcrsState, "lock">,
): Promise<Facts["committee"]> {
  const marked = await markedCommittee(context);
  if (lock === null)
    return marked.members.length === 0
      ? null
      : { members: [...marked.members], threshold: marked.threshold, approvers: [], refused: [] };
  const { checkApprovals, keptApprovals } = await import("@mvcrs/escalation/committee");
  const { files, paths, clock } = context;
  const { members, threshold } = committeeOf(lock, marked);
  const { approvals, unreadable } = await keptApprovals(files, paths, lock.id);
  await using log = await readLedger(paths);
  const leafHashAt = leafHashesOf(log, (await log.head()).count);
  const checked = await checkApprovals(approvals, { lock, members, now: clock(), leafHashAt });
  return {
    ...{ members: [...members], threshold, approvers: [...checked.approvers.keys()] },
    refused: [...unreadable, ...checked.refused].map(({ problem }) => problem),
  };
}
