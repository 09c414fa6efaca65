import { type ErrorKind, isCodedError } from "@mvcrs/errors";

const byKind: Readonly<Record<ErrorKind, number>> = {
  integrity: 1,
  input: 2,
  refused: 3,
  outside: 4,
  internal: 4,
};

/** The exit code of whatever was thrown (README.md, "Exit codes"). */
export function exitCodeOf(thrown: unknown): number {
  return isCodedError(thrown) ? byKind[thrown.kind] : byKind.internal;
}
