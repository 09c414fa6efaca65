/** What an event can be looked up by. */
export interface EventFields {
  /** For example `type:alert.raised`. Compared as a whole. */
  readonly labels: readonly string[];
  /** Milliseconds since 1970. */
  readonly time?: number | undefined;
}

/** How the events of a log are looked up. */
export interface Fields<E> {
  /** The file beside the log is made anew under another name: change it whenever `of` answers otherwise. */
  readonly name: string;
  readonly of: (event: E) => EventFields;
}

/** Which entries are wanted: those that fulfil all that is given. */
export interface Where {
  /** All of them. */
  readonly labels?: readonly string[] | undefined;
  /** Not before this time, in milliseconds since 1970. An event without a time is not wanted. */
  readonly since?: number | undefined;
  /** Before this time. An event without a time is not wanted. */
  readonly until?: number | undefined;
}

/** Whether an event is wanted. */
export function fulfils({ labels, time }: EventFields, where: Where): boolean {
  const { since, until } = where;
  if (where.labels?.some((label) => !labels.includes(label)) === true) return false;
  if (since === undefined && until === undefined) return true;
  return time !== undefined && time >= (since ?? -Infinity) && time < (until ?? Infinity);
}
