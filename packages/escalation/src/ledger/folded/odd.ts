/** What was saved is not of this log, contradicts it, or is gone: the log is folded from its start. */
export class Odd extends Error {}
