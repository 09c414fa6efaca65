export { defineErrors, type ErrorCatalogue, type ErrorEntry, type ErrorOf } from "./catalogue.ts";
export {
  CodedError,
  type CodedErrorInit,
  type ErrorDetails,
  type ErrorKind,
  isCodedError,
} from "./coded-error.ts";
export { messageOf } from "./message-of.ts";
export { systemCode } from "./system-code.ts";
