import { messageOf } from "@mvcrs/errors";
import { engageLock, isEngaged, PrivateWords } from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { byPersonAtOnce, byPersonOptions, configOf, recordFrom } from "../../session.ts";

export const engageCommand = defineCommand({
  command: "engage",
  describe: "Engage the trust lock: autonomous changes are refused until the committee releases it",
  options: (yargs) => byPersonOptions(yargs),

  async run(args, context) {
    const { by, kept } = await byPersonAtOnce(args, context);
    const configured = await configuredCommittee(context);
    await using words = new PrivateWords(context.paths);
    const { state, events } = await recordFrom(
      context,
      async (state) => {
        const lock = state.lock === null ? null : await words.lock(state.lock);
        return isEngaged({ lock }, by) ? [] : [engageLock(state, by, configured)];
      },
      kept,
    );
    const already = events.length === 0;
    if (state.lock?.committee?.members.length === 0)
      context.notice(
        "nobody can release it: there is no committee. Name one in governance_committee, then `mvcrs trust-lock committee`",
      );
    return {
      json: { ok: true, events, already },
      text: `locked${already ? " already" : ""}: ${state.lock?.id ?? ""} (MVCRS_TRUST_LOCK)`,
    };
  },
});

/** A lock must not wait for a configuration to be fixed. */
async function configuredCommittee(context: Context) {
  try {
    return (await configOf(context)).governance_committee;
  } catch (thrown) {
    context.notice(`the configuration cannot be read, so it names no committee: ${messageOf(thrown)}`);
    return undefined;
  }
}
