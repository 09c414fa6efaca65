// Scores the Numenta Anomaly Benchmark: node packages/verifiers/scripts/nab.ts NAB_FOLDER OUT_FOLDER [--baseline]
// writes OUT_FOLDER/<family>/<file>.csv with the columns timestamp, value, anomaly_score; with --baseline those of the
// best thirty-line detector we know, for comparison.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { backtest } from "../src/backtest.ts";

const [nab, out, option] = process.argv.slice(2);
if (nab === undefined || out === undefined) {
  process.stderr.write("usage: node packages/verifiers/scripts/nab.ts NAB_FOLDER OUT_FOLDER [--baseline]\n");
  process.exit(2);
}

/** Distance from a running mean in running mean distances, and a quiet time after an alarm. */
function baseline(rows: readonly { readonly value: number }[]): { value: number; anomalyScore: number }[] {
  let mean = 0;
  let spread = 0;
  let quietUntil = 0;
  return rows.map(({ value }, index) => {
    const distance = Math.abs(value - mean);
    const z = index < 30 ? 0 : distance / (spread || 1e-9 * Math.abs(mean) || 1e-9);
    const rate = Math.max(1 / 100, 1 / (index + 1));
    mean += rate * (value - mean);
    spread += rate * (distance - spread);
    if (index < quietUntil) return { value, anomalyScore: 0 };
    const anomalyScore = 1 - 1 / (1 + z / 10);
    if (anomalyScore > 0.35) quietUntil = index + 200;
    return { value, anomalyScore };
  });
}

let files = 0;
for (const family of readdirSync(join(nab, "data"))) {
  mkdirSync(join(out, family), { recursive: true });
  for (const file of readdirSync(join(nab, "data", family)).filter((name) => name.endsWith(".csv"))) {
    const lines = readFileSync(join(nab, "data", family, file), "utf8")
      .trim()
      .split(/\r?\n/)
      .slice(1);
    const rows = lines.map((line) => {
      const [stamp = "", value = ""] = line.split(",");
      return { stamp, value: Number(value), time: Date.parse(`${stamp.slice(0, 19).replace(" ", "T")}Z`) };
    });
    const scored = (
      option === "--baseline"
        ? baseline(rows)
        : [...backtest(rows)].map(({ value, deviation }) => ({ value, anomalyScore: deviation }))
    ).map(({ value, anomalyScore }, index) => `${rows[index]?.stamp ?? ""},${value},${anomalyScore}`);
    writeFileSync(join(out, family, file), `${["timestamp,value,anomaly_score", ...scored].join("\n")}\n`);
    files += 1;
  }
}
process.stdout.write(`${files} files scored into ${out}\n`);
