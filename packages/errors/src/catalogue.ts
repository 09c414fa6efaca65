import { CodedError, type ErrorDetails, type ErrorKind, isCodedError } from "./coded-error.ts";

/** One entry of a package's catalogue: how an error of this code reads. */
export interface ErrorEntry<Details extends ErrorDetails> {
  readonly kind: ErrorKind;
  /** One sentence: what happened, with the values that matter. */
  readonly summary: (details: Details) => string;
  /** One sentence: what to do next. */
  readonly hint: (details: Details) => string;
}

// Parameter bivariance is what lets entries with different details share one record; `details` stays exact per code.
// biome-ignore lint/suspicious/noExplicitAny: the only position where TypeScript needs it to infer per-entry details
type AnyEntry = ErrorEntry<any>;

type DetailsOf<Entry> = Entry extends ErrorEntry<infer Details> ? Details : never;

/** The errors of some codes of a catalogue; asking for the code narrows the details. */
export type ErrorOf<Entries extends Record<string, AnyEntry>, Code extends keyof Entries = keyof Entries> = {
  [One in Code & string]: CodedError<One, DetailsOf<Entries[One]>>;
}[Code & string];

export interface ErrorCatalogue<Entries extends Record<string, AnyEntry>> {
  readonly codes: readonly (keyof Entries & string)[];
  /** Makes the error of a code; the caller throws it. */
  create<Code extends keyof Entries & string>(
    code: Code,
    details: DetailsOf<Entries[Code]>,
    options?: { readonly cause?: unknown },
  ): CodedError<Code, DetailsOf<Entries[Code]>>;
  /**
   * Whether something that was thrown is an error of this catalogue, and of one of the codes where any are named, whichever
   * installed copy of the package made it.
   */
  is<Code extends keyof Entries & string>(
    thrown: unknown,
    ...codes: readonly Code[]
  ): thrown is ErrorOf<Entries, Code>;
}

/**
 * Declares the errors of a package: `throw chainErrors.create("LOG_LOCKED", { path, pid })`, and where they are caught
 * `chainErrors.is(thrown, "LOG_LOCKED")`. One code per branch that a caller may want to tell apart.
 *
 * @param name The package's name; no two catalogues have the same.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineErrors } from "@mvcrs/errors";
 *
 * const kettleErrors = defineErrors("kettle", {
 *   KETTLE_EMPTY: {
 *     kind: "refused",
 *     summary: (d: { readonly litres: number }) => `${d.litres} litres are too little`,
 *     hint: () => "Fill it.",
 *   },
 * });
 * const thrown: unknown = kettleErrors.create("KETTLE_EMPTY", { litres: 0.1 });
 * assert(kettleErrors.is(thrown, "KETTLE_EMPTY"));
 * assert.equal(thrown.details.litres, 0.1);
 * ```
 */
export function defineErrors<const Entries extends Record<string, AnyEntry>>(
  name: string,
  entries: Entries,
): ErrorCatalogue<Entries> {
  return {
    codes: Object.keys(entries),
    create(code, details, options) {
      const entry = entries[code] as AnyEntry;
      return new CodedError({
        catalogue: name,
        code,
        kind: entry.kind,
        summary: entry.summary(details),
        hint: entry.hint(details),
        details,
        cause: options?.cause,
      });
    },
    is: <Code extends keyof Entries & string>(
      thrown: unknown,
      ...codes: readonly Code[]
    ): thrown is ErrorOf<Entries, Code> =>
      isCodedError(thrown) &&
      thrown.catalogue === name &&
      (codes.length === 0 ? Object.hasOwn(entries, thrown.code) : codes.some((code) => code === thrown.code)),
  };
}
