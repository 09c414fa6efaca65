import type { ChangedSegment } from "@mvcrs/chain";
import type { Outcome } from "../../command.ts";
import { count, plural } from "../../ui/numbers.ts";

/** What a command says that gave segments other files; 1 where one of them was away. */
export function changedOutcome(what: "compressed" | "moved", segments: readonly ChangedSegment[]): Outcome {
  const missing = segments.filter(({ result }) => result === "missing");
  const changed = segments.filter(({ result }) => result === "changed");
  const kept = segments.length - changed.length - missing.length;
  return {
    json: { ok: missing.length === 0, segments },
    text: [
      `${what} ${plural(changed.length, "segment")}${kept > 0 ? `; ${count(kept)} were so already` : ""}`,
      ...changed.map(({ first, last, file }) => `${first} to ${last}: ${file}`),
      ...missing.map(({ first, last, file }) => `away: ${first} to ${last}, ${file}`),
    ].join("\n"),
    exitCode: missing.length === 0 ? 0 : 1,
  };
}
