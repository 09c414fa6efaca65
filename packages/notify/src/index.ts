// Which notices an event is worth.

export type { Audience, ChannelConfig, NotificationsConfig } from "@mvcrs/escalation/ledger";
export type { Notice } from "./notice.ts";
export { noticesOf } from "./notices-of.ts";

// The outbox: filled from the log, delivered, looked after.

export type { ChannelReport } from "./channel-runner.ts";
export { type DeliverReport, deliverOutbox } from "./deliver.ts";
export type { DeliverOptions, NotifyConfig, SharedDelivery } from "./deliver-options.ts";
export type { Delivery } from "./delivery.ts";
export { type EnqueueOptions, type EnqueueReport, enqueueNotices } from "./enqueue.ts";
export { dropDelivery, listOutbox, type OutboxOptions, retryDeliveries, type Undelivered } from "./manage.ts";
export { measuredOutbox } from "./measured-outbox.ts";

// What is passed in.

export { channelSecretProblem } from "./channel-secret.ts";
export { nodeOutboxLock, type TakeOutboxLock } from "./outbox-lock.ts";
export type { Fetch } from "./request.ts";
export type { SecretSource } from "./secrets.ts";

// What was told, made again from the log.

export { type ToldPayload, type ToldPayloadsOptions, toldPayloads } from "./told-payloads.ts";

// What a receiver checks.

export { parseWebhookSecret, signWebhook } from "./channels/webhook.ts";

// What goes wrong.

export { notifyErrors } from "./errors.ts";
