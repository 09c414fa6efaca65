import { inspectRoot, tick } from "@mvcrs/escalation";
import { type Part, periodic } from "@mvcrs/service";
import { recordFrom, stateOf } from "../../../session.ts";
import type { Service } from "./service.ts";

/** The review clock: records what the passing of time alone is worth, as `mvcrs escalate tick` does. */
export function clockPart({ context, say, wait, config }: Service, everyMs: number): Part {
  let recorded = 0;
  return periodic({ name: "clock", everyMs, wait }, async () => {
    await inspectRoot(context);
    const windowMs = config().review_window_hours * 3_600_000;
    const now = context.clock();
    // Looked at first: most of the time nothing is due, and nobody has to wait for the log.
    if (tick(await stateOf(context), now, windowMs).length > 0) {
      const { events } = await recordFrom(context, (state) => tick(state, now, windowMs));
      recorded += events.length;
      for (const event of events) say.info("clock", `${event.type} recorded`);
    }
    return { detail: { last_tick: new Date(now).toISOString(), recorded } };
  });
}
