import {
  configHash,
  type EventOf,
  fieldLabel,
  type MvcrsConfig,
  type MvcrsEvent,
  readLedger,
} from "@mvcrs/escalation";
import type { Context } from "./command.ts";

/** What the log says of configurations. */
interface ConfigHistory {
  /** The one that was put in force last. */
  readonly last: EventOf<"config.changed"> | undefined;
  /** The hash of every one that ever was in force. */
  readonly hashes: ReadonlySet<string>;
}

export async function configHistory({ paths }: Pick<Context, "paths">): Promise<ConfigHistory> {
  await using log = await readLedger(paths);
  let last: EventOf<"config.changed"> | undefined;
  const hashes = new Set<string>();
  const isOne = (event: MvcrsEvent): event is EventOf<"config.changed"> => event.type === "config.changed";
  for await (const { event } of log.entries({ where: { labels: [fieldLabel.type("config.changed")] } })) {
    if (!isOne(event)) continue;
    last = event;
    hashes.add(event.before).add(event.after);
  }
  return { last, hashes };
}

/** Says of a host that judges by other rules than the last that was put in force; `null` of one that does not. */
export async function otherConfig(
  context: Pick<Context, "paths">,
  config: MvcrsConfig,
): Promise<string | null> {
  const { last } = await configHistory(context);
  return last === undefined || last.after === configHash(config)
    ? null
    : `another configuration was put in force at ${last.at} on another host; give every host the same`;
}
