/**
 * What an error means to whoever called the program. The command line maps each kind to one exit code.
 *
 * - `integrity`: something was checked and does not hold (exit 1)
 * - `input`: wrong arguments, configuration or input; nothing was changed (exit 2)
 * - `refused`: a trust lock, a lock file or a missing approval forbids it (exit 3)
 * - `outside`: an outside part failed: disk, network, RPC node; what was done is recorded (exit 4)
 * - `internal`: a bug in this project (exit 4)
 */
export type ErrorKind = "integrity" | "input" | "refused" | "outside" | "internal";

/** Values that belong to an error; never secrets, since they are printed. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface CodedErrorInit<Code extends string, Details extends ErrorDetails> {
  /** The catalogue that the code is from. */
  readonly catalogue: string;
  readonly code: Code;
  readonly kind: ErrorKind;
  /** One sentence: what happened, with the values that matter. */
  readonly summary: string;
  /** One sentence: what to do next. */
  readonly hint: string;
  readonly details: Details;
  readonly cause?: unknown;
}

// A registered symbol is the same in every copy of this module, so the guard works across two installed versions.
const brand = Symbol.for("@mvcrs/errors.CodedError");

/**
 * The base of every error that this project throws on purpose. `message` is the summary, then the hint on a line of
 * its own.
 */
export class CodedError<
  Code extends string = string,
  Details extends ErrorDetails = ErrorDetails,
> extends Error {
  readonly catalogue: string;
  readonly code: Code;
  readonly kind: ErrorKind;
  readonly summary: string;
  readonly hint: string;
  readonly details: Details;

  constructor(init: CodedErrorInit<Code, Details>) {
    super(`${init.summary}\n  ${init.hint}`, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = "CodedError";
    this.catalogue = init.catalogue;
    this.code = init.code;
    this.kind = init.kind;
    this.summary = init.summary;
    this.hint = init.hint;
    this.details = init.details;
    Object.defineProperty(this, brand, { value: true });
  }

  /** The plain form for `--json` output: no stack, no cause. */
  toJSON(): {
    code: Code;
    kind: ErrorKind;
    message: string;
    hint: string;
    details: Details;
  } {
    return {
      code: this.code,
      kind: this.kind,
      message: this.summary,
      hint: this.hint,
      details: this.details,
    };
  }
}

/**
 * True for an error of this project, whichever installed copy of the package made it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isCodedError } from "@mvcrs/errors";
 *
 * assert.equal(isCodedError(new Error("out of tea")), false);
 * ```
 */
export function isCodedError(value: unknown): value is CodedError {
  return value instanceof Error && Object.hasOwn(value, brand);
}
