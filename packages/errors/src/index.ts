// A package's catalogue of errors: one code per branch, each with its details.

export { defineErrors, type ErrorCatalogue, type ErrorEntry, type ErrorOf } from "./catalogue.ts";

// The base class, and how to know it across two installed copies.

export {
  CodedError,
  type CodedErrorInit,
  type ErrorDetails,
  type ErrorKind,
  isCodedError,
} from "./coded-error.ts";

// What was thrown by others.

export { messageOf } from "./message-of.ts";
export { systemCode } from "./system-code.ts";

// How long to wait before trying again.

export { growingPause, type PauseBounds } from "./growing-pause.ts";
