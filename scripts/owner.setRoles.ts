// pnpm ts-node scripts/owner.setRoles.ts --arena 0x… --revoke-orchestrator 0x… --allow-orchestrator 0x… [--dry-run]
import { ownerScript } from "./support/owner-script.ts";

await ownerScript((argv) => ({ verb: "set-roles", rest: argv }));
