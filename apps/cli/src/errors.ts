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
    hint: () => "Fix the cause and run the command again.",
  },
  BACKUP_UNREADABLE: {
    kind: "integrity",
    summary: (d: { readonly path: string }) => `${d.path} is not what \`mvcrs backup\` writes`,
    hint: () => "Use another backup. Without the file, the folder is restored as a plain copy.",
  },
  FILE_EXISTS: {
    kind: "input",
    summary: (d: { readonly file: string }) => `${d.file} exists already`,
    hint: () => "Nothing was overwritten. Move it away first if you mean to replace it.",
  },
  FILE_UNWRITABLE: {
    kind: "outside",
    summary: (d: { readonly file: string; readonly reason: string }) => `cannot write ${d.file}: ${d.reason}`,
    hint: () => "Fix the cause (permissions, disk space) and run the command again.",
  },
  SYSTEM: {
    kind: "outside",
    summary: (d: SystemFailure) => `the system refuses to ${d.syscall} ${d.path}: ${d.reason}`,
    hint: (d: SystemFailure) => systemHints[d.code] ?? "Fix the cause and run the command again.",
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
      "Nothing is lost. Fix the cause and run the command again; `mvcrs outbox list` shows what waits.",
  },
  SERVE_FAILED: {
    kind: "outside",
    summary: (d: { readonly host: string; readonly port: number; readonly reason: string }) =>
      `cannot listen on ${d.host}:${d.port}: ${d.reason}`,
    hint: () => "Give another --port (0 takes a free one), or a --host that this machine has.",
  },
});
