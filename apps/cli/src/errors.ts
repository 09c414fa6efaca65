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
    summary: (d: { readonly problem: string; readonly hint?: string }) => d.problem,
    hint: (d) => d.hint ?? "`mvcrs --help` lists the commands, `mvcrs <command> --help` the options of one.",
  },
  UNKNOWN_OPTION: {
    kind: "input",
    summary: (d: { readonly problem: string }) => d.problem,
    hint: () => "Run the command with --help for its options.",
  },
  LOG_UNSOUND: {
    kind: "integrity",
    summary: (d: {
      readonly path: string;
      readonly count: number;
      readonly seq: number;
      readonly code: string;
    }) => `${d.path} does not verify (findings: ${d.count}, the first of them ${d.code} at entry ${d.seq})`,
    hint: () => "Nothing was moved. `mvcrs chain verify` lists what is wrong, and what to do about each.",
  },
  COPY_DAMAGED: {
    kind: "integrity",
    summary: (d: { readonly log: string; readonly meta: string; readonly reason: string }) =>
      `the copy of the log in this root is damaged: ${d.reason}`,
    hint: (d) =>
      `Keep it aside where somebody may have changed it. Move ${d.log} and ${d.meta} away: the next command fetches both again.`,
  },
  LOG_NOT_SHARED: {
    kind: "input",
    summary: (d: { readonly root: string }) =>
      `the log of ${d.root} is kept in its file, so there is nothing to share`,
    hint: () =>
      "Workers judge what waits in PostgreSQL: `mvcrs chain migrate --to postgres://…` moves a log there, `mvcrs init --store postgres://…` makes a root for a worker.",
  },
  SIGNALS_WAIT: {
    kind: "refused",
    summary: (d: { readonly waiting: number }) => `${d.waiting} rows of signals are still to be judged`,
    hint: () =>
      "Stop whoever sends them, let the workers come to an end, and stop those then. Nothing was moved.",
  },
  SIGNALS_ASIDE: {
    kind: "refused",
    summary: (d: { readonly aside: number }) =>
      `${d.aside} signals were taken and stand aside, since judging failed at them`,
    hint: () =>
      "`mvcrs aside list` shows them; `retry` has them judged, `drop` says that they never are. Nothing was moved.",
  },
  ASIDE_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly id: string }) => `no signal that stands aside has an id that begins with ${d.id}`,
    hint: () => "`mvcrs aside list` shows them.",
  },
  ASIDE_AMBIGUOUS: {
    kind: "input",
    summary: (d: { readonly id: string }) => `more than one signal has an id that begins with ${d.id}`,
    hint: () => "Give more of it.",
  },
  WORKERS_RUN: {
    kind: "refused",
    summary: (d: { readonly workers: number }) =>
      `${d.workers} other workers judge signals of this log, or did until a moment ago`,
    hint: () =>
      "Stop `mvcrs serve` and `mvcrs worker` on every host, and try again after five seconds. Nothing was moved.",
  },
  JUDGED_BY_WORKERS: {
    kind: "refused",
    summary: (d: { readonly store: string }) =>
      `the log of this root is in ${d.store}: signals are judged by the workers of all hosts, not by one command`,
    hint: () =>
      "`mvcrs serve` and `mvcrs worker` judge them; `mvcrs send` hands them over. `--dry-run` works as ever.",
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
  KEY_PINNED: {
    kind: "refused",
    summary: (d: { readonly key: string }) => `the checkpoints of this log are signed by ${d.key}`,
    hint: () =>
      "`mvcrs chain rotate-key` replaces a key; with --lost one that is gone. --out makes a key elsewhere.",
  },
  KEY_NOT_PINNED: {
    kind: "input",
    summary: () => "no checkpoint has been signed yet, so there is no key to replace",
    hint: () => "Move the key away and make another with `mvcrs chain keygen`.",
  },
  KEY_NOT_IN_FORCE: {
    kind: "refused",
    summary: (d: { readonly file: string; readonly key: string; readonly inForce: string }) =>
      `${d.file} is ${d.key}, and the key that signs this log is ${d.inForce}`,
    hint: () =>
      "Nothing was signed. Put the key in force there; if it is lost, `mvcrs chain rotate-key --lost` replaces it.",
  },
  LOST_KEY_UNCONFIRMED: {
    kind: "refused",
    summary: () => "without the old key, nobody who trusts it can check that the new one is yours",
    hint: () =>
      "Nothing was changed. If the old key is gone, or must not sign any more, add --yes; hand the new one out on a way that others trust.",
  },
  KEY_BEING_REPLACED: {
    kind: "refused",
    summary: (d: { readonly path: string; readonly pid: number }) =>
      `another process (${d.pid}) is replacing the key, and holds ${d.path}`,
    hint: () =>
      "Nothing was changed. Look at `mvcrs chain head` once it has finished; one replacement is enough. A dead holder is noticed by itself.",
  },
  LOG_BUSY: {
    kind: "outside",
    summary: (d: { readonly size: number }) =>
      `a writer is at work, and the first ${d.size} entries are not known to be on stable storage yet`,
    hint: () => "Run the command again; it goes on where it stopped.",
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
