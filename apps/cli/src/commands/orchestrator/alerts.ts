import type { MvcrsEvent } from "@mvcrs/escalation";
import type { OrchestratorAlert } from "@selfplay/orchestrator";
import type { Context } from "../../command.ts";
import { inSession } from "../../session.ts";

/**
 * Hands alerts over by writing them into the log, which the outbox follows: what is in the log cannot be lost, and the
 * same alert handed over again after a crash is found there by its id.
 */
export const alertsToLog =
  (context: Context) =>
  async (alert: OrchestratorAlert): Promise<void> => {
    await inSession(context, async ({ state, record }) => {
      if (!state.ids.has("alert", alert.id)) await record([eventOf(alert)]);
    });
  };

const eventOf = ({ chainId, roundId, context, ...alert }: OrchestratorAlert): MvcrsEvent => ({
  type: "orchestrator.alert",
  actor: "orchestrator",
  ...alert,
  chain_id: chainId,
  round_id: roundId,
  context: context === null ? null : { ...context },
});
