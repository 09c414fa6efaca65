// `pnpm soak:service [kills] [seed]`: 200 kills unless said.
import { bundle } from "./bundle.ts";
import { soakService } from "./service-soak.ts";

const [kills = "200", seed = "1"] = process.argv.slice(2);
await bundle();
const report = await soakService(Number(kills), Number(seed));
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
const { lost, twice, otherIds, missingNotices, noticesAgain, verified } = report;
if (lost + twice + otherIds + missingNotices > 0 || noticesAgain > report.kills || !verified)
  process.exitCode = 1;
