// Scores the Numenta Anomaly Benchmark: node packages/verifiers/scripts/nab.ts NAB_FOLDER OUT_FOLDER
// writes OUT_FOLDER/<family>/<file>.csv with the columns timestamp, value, anomaly_score.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { backtest } from "../src/backtest.ts";

const [nab, out] = process.argv.slice(2);
if (nab === undefined || out === undefined) {
  process.stderr.write("usage: node packages/verifiers/scripts/nab.ts NAB_FOLDER OUT_FOLDER\n");
  process.exit(2);
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
    const scored = [...backtest(rows)].map(
      ({ value, anomalyScore }, index) => `${rows[index]?.stamp ?? ""},${value},${anomalyScore}`,
    );
    writeFileSync(join(out, family, file), `${["timestamp,value,anomaly_score", ...scored].join("\n")}\n`);
    files += 1;
  }
}
process.stdout.write(`${files} files scored into ${out}\n`);
