import { defineErrors } from "@mvcrs/errors";
import { entryErrors } from "./errors/entries.ts";
import { noteErrors } from "./errors/notes.ts";
import { openingErrors } from "./errors/opening.ts";
import { segmentErrors } from "./errors/segments.ts";
import { treeErrors } from "./errors/trees.ts";
import { vaultErrors } from "./errors/vault.ts";

/** Everything that this package throws on purpose. */
export const chainErrors = defineErrors("@mvcrs/chain", {
  ...entryErrors,
  ...openingErrors,
  ...segmentErrors,
  ...treeErrors,
  ...noteErrors,
  ...vaultErrors,
});

/** The codes that say which way a line of a log is damaged: `chainErrors.is(thrown, ...damageCodes)`. */
export const damageCodes = [
  "LOG_LINE_NOT_CANONICAL",
  "LOG_LINE_TOO_LONG",
  "LOG_LINE_MISNUMBERED",
  "LOG_LINK_BROKEN",
  "LOG_LINE_MISSING",
] as const;

/** The codes that say how a meta file does not belong to its log: `chainErrors.is(thrown, ...foreignMetaCodes)`. */
export const foreignMetaCodes = ["META_BYTES", "META_COUNT", "META_CHAIN_HASH", "META_ROOT_HASH"] as const;

export type DamageCode = (typeof damageCodes)[number];
