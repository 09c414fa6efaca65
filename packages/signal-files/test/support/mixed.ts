const line = (n: number, more: object = {}) =>
  JSON.stringify({
    metric: `m${n % 50}`,
    source: "s",
    value: n % 997 === 0 ? 1e6 : 100 + (n % 7),
    observedAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 50) * 60_000).toISOString(),
    witnesses: [{ source: "w1", value: 100 + (n % 7) }],
    ...more,
  });

/** Signals, and now and then a line of another kind; more than a dozen chunks of it. */
export function mixed(): Buffer {
  const lines = Array.from({ length: 60_000 }, (_, n) => {
    if (n % 5_000 === 1) return "";
    if (n % 5_000 === 2) return "no JSON";
    if (n % 5_000 === 3) return line(n, { labels: { zone: "é" } });
    if (n % 5_000 === 4) return `{"ts":"2026-01-01T00:00:00Z","wide":${n}}`;
    return line(n);
  });
  lines[20_000] = `"${"x".repeat(1_200_000)}"`;
  return Buffer.concat([
    Buffer.from(lines.slice(0, 40_000).join("\n")),
    Buffer.from([10, 0xc3, 0x28, 10]),
    Buffer.from(lines.slice(40_000).join("\n")),
  ]);
}
