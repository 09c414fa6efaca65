/** `1,234,567`. */
export const count = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** `3 rows`, `1 row`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A deviation or a metric's value, short enough for a table. */
export const short = (value: number): string => String(Number(value.toPrecision(6)));
