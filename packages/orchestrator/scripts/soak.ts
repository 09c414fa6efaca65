// `pnpm soak [rounds] [seed] [rounds per chain]`: a soak of the orchestrator (soak-chain.ts), on one chain after the other. A new
// one every this many rounds, because the node needs longer for a transaction the more its state holds: 2,000 rounds on
// one chain take some hours.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [rounds = 2000, seed = 1, perChain = 250] = process.argv.slice(2).map(Number);
const chain = fileURLToPath(new URL("./soak-chain.ts", import.meta.url));
let failed = 0;
for (let done = 0; done < rounds; done += perChain) {
  const some = Math.min(perChain, rounds - done);
  process.stdout.write(`-- rounds ${done + 1} to ${done + some}\n`);
  const argv = [chain, String(some), String(seed + done)];
  if (spawnSync(process.execPath, argv, { stdio: "inherit" }).status !== 0) failed += some;
}
process.stdout.write(
  `${rounds - failed} of ${rounds} rounds on chains that agree with all that was written\n`,
);
if (failed > 0) process.exitCode = 1;
