import type { MvcrsConfig } from "@mvcrs/escalation";
import type { Wait } from "@mvcrs/service";
import type { Context } from "../../../command.ts";
import type { Say } from "../say.ts";

/** What the parts of the service share. */
export interface Service {
  /** Its notices go to `say`, and what it records wakes the outbox. */
  readonly context: Context;
  readonly say: Say;
  readonly wait: Wait;
  /** The configuration in force. */
  readonly config: () => MvcrsConfig;
}
