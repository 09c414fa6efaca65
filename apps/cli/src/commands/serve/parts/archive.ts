import { relative } from "node:path";
import { messageOf } from "@mvcrs/errors";
import {
  type ChallengeLevel,
  fieldLabel,
  type IncidentDocument,
  type MvcrsEvent,
  readLedger,
} from "@mvcrs/escalation";
import { toldPayloads } from "@mvcrs/notify";
import type { Part } from "@mvcrs/service";
import { recordFrom } from "../../../session.ts";
import { newlyArchived } from "../../incident/newly-archived.ts";
import { ArchivedPlace } from "./archived-place.ts";
import { onLogGrowth } from "./log-growth.ts";
import type { Service } from "./service.ts";

const everyMs = 30_000;
const restMs = 50;
/** Receipts that are archived of one challenge, the oldest of those that belong to it. */
const mostReceipts = 16;

type Log = Awaited<ReturnType<typeof readLedger>>;

/** A challenge whose review has ended. */
interface Closed {
  readonly id: string;
  readonly metric: string;
  readonly level: ChallengeLevel;
  /** Observed first, and closed, in milliseconds. */
  readonly from: number;
  readonly to: number;
  /** The entry that closed it. */
  readonly seq: number;
}

/**
 * Archives what an audit asks for when a material or critical challenge is closed, by whomever: what webhooks were told of it, and
 * the receipts of its rounds. The place in the log is kept after that: a service that was killed goes on, and what is in the
 * log already is not archived twice.
 */
export function archivePart({ context, say, wait, config }: Service): Part {
  let woken = new AbortController();
  let archived = 0;
  const { paths, files, clock } = context;

  const pass = async (place: ArchivedPlace): Promise<void> => {
    await using log = await readLedger(paths);
    const head = await log.head();
    const from = await place.from(log, head);
    const closed: Closed[] = [];
    const where = { labels: [fieldLabel.type("challenge.resolved")] };
    if (from < head.count)
      for await (const { seq, event } of log.entries({ from, where }))
        if (event.type === "challenge.resolved" && seq < head.count)
          closed.push(await closedOf(log, { id: event.challenge_id, seq, at: event.at }));
    for (const challenge of closed.filter(({ level }) => level !== "soft")) {
      const documents = [...(await payloads(log, challenge)), ...(await receipts(challenge))];
      const by = { actor: "mvcrs", reason: "kept when its challenge was closed", now: clock() };
      const { events } = await recordFrom(context, (_state, session) =>
        newlyArchived(documents, by, session, context),
      );
      archived += events.length;
      if (events.length > 0)
        say.info(
          "archive",
          `${events.length} documents of challenge ${challenge.id.slice(0, 8)} are in the log`,
        );
    }
    await place.save(head);
  };

  const payloads = async (log: Log, challenge: Closed): Promise<IncidentDocument[]> => {
    const { origin } = config().log;
    const told = await toldPayloads(log, { challenge, before: challenge.seq, origin });
    return told.map(({ seq, body }) => ({
      kind: "notice-payload",
      name: `webhook/entry-${seq}.json`,
      bytes: Buffer.from(body),
      challengeId: challenge.id,
    }));
  };

  const receipts = async ({ id, from, to }: Closed): Promise<IncidentDocument[]> => {
    const { orchestratorPaths, receiptPath, runsOf } = await import("@selfplay/orchestrator");
    const orchestrator = orchestratorPaths(paths.root);
    const runs = await runsOf(files, orchestrator, { from, to, most: mostReceipts }).catch(
      (thrown: unknown) => {
        say.warn(
          "archive",
          `the receipts of challenge ${id.slice(0, 8)} are not archived: ${messageOf(thrown)}`,
        );
        return [];
      },
    );
    const documents: IncidentDocument[] = [];
    for (const run of runs) {
      const path = receiptPath(orchestrator, run);
      const text = await files.read(path);
      const name = relative(paths.root, path);
      if (text !== null)
        documents.push({ kind: "run-receipt", name, bytes: Buffer.from(text), challengeId: id });
    }
    return documents;
  };

  return {
    name: "archive",
    everyMs,
    async run(signal, pulse) {
      const ended = new AbortController();
      const until = AbortSignal.any([signal, ended.signal]);
      const following = onLogGrowth(paths.log, until, () => woken.abort());
      const place = await ArchivedPlace.open(context);
      try {
        while (!signal.aborted) {
          woken = new AbortController();
          await pass(place);
          pulse.beat({ entries: place.count, archived });
          await wait(restMs, signal);
          await wait(everyMs, AbortSignal.any([signal, woken.signal]));
        }
      } finally {
        ended.abort();
        await following;
      }
    },
  };
}

/** What the log says of a challenge that an entry closed. */
async function closedOf(
  log: Log,
  { id, seq: end, at }: { readonly id: string; readonly seq: number; readonly at: string },
): Promise<Closed> {
  let raised: Extract<MvcrsEvent, { type: "challenge.raised" }> | undefined;
  let level: ChallengeLevel = "soft";
  for await (const { seq, event } of log.entries({ where: { labels: [fieldLabel.challenge(id)] } })) {
    if (seq >= end) break;
    if (event.type === "challenge.raised") raised = event;
    if (event.type === "challenge.raised" || event.type === "challenge.extended") level = event.level;
  }
  const observedAt = raised?.signal.observedAt ?? at;
  return {
    ...{ id, level, seq: end, to: Date.parse(at) },
    metric: raised?.signal.metric ?? "",
    from: Date.parse(observedAt),
  };
}
