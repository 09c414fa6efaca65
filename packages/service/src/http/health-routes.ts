import type { PartHealth } from "../parts/part.ts";
import type { Edge } from "./edge.ts";

/** What `/readyz` says. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: readonly PartHealth[];
  /** Anything else that an operator wants to see there. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** Adds `/healthz`, which says that the process lives, and `/readyz`, which says whether each part does its job. */
export function healthRoutes(edge: Edge, readiness: () => Readiness): void {
  edge.get("/healthz", (context) => context.text("ok\n"));
  edge.get("/readyz", (context) => {
    const { ready, parts, more } = readiness();
    const shown = parts.map(({ name, ok, problem, ageMs, everyMs, restarts, detail }) => ({
      name,
      ok,
      problem,
      age_seconds: ageMs === null ? null : ageMs / 1000,
      every_seconds: everyMs / 1000,
      restarts,
      ...detail,
    }));
    return context.json({ ready, parts: shown, ...more }, ready ? 200 : 503);
  });
}
