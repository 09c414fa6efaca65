import {
  pageSize,
  type Snapshot,
  step,
  type TimelineEntry,
  type TimelinePage,
  timelinePageSchema,
} from "@mvcrs/portal/format";
import { signal } from "@preact/signals";
import { load, problemOf } from "./load.ts";
import { overview } from "./model.ts";

/** Pages that are kept. */
const kept = 48;
const pages = new Map<number, TimelinePage>();
const loading = new Set<number>();
/** Raised whenever a page has come or grown. */
export const arrived = signal(0);
export const pageProblem = signal<string | null>(null);

const whole = (page: number): boolean => (page + 1) * pageSize <= (overview.value?.log.count ?? 0);

async function loadPage(page: number): Promise<TimelinePage> {
  const known = pages.get(page);
  if (known !== undefined && (known.entries.length === pageSize || isUpToDate(known))) return known;
  // A full one never changes; a browser may keep it.
  const cache = whole(page) ? "default" : "no-cache";
  const found = await load(`data/timeline/${page}.json`, timelinePageSchema, cache);
  pages.delete(page);
  pages.set(page, found);
  const [oldest] = pages.keys();
  if (pages.size > kept && oldest !== undefined) pages.delete(oldest);
  return found;
}

const isUpToDate = ({ page, entries }: TimelinePage): boolean =>
  page * pageSize + entries.length >= (overview.value?.log.count ?? 0);

/** The line of an entry, if its page is there; otherwise the page is fetched. */
export function lineOf(seq: number): TimelineEntry | undefined {
  const page = Math.floor(seq / pageSize);
  const line = pages.get(page)?.entries[seq - page * pageSize];
  if (line === undefined && !loading.has(page)) {
    loading.add(page);
    loadPage(page).then(
      () => {
        loading.delete(page);
        pageProblem.value = null;
        arrived.value += 1;
      },
      (thrown: unknown) => {
        // Asked for again when it is scrolled to again.
        setTimeout(() => loading.delete(page), 2000);
        pageProblem.value = problemOf(thrown);
      },
    );
  }
  return line;
}

/** Takes in entries that a server sent. */
export function takeLines(entries: readonly TimelineEntry[]): void {
  for (const entry of entries) {
    const page = pages.get(Math.floor(entry.seq / pageSize));
    if (page !== undefined && page.page * pageSize + page.entries.length === entry.seq)
      page.entries.push(entry);
  }
  arrived.value += 1;
}

/** Forgets what is open: another log may be behind it. */
export function forgetPages(): void {
  pages.clear();
  arrived.value += 1;
}

/** Folds lines into a snapshot. */
export function foldOn({ worst, ...snapshot }: Snapshot, entries: readonly TimelineEntry[]): Snapshot {
  const folding = { snapshot: structuredClone(snapshot), open: new Map(worst.map((row) => [row.id, row])) };
  for (const entry of entries) step(folding, entry);
  return { ...folding.snapshot, worst: [...folding.open.values()] };
}

/** The state as of an entry. */
export async function stateAt(seq: number): Promise<Snapshot> {
  const page = await loadPage(Math.floor(seq / pageSize));
  const upTo = page.entries.slice(0, seq - page.page * pageSize + 1);
  if (upTo.at(-1)?.seq !== seq) throw new RangeError(`there is no entry ${seq}`);
  return foldOn(page.before, upTo);
}
