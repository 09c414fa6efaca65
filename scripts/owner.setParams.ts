// pnpm ts-node scripts/owner.setParams.ts --arena 0x… --teacher-reward 150000000000000000000 [--dry-run]
import { ownerScript } from "./support/owner-script.ts";

await ownerScript((argv) => ({ verb: "set-params", rest: argv }));
