import { isSameCommittee, type Session } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { byPerson, byPersonOptions, configOf, inSession, keptPrivate } from "../../session.ts";

export const committeeCommand = defineCommand({
  command: "committee",
  describe: "Put the committee of the configuration in force, once the one in force has approved it",
  options: (yargs) => byPersonOptions(yargs),

  async run(args, context) {
    const by = byPerson(args, context);
    const next = (await configOf(context)).governance_committee;
    if (next.members.length === 0)
      throw cliErrors.create("USAGE", { problem: "governance_committee of the configuration names nobody" });
    const { committeeToAsk, planCommitteeChange, keptCommitteeApprovals } = await import(
      "@mvcrs/escalation/committee"
    );
    const { files, paths, clock } = context;
    const record = async (session: Session) => {
      const previous = committeeToAsk(session.state, session.committee);
      if (previous !== null && isSameCommittee(previous.committee, next)) {
        await session.project();
        return { event: null, refused: [] };
      }
      const { approvals, unreadable } = await keptCommitteeApprovals(files, paths);
      for (const { problem } of unreadable) context.notice(`not counted: ${problem}`);
      const plan = await planCommitteeChange(
        approvals,
        previous?.committee ?? null,
        {
          next,
          since: previous?.since ?? 0,
          members: previous?.committee.members ?? [],
          now: clock(),
          leafHashAt: (seq) => session.leafHashAt(seq),
        },
        by,
      );
      await session.record([plan.event]);
      return plan;
    };
    const { event, refused } = await inSession(context, record, await keptPrivate(args, context));
    for (const { problem } of refused) context.notice(`not counted: ${problem}`);
    const names = `${next.threshold} of ${next.members.join(", ")}`;
    return {
      json: { ok: true, event, refused },
      text: event === null ? `in force already: ${names}` : `in force: ${names}`,
    };
  },
});
