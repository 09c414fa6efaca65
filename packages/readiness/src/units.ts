const scales = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "K"],
] as const;

/** `$63.00M`, `$2.50T`, `$12.00`: two decimals, in the largest unit that leaves at least 1. */
export function formatUSD(dollars: number): string {
  // Rounded in the unit below first, so that 999,999,999 is $1.00B and not $1000.00M.
  for (const [scale, unit] of scales)
    if (Number(((dollars / scale) * 1000).toFixed(2)) >= 1000)
      return `$${(dollars / scale).toFixed(2)}${unit}`;
  return `$${dollars.toFixed(2)}`;
}

/** `2.00 h`, `27.00 min`, `45 s`: the unit that an operator would say it in. */
export function formatDuration(seconds: number): string {
  if (seconds >= 3600) return `${(seconds / 3600).toFixed(2)} h`;
  return seconds >= 60 ? `${(seconds / 60).toFixed(2)} min` : `${seconds} s`;
}

/** `45.00 min`, `3 days`, `2.0 years`: how long ago something was. */
export function formatAge(seconds: number): string {
  const days = seconds / 86_400;
  if (days < 2) return formatDuration(Math.floor(seconds));
  return days < 730 ? `${Math.floor(days)} days` : `${(days / 365.25).toFixed(1)} years`;
}

/** `2025-10-09 09:00:00 UTC` of Unix seconds. */
export function formatInstant(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  if (Number.isNaN(date.getTime())) return `${unixSeconds} s after 1970`;
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `90.90%` of a share from 0 to 1. */
export const formatShare = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** `78.00%` of basis points. */
export const formatBps = (bps: number): string => `${(bps / 100).toFixed(2)}%`;
