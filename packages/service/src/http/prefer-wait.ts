/** Nobody holds a connection for longer than this with it, in seconds. */
const longestWait = 30;

/** The seconds of `Prefer: wait=…` (RFC 7240, 4.3); 0 where it is not asked for. */
export function preferredWait(header: string | undefined): number {
  for (const preference of (header ?? "").split(",")) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;|$)/i.exec(preference)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), longestWait);
  }
  return 0;
}
