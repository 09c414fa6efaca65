// Parts that work side by side, each with its health.

export type { Part, PartDetail, PartHealth, Pulse } from "./parts/part.ts";
export { periodic, type Wait } from "./parts/periodic.ts";
export { type SuperviseOptions, type Supervisor, supervise } from "./parts/supervise.ts";

// Signals: several inputs as one, and the inbox of what was sent.

export { type Delivery, type Inbox, type InboxOptions, openInbox } from "./inbox/inbox.ts";
export { type Intake, inboxIntake } from "./inbox/intake.ts";
export { JudgedPlace } from "./inbox/judged-place.ts";
export { type Receipt, Receipts } from "./inbox/receipts.ts";
export { inboxInput, sourceOf } from "./inputs/inbox-input.ts";
export { type Input, type InputHealth, Inputs, type InputsOptions } from "./inputs/inputs.ts";
export { withPauses } from "./inputs/with-pauses.ts";

// Who sends them.

export { type Acknowledgement, type SendOptions, sendSignals } from "./client/send-signals.ts";

// Who may do what.

export { findToken, makeToken, type Power, powers, type Token } from "./tokens/token.ts";
export { readTokens, revoked, tokensPath, writeTokens } from "./tokens/tokens-file.ts";

// HTTP: bounded, and answering to its own names alone.

export { bytesResponse } from "./http/bytes-response.ts";
export {
  bearerOf,
  createEdge,
  type Edge,
  type EdgeContext,
  type EdgeOptions,
  type Refusal,
  refuse,
} from "./http/edge.ts";
export { EventStream, type EventStreamOptions } from "./http/event-stream.ts";
export { healthRoutes, type Readiness } from "./http/health-routes.ts";
export { isLoopback } from "./http/host.ts";
export { type Listening, type ListenOptions, listen } from "./http/listen.ts";
export { readJson } from "./http/read-json.ts";
export { type SignalRoutesOptions, signalRoutes } from "./http/signal-routes.ts";
export { type ServedFolder, serveFile } from "./http/static-file.ts";

// What goes wrong.

export { serviceErrors } from "./errors.ts";
