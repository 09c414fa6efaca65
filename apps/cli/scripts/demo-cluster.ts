// `pnpm demo:cluster`: two services and two workers share one log in PostgreSQL; some of them are killed in front of your eyes.
// The database is that of DATABASE_URL, or one of its own that is gone afterwards.
import { startPostgres } from "../../../packages/test-kit/dist/postgres.js";
import { bundle } from "./bundle.ts";
import { playCluster } from "./cluster/play.ts";

await bundle();
process.exitCode = (await playCluster(await startPostgres(), (line) => process.stdout.write(`${line}\n`)))
  ? 0
  : 1;
