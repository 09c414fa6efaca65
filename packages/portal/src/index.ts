// What the page is served, kept up to date with the log.

export type { SignedCheckpoint } from "./checkpoint.ts";
export { noFacts } from "./no-facts.ts";
export { openPortal, type Portal, type PortalOptions, type PortalUpdate } from "./portal.ts";
export type { PortalFile } from "./portal-file.ts";

// A folder for any static host.

export { type Published, type PublishOptions, publishPortal } from "./publish.ts";

// Server-sent events.

export { messagesSince, overviewMessage, resetMessage, resumeFrom } from "./sse.ts";

// What goes wrong.

export { portalErrors } from "./errors.ts";
