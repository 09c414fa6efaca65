/** `2026-11-22 09:30Z`, `2026-11-22 09:30:05Z`: a time as a table shows it, in UTC; `--since` and its like read it. */
export function shownTime(iso: string): string {
  const seconds = iso.slice(16, 19);
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}${seconds === ":00" ? "" : seconds}Z`;
}
