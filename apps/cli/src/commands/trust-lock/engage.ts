import { engageLock } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { byPerson, byPersonOptions, recordFrom } from "../../session.ts";

export const engageCommand = defineCommand({
  command: "engage",
  describe: "Engage the trust lock: autonomous changes are refused until the committee releases it",
  options: (yargs) => byPersonOptions(yargs),

  async run(args, context) {
    const by = byPerson(args, context);
    const { state, events } = await recordFrom(context, (state) => [engageLock(state, by)]);
    return { json: { ok: true, events }, text: `locked: ${state.lock?.id ?? ""} (MVCRS_TRUST_LOCK)` };
  },
});
