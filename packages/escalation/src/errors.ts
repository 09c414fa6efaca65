import { defineErrors } from "@mvcrs/errors";

type RefusedInput = {
  readonly line: number;
  readonly reason: string;
  readonly unusable: number;
  readonly rows: number;
};

type InRepository = { readonly repository: string };

type MissingApprovals = {
  readonly have: number;
  readonly need: number;
  readonly of: number;
  readonly refused: readonly { readonly signer: string; readonly code: string; readonly problem: string }[];
};

type ContradictionDetails = {
  readonly path: string;
  readonly problem: string;
  readonly kind: "root" | "projection" | "away" | "behind";
};

const onlyAway = (contradictions: readonly ContradictionDetails[]): boolean =>
  contradictions.every(({ kind }) => kind === "away" || kind === "behind") &&
  contradictions.some(({ kind }) => kind === "away");

function contradictedHint(contradictions: readonly ContradictionDetails[]): string {
  if (onlyAway(contradictions))
    return "Bring the file back: mount its disk, or copy it there. If it is elsewhere now, `mvcrs chain segments --rebuild --in DIR` finds it. The log is not in doubt; until then this has no answer.";
  if (contradictions.some(({ kind }) => kind === "root"))
    return "A log may have been rolled back or replaced: compare it with a copy, and keep everything as evidence. Once a person has found the log right, move state/root.json and the files named above away; `mvcrs init` marks the root again.";
  if (contradictions.some(({ kind }) => kind === "projection"))
    return "The log may have lost entries: compare it with a copy. If the log is right, `mvcrs rebuild --trust-log` makes the files from it.";
  return "`mvcrs rebuild` rewrites them from the log, as does any command that writes.";
}

