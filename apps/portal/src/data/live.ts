import { type EntriesEvent, entriesEventSchema, type Overview, overviewSchema } from "@mvcrs/portal/format";
import type { z } from "zod";
import { load, problemOf } from "./load.ts";
import { announced, heardAt, link, now, overview, trouble } from "./model.ts";
import { foldOn, forgetPages, takeLines } from "./timeline.ts";

let source: EventSource | undefined;
let reading: Promise<void> | undefined;

/** Reads the overview again. One at a time: who asks meanwhile gets the one that begins after. */
export function readOverview(): Promise<void> {
  reading ??= read().finally(() => {
    reading = undefined;
  });
  return reading;
}

async function read(): Promise<void> {
  try {
    const found = await load("data/overview.json", overviewSchema);
    const before = overview.value;
    // Made before entries that have come by themselves.
    if (
      before !== null &&
      found.service !== null &&
      found.log.count < before.log.count &&
      isSame(found, before)
    )
      return;
    overview.value = found;
    trouble.value = null;
    heardAt.value = Date.now();
    if (found.service !== null && source === undefined) listen(found.service.events, found.log.count);
  } catch (thrown) {
    trouble.value = problemOf(thrown);
  }
  now.value = Date.now();
}

const isSame = (one: Overview, two: Overview): boolean => one.log.origin === two.log.origin;

function listen(events: string, from: number): void {
  const mine = new EventSource(`${events}?from=${from}`);
  source = mine;
  mine.addEventListener("open", () => {
    link.value = "live";
    heardAt.value = Date.now();
    void readOverview();
  });
  mine.addEventListener("error", () => {
    link.value = "lost";
    // The browser tries again by itself, unless the server said no.
    if (mine.readyState === EventSource.CLOSED) source = undefined;
  });
  mine.addEventListener("entries", ({ data }: MessageEvent<string>) => {
    heardAt.value = Date.now();
    const said = parsed(data, entriesEventSchema);
    if (said === undefined || !takeIn(said)) void startAgain();
  });
  mine.addEventListener("overview", () => void readOverview());
  mine.addEventListener("reset", () => void startAgain());
}

function parsed<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Shows entries at once; `false` where some are missing before them. */
function takeIn({ from, count, chain_hash, entries }: EntriesEvent): boolean {
  const shown = overview.value;
  if (shown === null || from > shown.log.count) return false;
  const fresh = entries.filter(({ seq }) => seq >= shown.log.count);
  if (fresh.length === 0) return true;
  const state = foldOn(shown.state, fresh);
  const isUrgent = (id: string) => state.worst.some((row) => row.id === id && row.level !== "soft");
  const known = new Map(state.worst.map((row) => [row.id, row]));
  const urgent = [
    ...shown.urgent.filter(({ id }) => isUrgent(id)).map((row) => known.get(row.id) ?? row),
    ...state.worst.filter(({ id, level }) => level !== "soft" && !shown.urgent.some((row) => row.id === id)),
  ];
  takeLines(fresh);
  overview.value = {
    ...shown,
    log: { ...shown.log, count, chain_hash, last_at: fresh.at(-1)?.at ?? shown.log.last_at },
    ...{ state, lock: state.lock, urgent },
  };
  announced.value = `${fresh.length === 1 ? "1 new entry" : `${fresh.length} new entries`}: ${fresh.at(-1)?.type ?? ""}`;
  return true;
}

async function startAgain(): Promise<void> {
  overview.value = null;
  forgetPages();
  await readOverview();
}

/** Keeps the page current: by what a server sends, and by asking again. */
export function keepCurrent(): void {
  const tick = () => {
    now.value = Date.now();
    const shown = overview.value;
    const promised = shown?.promised_ms ?? 10_000;
    const every = Math.max(2000, Math.min(60_000, promised / 2));
    const isDue = now.value - lastAsked >= every;
    if (isDue && document.visibilityState !== "hidden") {
      lastAsked = now.value;
      void readOverview();
    }
  };
  let lastAsked = Date.now();
  void readOverview();
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
}
