// Loaded before a program (`--import`): writes what it took, once it ends, into the file that is named.
import { writeFileSync } from "node:fs";

const file = process.env["MVCRS_BENCH_USAGE"];
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  if (file !== undefined)
    writeFileSync(
      file,
      JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, rssMb: maxRSS / 1024 }),
    );
});
