// Which notices an event is worth.

export type { Audience, ChannelConfig, NotificationsConfig } from "@mvcrs/escalation/ledger";
// The outbox: filled from the log, delivered, looked after.
export type { ChannelReport } from "./channel-runner.ts";
// What is passed in, and what receivers check.
export { parseWebhookSecret, signWebhook } from "./channels/webhook.ts";
export {
  type DeliverOptions,
  type DeliverReport,
  deliverOutbox,
  type NotifyConfig,
} from "./deliver.ts";
export type { Delivery } from "./delivery.ts";
export { type EnqueueOptions, type EnqueueReport, enqueueNotices } from "./enqueue.ts";
export { notifyErrors } from "./errors.ts";
export { dropDelivery, listOutbox, type OutboxOptions, retryDeliveries } from "./manage.ts";
export { measuredOutbox } from "./measured-outbox.ts";
export type { Notice } from "./notice.ts";
export { noticesOf } from "./notices-of.ts";
export { nodeOutboxLock, type TakeOutboxLock } from "./outbox-lock.ts";
export type { Fetch } from "./request.ts";
export type { SecretSource } from "./secrets.ts";
