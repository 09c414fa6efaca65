// pnpm ts-node scripts/owner.pause.ts --arena 0x… --stake-manager 0x… --system-pause 0x… --pause | --unpause [--dry-run]
import { ownerScript } from "./support/owner-script.ts";

await ownerScript((argv) => {
  const verbs = ["pause", "unpause"].filter((verb) => argv.includes(`--${verb}`));
  return {
    // With neither or both of them there is no verb, and the command line says so.
    verb: verbs.length === 1 ? (verbs[0] ?? "") : argv.includes("--help") ? "pause" : "",
    rest: argv.filter((word) => word !== "--pause" && word !== "--unpause"),
    problem: "give one of --pause and --unpause",
  };
});
