import { type MvcrsEvent, record } from "@mvcrs/escalation";
import type { OrchestratorAlert } from "@selfplay/orchestrator";
import type { Context } from "../../command.ts";
import { withSession } from "../../session.ts";

/**
 * Hands alerts over by writing them into the log, which the outbox follows: what is in the log cannot be lost, and the
 * same alert handed over again after a crash is found there by its id.
 */
export const alertsToLog =
  (context: Context) =>
  (alert: OrchestratorAlert): Promise<void> =>
    withSession(context, async (session) => {
      for await (const { event } of session.entries()) if (event.id === alert.id) return;
      await record(session, [eventOf(alert)]);
    });

const eventOf = ({ chainId, roundId, context, ...alert }: OrchestratorAlert): MvcrsEvent => ({
  type: "orchestrator.alert",
  actor: "orchestrator",
  ...alert,
  chain_id: chainId,
  round_id: roundId,
  context: context === null ? null : { ...context },
});
