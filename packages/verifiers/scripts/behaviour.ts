// Prints the table of packages/verifiers/README.md: how the forecast behaves on each kind of series. Seeds 1 to 8, 8,000
// samples five minutes apart; after sample 6,000 a second copy of each series is half as large again.
import { backtest } from "../src/backtest.ts";
import { kinds } from "../test/support/series.ts";

const length = 8000;
const settledAfter = 14 * 288;
const jumpAt = 6000;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const loud = { quietTime: 0, quietSamples: 0 };

const perThousand = (count: number, of: number) => ((1000 * count) / of).toFixed(2);
process.stdout.write(
  "| series | scores from 0.3, per 1,000 | material or critical, per 1,000 | jump by half: seen | within |\n|---|---|---|---|---|\n",
);
for (const [kind, make] of Object.entries(kinds)) {
  let alarms = 0;
  let deviating = 0;
  let seen = 0;
  const delays: number[] = [];
  for (const seed of seeds) {
    const rowsOf = (change: (value: number, index: number) => number) => {
      const series = make(seed);
      let total = 0;
      let last = 0;
      return Array.from({ length }, (_, index) => {
        const value = series(index);
        // What jumps in a counter is what it adds.
        total += kind === "counter" ? change(value - last, index) : 0;
        last = value;
        return { time: index * 300_000, value: kind === "counter" ? total : change(value, index) };
      });
    };
    const calm = [
      ...backtest(
        rowsOf((value) => value),
        loud,
      ),
    ].slice(settledAfter);
    alarms += calm.filter(({ anomalyScore }) => anomalyScore >= 0.3).length;
    deviating += calm.filter(({ level }) => level === "material" || level === "critical").length;
    const jumped = [
      ...backtest(
        rowsOf((value, index) => (index < jumpAt ? value : value * 1.5)),
        loud,
      ),
    ];
    const delay = jumped
      .slice(jumpAt, jumpAt + 288)
      .findIndex(({ level }) => level === "material" || level === "critical");
    if (delay >= 0) {
      seen += 1;
      delays.push(delay + 1);
    }
  }
  const of = seeds.length * (length - settledAfter);
  const within = delays.length === 0 ? "-" : `${Math.max(...delays)}`;
  process.stdout.write(
    `| ${kind} | ${perThousand(alarms, of)} | ${perThousand(deviating, of)} | ${seen} of ${seeds.length} | ${within} |\n`,
  );
}
