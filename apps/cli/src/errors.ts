import { defineErrors } from "@mvcrs/errors";

type SystemFailure = {
  readonly code: string;
  readonly syscall: string;
  readonly path: string;
  readonly reason: string;
};

const systemHints: Readonly<Record<string, string>> = {
  EACCES: "Run as a user who may, or change the permissions of the folder; what is recorded is safe.",
  EPERM: "Run as a user who may, or change the permissions of the folder; what is recorded is safe.",
  EROFS: "The file system is read-only. Choose another --root, or mount it writable.",
  ENOSPC: "The disk is full. Free some space and run the command again; it picks up where it stopped.",
  EDQUOT: "The quota is used up. Free some space and run the command again; it picks up where it stopped.",
};

export const cliErrors = defineErrors("mvcrs", {
  USAGE: {
    kind: "input",
    summary: (d: { readonly problem: string }) => d.problem,
    hint: () => "`mvcrs --help` lists the commands, `mvcrs <command> --help` the options of one.",
  },
  UNKNOWN_OPTION: {
    kind: "input",
    summary: (d: { readonly problem: string }) => d.problem,
    hint: () => "Run the command with --help for its options.",
  },
  NOW_INVALID: {
    kind: "input",
    summary: (d: { readonly text: string }) => `--now ${d.text} is not a time with a zone`,
    hint: () => "Write it like 2026-11-22T00:00:00Z.",
  },
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
    hint: () => "What was judged before it is recorded; mend the cause and run the command again.",
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
  SECRET_MISSING: {
    kind: "input",
    summary: (d: { readonly what: string; readonly place: string | null }) =>
      d.place === null ? `no ${d.what} was named` : `${d.place} holds no ${d.what}`,
    hint: () =>
      "Name an environment variable or a file that holds it; it is never taken from the command line.",
  },
  KEY_INVALID: {
    kind: "input",
    summary: () => "that is not a private key",
    hint: () => "A private key is 32 bytes in hex.",
  },
  FILE_MISSING: {
    kind: "input",
    summary: (d: { readonly file: string; readonly hint: string }) => `${d.file} does not exist`,
    hint: (d) => d.hint,
  },
  FILE_UNREADABLE: {
    kind: "outside",
    summary: (d: { readonly file: string; readonly reason: string }) => `cannot read ${d.file}: ${d.reason}`,
    hint: () => "Mend the cause and run the command again.",
  },
  FILE_EXISTS: {
    kind: "input",
    summary: (d: { readonly file: string }) => `${d.file} exists already`,
    hint: () => "Nothing was overwritten. Move it away first if you mean to replace it.",
  },
  FILE_UNWRITABLE: {
    kind: "outside",
    summary: (d: { readonly file: string; readonly reason: string }) => `cannot write ${d.file}: ${d.reason}`,
    hint: () => "Mend the cause (permissions, disk space) and run the command again.",
  },
  INPUT_SHRANK: {
    kind: "outside",
    summary: (d: { readonly file: string }) =>
      `${d.file} was truncated while it was followed, and no copy of it is beside it: lines may be lost`,
    hint: () =>
      "What was read is recorded. Feed what was moved away with `mvcrs run --signals`, then follow the new file; rotate by renaming, or keep the copy beside the file uncompressed.",
  },
  SYSTEM: {
    kind: "outside",
    summary: (d: SystemFailure) => `the system refuses to ${d.syscall} ${d.path}: ${d.reason}`,
    hint: (d: SystemFailure) => systemHints[d.code] ?? "Mend the cause and run the command again.",
  },
  NOT_CONFIRMED: {
    kind: "refused",
    summary: (d: { readonly what: string }) => `not confirmed: ${d.what}`,
    hint: () =>
      "Nothing was sent. Without a terminal, --yes confirms a plan and --accept-warnings its warnings.",
  },
  NOTICES_UNDELIVERED: {
    kind: "outside",
    summary: (d: { readonly problems: readonly string[]; readonly report: object }) => d.problems.join("\n"),
    hint: () =>
      "Nothing is lost. Mend the cause and run the command again; `mvcrs outbox list` shows what waits.",
  },
  SERVE_FAILED: {
    kind: "outside",
    summary: (d: { readonly host: string; readonly port: number; readonly reason: string }) =>
      `cannot listen on ${d.host}:${d.port}: ${d.reason}`,
    hint: () => "Give another --port (0 takes a free one), or a --host that this machine has.",
  },
});
