import { defineErrors } from "@mvcrs/errors";

/** Every error that reading files of signals throws on purpose. */
export const inputErrors = defineErrors("@mvcrs/signal-files", {
  TIMEZONE_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly zone: string }) => `--timezone ${d.zone} is not a time zone`,
    hint: () => "Give an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00.",
  },
  NAME_INVALID: {
    kind: "input",
    summary: (d: { readonly option: string; readonly text: string }) =>
      `--${d.option} ${JSON.stringify(d.text)} cannot be used as a name`,
    hint: () => "Use letters, digits and . _ : - only.",
  },
  INPUT_MISSING: {
    kind: "input",
    summary: (d: { readonly file: string }) => `${d.file} does not exist`,
    hint: () => "Give the path of a file with signals, or - for standard input.",
  },
  INPUT_NOT_A_FILE: {
    kind: "input",
    summary: (d: { readonly file: string }) => `${d.file} is a folder, not a file`,
    hint: () => "Give one file at a time.",
  },
  INPUT_NOT_TEXT: {
    kind: "input",
    summary: (d: { readonly file: string; readonly what: string }) =>
      `${d.file} is not UTF-8 text: ${d.what}`,
    hint: () => "Give JSON Lines or CSV in UTF-8; unpack or convert the file first.",
  },
  INPUT_UNREADABLE: {
    kind: "outside",
    summary: (d: { readonly file: string; readonly reason: string }) => `cannot read ${d.file}: ${d.reason}`,
    hint: () => "What was judged before it is recorded; fix the cause and run the command again.",
  },
  COLUMN_UNCLEAR: {
    kind: "input",
    summary: (d: {
      readonly file: string;
      readonly wanted: string | undefined;
      readonly columns: readonly string[];
    }) =>
      d.wanted === undefined
        ? `${d.file} has ${d.columns.length === 0 ? "no numeric column" : `${d.columns.length} numeric columns and none is called value`}`
        : `${d.file} has no numeric column ${JSON.stringify(d.wanted)}`,
    hint: (d) =>
      d.columns.length === 0
        ? "Give a CSV file with a header, a time and a column of numbers."
        : `Name one with --column: ${d.columns.slice(0, 20).join(", ")}.`,
  },
  INPUT_SHRANK: {
    kind: "outside",
    summary: (d: { readonly file: string }) =>
      `${d.file} was truncated while it was followed, and no copy of it is beside it: lines may be lost`,
    hint: () =>
      "What was read is recorded. Feed what was moved away with `mvcrs run --signals`, then follow the new file; rotate by renaming, or keep the copy beside the file uncompressed.",
  },
});
