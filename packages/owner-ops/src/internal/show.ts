/** Plain text of a decoded ABI value: numbers in decimal, lists in brackets. */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(showValue).join(", ")}]`;
  return String(value);
}
