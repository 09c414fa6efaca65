// The disk, as everything here sees it.

// Whole files.

export { appendText } from "./append-text.ts";
export type { Edit } from "./edit-file.ts";
export { fileChanges } from "./file-changes.ts";
export { type LineFile, openLines } from "./line-file.ts";
export { openExisting, readWhole } from "./read-whole.ts";
export { type ReplaceOptions, replaceFile, replaceFileWith } from "./replace-file.ts";
export { removeIfThere, sweepFolder, sweepTemporary } from "./temporary.ts";

// Texts and JSON by schema.

export {
  type CheckedJson,
  checkJson,
  describeProblem,
  describeProblems,
  type JsonProblem,
} from "./check-json.ts";
export { nodeTextFiles, type TextFiles, textFiles } from "./text-files.ts";

// The layer below, which tests replace.

export type { FileHandle, FileIdentity, FileLayer, OpenMode } from "./layer/file-layer.ts";
export { nodeFiles } from "./layer/node-files.ts";
export { readFully, writeAll } from "./layer/transfer.ts";

// Errors of the system, with codes of ours.

export { fileErrors } from "./errors.ts";
export { coded, withCodes } from "./with-codes.ts";
