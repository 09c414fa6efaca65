import { followUpId, type NotificationsConfig } from "@mvcrs/escalation/ledger";
import { type Delivery, newDelivery } from "./delivery.ts";
import { carries } from "./enqueue.ts";

/** Whether somebody has to be notified; one that was passed on already is with every channel. */
export const isCritical = ({ notice }: Delivery): boolean =>
  notice.level === "critical" && notice.relay_of === undefined;

/**
 * The deliveries by which the other channels get a critical notice that a channel did not take; none for a notice
 * that is such a delivery itself, since every channel has it then.
 */
export function relayed(
  delivery: Delivery,
  channel: string,
  channels: NotificationsConfig["channels"],
  autoIssue: boolean,
): Delivery[] {
  const { notice, last_error } = delivery;
  if (!isCritical(delivery)) return [];
  const told = {
    ...notice,
    title: `${notice.title} (not delivered to channel ${channel})`,
    text: `Channel ${channel} did not take this: ${last_error ?? "no answer"}.\n${notice.text}`,
    relay_of: channel,
  };
  return Object.entries(channels)
    .filter(
      ([name, other]) => name !== channel && (other.kind !== "github" || autoIssue) && carries(other, notice),
    )
    .map(([name]) => ({
      ...newDelivery(name, told),
      id: followUpId("notification", `${name}/${notice.event_id}/for/${channel}`, notice.seq),
    }));
}
