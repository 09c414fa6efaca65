import type { RecordedJudgement } from "./receipt.ts";

/** Why a validator is slashed: what moderation blocked, or a failure that came too often in a row. */
export type SlashCause =
  | { readonly kind: "moderation" }
  | { readonly kind: "auto-slash"; readonly failure: Failure };
type Failure = Exclude<RecordedJudgement["outcome"], "ok" | "blocked">;

/** The reason as the arena, the receipt and the alert have it: `moderation:block` or `auto-slash:<failure>`. */
export const formatSlashReason = (cause: SlashCause): string =>
  cause.kind === "moderation" ? "moderation:block" : `auto-slash:${cause.failure}`;

/** The kind of a reason that somebody gave the arena; `undefined` for one of another kind. */
export function slashKindOf(reason: string): SlashCause["kind"] | undefined {
  const [kind, ...rest] = reason.split(":");
  return rest.length > 0 && (kind === "moderation" || kind === "auto-slash") ? kind : undefined;
}
