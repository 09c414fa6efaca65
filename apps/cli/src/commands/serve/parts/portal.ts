import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileChanges } from "@mvcrs/files";
import { messagesSince, openPortal, overviewMessage, type Portal } from "@mvcrs/portal";
import type { Facts } from "@mvcrs/portal/format";
import { EventStream, type Part, readTokens, tokensPath } from "@mvcrs/service";
import { doubtOf } from "../../../session.ts";
import { factsOf } from "../../portal/facts.ts";
import { OutsideFacts } from "./outside-facts.ts";
import type { Service } from "./service.ts";

/** The overview is made again at least this often, kept this often, and clients hear at least this often, in milliseconds. */
const promisedMs = 30_000;
const refreshMs = 10_000;
const saveMs = 60_000;
const beatMs = 15_000;
const mostClients = 1_000;
const mostSaid = 1_000;

export interface PortalPart extends Part {
  readonly portal: Portal;
  readonly events: EventStream;
}

/** Where what the page reads is kept: made of the log, and never needed. */
export const portalFolder = (root: string): string => join(root, "storage", "portal");

/** Keeps the portal up to date with the log, and tells the pages that are open. */
export function portalPart(
  { context }: Service,
  known: () => Pick<Facts, "verified"> & Partial<Pick<Facts, "sources">>,
): PortalPart {
  const { paths, files, clock } = context;
  let mayAct = false;
  const outside = new OutsideFacts(() =>
    factsOf({ ...context, notice }, { daily_check: null, verified: null }),
  );
  const said = new Set<string>();
  // What cannot be shown is said once, and not at every update.
  const notice = (text: string) => {
    if (said.size < mostSaid && !said.has(text)) context.notice(text);
    said.add(text);
  };
  const portal = openPortal({
    ...{ paths, files, clock, promisedMs },
    folder: portalFolder(paths.root),
    layer: context.disk,
    facts: async () => {
      const tokens = await readTokens(files, tokensPath(paths.stateFolder)).catch(() => []);
      mayAct = tokens.some(({ may, revoked_at }) => may === "act" && revoked_at === undefined);
      return { ...(await outside.latest()), ...known() };
    },
    doubt: () => doubtOf(context),
    service: () => ({ events: "events", actions: mayAct ? actions : null }),
  });
  const events = new EventStream({ most: mostClients, since: (from) => messagesSince(portal, from) });
  return {
    name: "portal",
    everyMs: promisedMs,
    portal,
    events,
    async run(signal, pulse) {
      let [length, updatedAt, savedAt, beatAt] = [-1, 0, performance.now(), performance.now()];
      try {
        for await (const _ of fileChanges(paths.log, signal)) {
          const now = performance.now();
          const size = await stat(paths.log).then(
            (found) => found.size,
            () => 0,
          );
          if (size !== length || outside.areNew || now - updatedAt >= refreshMs) {
            const { count, etag } = await portal.update();
            [length, updatedAt] = [size, now];
            await events.publish(count, overviewMessage(etag));
            pulse.beat({ entries: count, clients: events.clients });
          }
          if (now - beatAt >= beatMs) {
            events.beat();
            beatAt = now;
          }
          if (now - savedAt >= saveMs) {
            await portal.save();
            savedAt = now;
          }
        }
      } finally {
        if (signal.aborted) events.close();
      }
    },
  };
}

const actions = {
  url: "actions",
  actor: null,
  login: null,
  logout: null,
  csrf: null,
  kinds: ["acknowledge" as const, "resolve" as const, "mute" as const, "unmute" as const],
};