export const escalationErrors = defineErrors("@mvcrs/escalation", {
  CONFIG_EXISTS: {
    kind: "input",
    summary: (d: { readonly path: string }) => `${d.path} exists already`,
    hint: () => "Edit it, or move it away first; it is never overwritten.",
  },
  CONFIG_INVALID: {
    kind: "input",
    summary: (d: { readonly path: string; readonly problems: readonly string[] }) =>
      `${d.path} is not a valid configuration:\n${d.problems.map((problem) => `    ${problem}`).join("\n")}`,
    hint: () => "Fix each line named above; docs/configuration.md says what every key means.",
  },
  ROOT_MISSING: {
    kind: "input",
    summary: (d: { readonly root: string }) => `${d.root} is no root of MV-CRS: it has no mark and no log`,
    hint: () =>
      "Is the path right? --root names a root, MVCRS_ROOT does, or be in one; `mvcrs init` makes a new one.",
  },
  ROOT_UNMARKED: {
    kind: "input",
    summary: (d: { readonly root: string }) => `${d.root} has a log, but no mark (state/root.json)`,
    hint: () =>
      "If it is a root from before marks were written, `mvcrs init` marks it, as does any command that writes. If it had one, find out where it went. If its log was in a database, do neither: move the folder away, and `mvcrs init --store` makes it again.",
  },
  ROOT_ABOVE: {
    kind: "input",
    summary: (d: { readonly root: string; readonly above: string }) =>
      `${d.root} is no root, and lies in the root ${d.above}`,
    hint: () =>
      "Nothing was written. Name the root that you mean; `mvcrs init --root` makes one inside another.",
  },
  ROOT_LOG_ELSEWHERE: {
    kind: "refused",
    summary: (d: { readonly root: string; readonly store: string }) =>
      `the log of ${d.root} is in ${d.store}; the file in the root is a copy of it`,
    hint: () => "Use `mvcrs`, which asks there. Nothing was written, and nothing is answered from the copy.",
  },
  ROOT_STORE_UNREADABLE: {
    kind: "refused",
    summary: (d: { readonly path: string; readonly problem: string }) =>
      `${d.path} should say where the log is kept, and cannot be read: ${d.problem}`,
    hint: () =>
      "Restore it from another host of the same log; without it nobody knows which log is the right one.",
  },
  ROOT_STORE_MISSING: {
    kind: "refused",
    summary: (d: { readonly path: string }) =>
      `the log of this root is in a database, and ${d.path}, which says in which, is gone`,
    hint: () =>
      "`mvcrs init --store postgres://…` binds the root to it again. Where the database is gone for good, `mvcrs chain migrate --to file --database-is-gone` makes this copy the log.",
  },
  VAULT_NOT_SHARED: {
    kind: "refused",
    summary: () => "a log in a database has no vault: what it keeps private would be on one host alone",
    hint: () => "Leave --private and `vault.keep` out for such a log. Nothing was recorded.",
  },
  ROOT_LOG_MISSING: {
    kind: "input",
    summary: (d: { readonly path: string }) =>
      `${d.path} is gone: what stands beside it speaks of its entries`,
    hint: () =>
      "Nothing was written. Restore it from a copy; `mvcrs chain verify` says whether the copy fits.",
  },
  ROOT_MARK_UNREADABLE: {
    kind: "refused",
    summary: (d: { readonly path: string; readonly problem: string }) =>
      `${d.path} cannot be read as a root's mark: ${d.problem}`,
    hint: () =>
      "Restore it from a copy. If there is none and the log is right, move it away; `mvcrs init` writes a new one.",
  },
  ROOT_CONTRADICTED: {
    kind: "refused",
    summary: (d: { readonly root: string; readonly contradictions: readonly ContradictionDetails[] }) =>
      `${onlyAway(d.contradictions) ? `a part of the log in ${d.root} that this needs is away` : `what stands in ${d.root} contradicts itself`}:\n${d.contradictions.map(({ path, problem }) => `    ${path}: ${problem}`).join("\n")}`,
    hint: (d: { readonly root: string; readonly contradictions: readonly ContradictionDetails[] }) =>
      contradictedHint(d.contradictions),
  },
  LOG_INCONSISTENT: {
    kind: "integrity",
    summary: (d: { readonly seq: number; readonly problem: string }) =>
      `entry ${d.seq} of the log contradicts the entries before it: ${d.problem}`,
    hint: () =>
      "Nothing was changed. Run `mvcrs chain verify`; if it holds, the writer of that entry has a bug.",
  },
  INPUT_EMPTY: {
    kind: "input",
    summary: () => "the input is empty: it holds no row to judge",
    hint: () => "Nothing was written. Check what should have produced it.",
  },
  LOG_MOVED_ON: {
    kind: "refused",
    summary: () => "others wrote to the log while the input was judged; nothing of the input was recorded",
    hint: () => "Run the command again.",
  },
  INPUT_REFUSED: {
    kind: "input",
    summary: (d: RefusedInput) =>
      `${d.unusable} rows or cells cannot be used (the input has ${d.rows} rows), and --strict accepts none; the first, line ${d.line}, ${d.reason}`,
    hint: () => "Nothing was written. Fix the rows, or leave --strict out to use the others.",
  },
  EVENT_UNSTORABLE: {
    kind: "internal",
    summary: (d: { readonly type: string; readonly reason: string }) =>
      `an event ${d.type} cannot be recorded: ${d.reason}`,
    hint: () => "Nothing of it was recorded. This is a bug; please report it with the input that led here.",
  },
  NO_USABLE_ROWS: {
    kind: "input",
    summary: (d: RefusedInput) =>
      d.rows === 1
        ? `the only row cannot be used: line ${d.line}, ${d.reason}`
        : `none of ${d.rows} rows can be used; the first, line ${d.line}, ${d.reason}`,
    hint: () =>
      "Nothing was written. Is --format right? docs/formats/signals.md shows what a row looks like.",
  },
  JUDGING_ELSEWHERE: {
    kind: "refused",
    summary: (d: { readonly pid: number; readonly since: string }) =>
      `another run judges in this root: process ${d.pid}, since ${d.since}`,
    hint: () =>
      "What the verifiers learn is one memory, so one run at a time may judge. Wait for it, stop it, or have its input hold these signals too; to a service that runs here, `mvcrs send` sends them.",
  },
  NO_SIGNALS: {
    kind: "input",
    summary: (d: { readonly rows: number }) =>
      `the input has rows (${d.rows}), and no number to judge in any`,
    hint: () =>
      "Nothing was written. Is the delimiter right, and does any CSV column beside the time hold numbers?",
  },
  CHALLENGE_UNKNOWN: {
    kind: "input",
    summary: (d: { readonly id: string }) => `no challenge has an id that starts with ${d.id}`,
    hint: () => "`mvcrs challenges list --all` shows every one.",
  },
  CHALLENGE_AMBIGUOUS: {
    kind: "input",
    summary: (d: { readonly id: string; readonly matches: readonly string[] }) =>
      `${d.id} could be any of ${d.matches.length} challenges: ${d.matches.slice(0, 5).join(", ")}`,
    hint: () => "Give more of the id.",
  },
  CHALLENGE_NOT_OPEN: {
    kind: "input",
    summary: (d: { readonly id: string; readonly status: string }) =>
      `challenge ${d.id} is ${d.status} already`,
    hint: () => "`mvcrs challenges show` tells who did what and why.",
  },
  MUTE_INVALID: {
    kind: "input",
    summary: (d: { readonly metric: string; readonly problem: string }) =>
      `${d.metric} cannot be muted: ${d.problem}`,
    hint: () => "Mute for 30 days at most, and extend it when the time comes.",
  },
  NOT_MUTED: {
    kind: "input",
    summary: (d: { readonly metric: string }) => `${d.metric} is not muted`,
    hint: () => "`mvcrs challenges list` shows the mutes in force.",
  },
  NOTHING_TO_ACCEPT: {
    kind: "input",
    summary: (d: { readonly metric: string }) => `nothing is open about the value of ${d.metric}`,
    hint: () => "`mvcrs challenges list` shows what is open; the name of the metric has to be exact.",
  },
  TRUST_LOCKED: {
    kind: "refused",
    summary: (d: { readonly lock: string; readonly since: string; readonly reason: string }) =>
      `the trust lock ${d.lock} is on since ${d.since}: ${d.reason}`,
    hint: () =>
      "Autonomous changes wait until the committee releases it (`mvcrs trust-lock approve`, then `release`).",
  },
  ALREADY_LOCKED: {
    kind: "refused",
    summary: (d: { readonly lock: string; readonly since: string }) =>
      `the trust lock ${d.lock} is on since ${d.since}`,
    hint: () => "One lock at a time is enough; release it first if it should carry another reason.",
  },
  NOT_LOCKED: {
    kind: "input",
    summary: () => "no trust lock is on",
    hint: () => "There is nothing to approve or release.",
  },
  APPROVAL_UNREADABLE: {
    kind: "input",
    summary: (d: { readonly path: string; readonly problem: string }) =>
      `${d.path} is not an approval: ${d.problem}`,
    hint: () => "Use the file that `mvcrs trust-lock approve` wrote, unchanged.",
  },
  APPROVAL_OTHER_LOCK: {
    kind: "refused",
    summary: (d: { readonly signer: string; readonly named: string; readonly lock: string }) =>
      `the approval of ${d.signer} is for the lock ${d.named}, not for ${d.lock}`,
    hint: () => "Ask the member to approve this lock.",
  },
  APPROVAL_OTHER_COMMITTEE: {
    kind: "refused",
    summary: (d: { readonly signer: string }) =>
      `the approval of ${d.signer} is for another committee than the one proposed`,
    hint: () => "Ask the member to approve the committee that the configuration names now.",
  },
  APPROVAL_SIGNATURE: {
    kind: "refused",
    summary: (d: { readonly signer: string }) =>
      `the approval does not carry a valid signature of ${d.signer}`,
    hint: () =>
      "It was changed or forged; ask the member for a new one, and find out where this one came from.",
  },
  APPROVAL_STRANGER: {
    kind: "refused",
    summary: (d: { readonly signer: string }) => `${d.signer} is not a member of the committee`,
    hint: () =>
      "Only members of the committee in force can approve: the one that the lock names, whatever the configuration says.",
  },
  APPROVAL_EXPIRED: {
    kind: "refused",
    summary: (d: { readonly signer: string; readonly expired: string }) =>
      `the approval of ${d.signer} expired at ${d.expired}`,
    hint: () => "Ask the member to approve again.",
  },
  APPROVAL_HEAD: {
    kind: "refused",
    summary: (d: { readonly signer: string; readonly count: number }) =>
      `the approval of ${d.signer} was signed over another log, or before the lock (${d.count} entries)`,
    hint: () => "The member saw something else than this log holds: compare the logs before anything else.",
  },
  APPROVAL_DUPLICATE: {
    kind: "refused",
    summary: (d: { readonly signer: string }) => `${d.signer} has approved already`,
    hint: () => "Each member counts once.",
  },
  APPROVALS_MISSING: {
    kind: "refused",
    summary: (d: MissingApprovals) =>
      `${d.have} of ${d.need} approvals (committee of ${d.of})${d.refused.map(({ problem }) => `; refused: ${problem}`).join("")}`,
    hint: () => "Members approve with `mvcrs trust-lock approve`; `mvcrs trust-lock status` shows who has.",
  },
  GIT_NOT_FOUND: {
    kind: "outside",
    summary: () => "git cannot be started",
    hint: () => "Install git, or put it on the PATH.",
  },
  GIT_NOT_A_REPOSITORY: {
    kind: "input",
    summary: (d: InRepository) => `${d.repository} is not inside the working tree of a git repository`,
    hint: () => "Name the operator's repository with --repo.",
  },
  GIT_SHALLOW: {
    kind: "input",
    summary: (d: InRepository) =>
      `${d.repository} is a shallow clone, whose history cannot carry a fix branch`,
    hint: () => "Run `git fetch --unshallow` in it.",
  },
  GIT_DETACHED: {
    kind: "input",
    summary: (d: InRepository) => `HEAD of ${d.repository} is detached: it is not clear what to branch from`,
    hint: () => "Check out the branch that the fix should start from.",
  },
  GIT_NO_COMMITS: {
    kind: "input",
    summary: (d: InRepository) => `${d.repository} has no commit yet`,
    hint: () => "Make a first commit.",
  },
  GIT_NO_IDENTITY: {
    kind: "input",
    summary: (d: InRepository) => `git in ${d.repository} does not know who you are`,
    hint: () => "Set user.name and user.email with `git config`.",
  },
  GIT_FAILED: {
    kind: "outside",
    summary: (d: InRepository & { readonly command: string; readonly reason: string }) =>
      `${d.command} in ${d.repository} failed: ${d.reason}`,
    hint: () => "No branch was made; working tree and index are as they were.",
  },
  NO_CRITERION: {
    kind: "refused",
    summary: () => "no criterion for a fix branch holds",
    hint: () =>
      "`mvcrs fix-branch check` tells the criteria; --force opens one all the same, with your reason.",
  },
});
