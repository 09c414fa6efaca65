export type { ChannelConfig, NotificationsConfig } from "./notify/channel-config.ts";
export type { ChannelReport } from "./notify/channel-runner.ts";
export { parseWebhookSecret, signWebhook } from "./notify/channels/webhook.ts";
export {
  type DeliverOptions,
  type DeliverReport,
  deliverOutbox,
  type NotifyConfig,
} from "./notify/deliver.ts";
export type { Delivery } from "./notify/delivery.ts";
export { type EnqueueOptions, type EnqueueReport, enqueueNotices } from "./notify/enqueue.ts";
export { notifyErrors } from "./notify/errors.ts";
export { dropDelivery, listOutbox, type OutboxOptions, retryDeliveries } from "./notify/manage.ts";
export type { Audience, Notice } from "./notify/notice.ts";
export { noticesOf } from "./notify/notices-of.ts";
export { nodeOutboxLock, type TakeOutboxLock } from "./notify/outbox-lock.ts";
export type { Fetch } from "./notify/request.ts";
export type { SecretSource } from "./notify/secrets.ts";
