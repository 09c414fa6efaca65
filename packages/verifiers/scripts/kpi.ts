// Writes OUT_FOLDER/<name>.csv with the column anomaly_score for each <name>.csv or <name>.csv.gz of KPI_FOLDER, whose
// columns begin with timestamp (seconds) and value: node packages/verifiers/scripts/kpi.ts KPI_FOLDER OUT_FOLDER
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { backtest } from "../src/backtest.ts";

const [folder, out] = process.argv.slice(2);
if (folder === undefined || out === undefined) {
  process.stderr.write("usage: node packages/verifiers/scripts/kpi.ts KPI_FOLDER OUT_FOLDER\n");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
for (const file of readdirSync(folder).filter((name) => /\.csv(\.gz)?$/.test(name))) {
  const bytes = readFileSync(join(folder, file));
  const lines = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes)
    .toString("utf8")
    .trim()
    .split("\n")
    .slice(1);
  const rows = lines.map((line) => {
    const [seconds = "", value = ""] = line.split(",");
    return { time: 1000 * Number(seconds), value: Number(value) };
  });
  const scores = [...backtest(rows)].map(({ deviation }) => String(deviation));
  writeFileSync(join(out, file.replace(/\.gz$/, "")), `${["anomaly_score", ...scores].join("\n")}\n`);
}
