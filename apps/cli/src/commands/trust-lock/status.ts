import { isCodedError } from "@mvcrs/errors";
import {
  assertUnlocked,
  committeeOf,
  escalationErrors,
  leafHashesOf,
  PrivateWords,
  readLedger,
  type TrustLock,
  vouched,
} from "@mvcrs/escalation";
import { wrapped } from "@mvcrs/terminal";
import { type Context, defineCommand } from "../../command.ts";
import type { Io } from "../../io.ts";
import { markedCommittee, stateOf, surelyStateOf } from "../../session.ts";
import { colours } from "../../ui/colours.ts";
import { plural } from "../../ui/numbers.ts";
import { columnsOf, printable } from "../../ui/table.ts";

export const statusCommand = defineCommand({
  command: "status",
  describe: "Show whether a trust lock is on, and who has approved its release",
  options: (yargs) =>
    yargs.option("assert-unlocked", {
      type: "boolean",
      default: false,
      describe: "Exit 3 while a lock is on: what anything autonomous asks before it acts",
    }),

  async run(args, context) {
    const found = await lockOf(context, args.assertUnlocked);
    if (args.assertUnlocked) assertUnlocked({ lock: found });
    if (found === null) return { json: { ok: true, locked: false }, text: "unlocked" };
    await using words = new PrivateWords(context.paths);
    const lock = await words.lock(found);
    const { checkApprovals, keptApprovals } = await import("@mvcrs/escalation/committee");
    const { files, paths, clock } = context;
    const { members, threshold } = committeeOf(lock, await markedCommittee(context));
    const { approvals, unreadable } = await keptApprovals(files, paths, lock.id);
    await using log = await readLedger(paths);
    const leafHashAt = leafHashesOf(log, (await log.head()).count);
    const checked = await checkApprovals(approvals, { lock, members, now: clock(), leafHashAt });
    const signers = [...checked.approvers.keys()];
    const refused = [...unreadable, ...checked.refused];
    return {
      json: { ok: true, locked: true, lock, threshold, members, approvals, approvers: signers, refused },
      text: [
        render(lock, signers, { threshold, members: members.length }, context.io),
        ...refused.map(({ problem }) => `           not counted: ${printable(problem)}`),
      ].join("\n"),
    };
  },
});

/** The lock that is on. A root that cannot be vouched for never answers that none is. The log is folded once, whatever it is. */
async function lockOf(context: Context, permitting: boolean): Promise<TrustLock | null> {
  let folding: ReturnType<typeof stateOf> | undefined;
  const fold = (as: Context) => {
    folding ??= permitting ? surelyStateOf(as) : stateOf(as);
    return folding;
  };
  try {
    return (await vouched(context, () => fold(context))).lock;
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    const { lock } = await fold({ ...context, notice: () => {} }).catch(() => ({ lock: null }));
    const unmarked = escalationErrors.is(thrown, "ROOT_UNMARKED") && !permitting;
    if (lock === null && !unmarked) throw thrown;
    context.notice(thrown.summary);
    return lock;
  }
}

function render(
  lock: TrustLock,
  signers: readonly string[],
  { threshold, members }: { readonly threshold: number; readonly members: number },
  io: Io,
): string {
  const facts: readonly (readonly [name: string, text: string])[] = [
    ["lock:", lock.id],
    ["reason:", lock.reason],
    ...(lock.challengeId === null ? [] : [["challenge:", lock.challengeId] as const]),
    [
      "release:",
      members === 0
        ? "it names no committee, so nobody can release it (mvcrs trust-lock committee)"
        : `${plural(signers.length, "approval")}, ${threshold} of ${members} members needed`,
    ],
    ...signers.map((signer) => ["", signer] as const),
  ];
  const screen = { indent: 11, columns: columnsOf(io) };
  return [
    `${colours(io).problem("LOCKED")} since ${lock.engagedAt} by ${printable(lock.actor)}`,
    ...facts.flatMap(([name, text]) => wrapped(name, printable(text), screen)),
  ].join("\n");
}
