import { resolve } from "node:path";
import { committeeOf, isReleased, PrivateWords, requireLock, type Session } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions, inSession, keptPrivate } from "../../session.ts";

export const releaseCommand = defineCommand({
  command: "release",
  describe: "Release the trust lock with the approvals of enough committee members",
  options: (yargs) =>
    byPersonOptions(
      yargs.option("approval", {
        type: "string",
        array: true,
        default: [] as string[],
        describe: "Approval files, beside those kept in state/approvals/; a bad one is refused by name",
      }),
    ),

  async run(args, context) {
    const by = byPerson(args, context);
    const committee = await import("@mvcrs/escalation/committee");
    const { files, paths, clock, io } = context;
    await using words = new PrivateWords(paths);
    const record = async (session: Session) => {
      const { lock: engaged, lastRelease } = session.state;
      const said = await words.lastRelease(session.state);
      if (lastRelease !== null && isReleased({ lock: engaged, lastRelease: said }, by)) {
        // Typed again after it was killed: only the files it did not get to are left.
        await session.project();
        return { event: lastRelease, refused: [] };
      }
      const lock = requireLock(session.state);
      const { members, threshold } = committeeOf(lock, session.committee);
      const approving = {
        lock,
        members,
        now: clock(),
        leafHashAt: (seq: number) => session.leafHashAt(seq),
      };
      const given = await Promise.all(
        args.approval.map((path) => committee.readApproval(files, resolve(io.cwd, path))),
      );
      // One that was named must be good; one that merely lies in the folder need not be.
      for (const approval of given) await committee.verifyApproval(approval, approving);
      const kept = await committee.keptApprovals(files, paths, lock.id);
      for (const { problem } of kept.unreadable) context.notice(`not counted: ${problem}`);
      const plan = await committee.planRelease([...given, ...kept.approvals], threshold, approving, by);
      await session.record([plan.event]);
      return plan;
    };
    const { event, refused } = await inSession(context, record, await keptPrivate(args, context));
    for (const { problem } of refused) context.notice(`not counted: ${problem}`);
    return {
      json: { ok: true, event, refused },
      text: `released by ${event.approvers.length} of ${event.committee?.members.length ?? event.approvers.length} members: ${event.approvers.join(", ")}`,
    };
  },
});
