/**
 * The largest signal that is read, as JSON in bytes. A signal that raises a challenge becomes part of an entry of the log,
 * which holds 65,535 bytes; the rest of them is for what the verifiers say about it.
 */
export const maxSignalBytes = 44 * 1024;

/** A line no longer than this cannot become a larger signal: written out, numbers and times grow twofold at the most. */
export const plainLineBytes = 16 * 1024;
