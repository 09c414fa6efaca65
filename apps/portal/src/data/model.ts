import type { Overview, Snapshot } from "@mvcrs/portal/format";
import { computed, signal } from "@preact/signals";

/** The overview as it was read last, with the entries that have come since. */
export const overview = signal<Overview | null>(null);
/** Why the overview cannot be read. */
export const trouble = signal<string | null>(null);
/** How the page hears of what is new. */
export const link = signal<"live" | "lost" | "polling">("polling");
/** The present, every few seconds. */
export const now = signal(Date.now());
/** When a server last showed that it is there. */
export const heardAt = signal(Date.now());

/** Past twice what was promised, what is shown is old, and nothing of it is a reason to be calm. */
export const isStale = computed(() => {
  const shown = overview.value;
  return shown === null || now.value - Date.parse(shown.made_at) > 2 * shown.promised_ms;
});

/** Nothing here may be shown in green: it is old, or nothing vouches for it. */
export const isDoubtful = computed(() => isStale.value || (overview.value?.contradictions.length ?? 0) > 0);

/** The state as of `?at`, once it was folded. */
export const past = signal<
  | { readonly at: number; readonly snapshot: Snapshot; readonly named: number }
  | { readonly at: number; readonly problem: string }
  | null
>(null);

/** Announced to screen readers. */
export const announced = signal("");
