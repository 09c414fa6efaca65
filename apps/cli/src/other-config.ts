import {
  configHash,
  type EventOf,
  fieldLabel,
  type MvcrsConfig,
  type MvcrsEvent,
  readLedger,
} from "@mvcrs/escalation";
import type { Context } from "./command.ts";

/** The configuration that was put in force last, as the log says it. */
export async function lastConfigChange({
  paths,
}: Pick<Context, "paths">): Promise<EventOf<"config.changed"> | undefined> {
  await using log = await readLedger(paths);
  let last: EventOf<"config.changed"> | undefined;
  const isOne = (event: MvcrsEvent): event is EventOf<"config.changed"> => event.type === "config.changed";
  for await (const { event } of log.entries({ where: { labels: [fieldLabel.type("config.changed")] } }))
    if (isOne(event)) last = event;
  return last;
}

/** Says of a host that judges by other rules than the last that was put in force; `null` of one that does not. */
export async function otherConfig(
  context: Pick<Context, "paths">,
  config: MvcrsConfig,
): Promise<string | null> {
  const last = await lastConfigChange(context);
  return last === undefined || last.after === configHash(config)
    ? null
    : `another configuration was put in force at ${last.at} on another host; give every host the same`;
}
