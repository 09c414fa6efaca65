import { resolve } from "node:path";
import { listSegments, moveSegments } from "@mvcrs/chain";
import { defineCommand } from "../../command.ts";
import { changedOutcome } from "./changed-segments.ts";
import { chosen, withSegments } from "./segment-options.ts";

export const moveSegmentsCommand = defineCommand({
  command: "move-segments <dir>",
  describe: "Move closed segments to another folder or disk; what does not need them works without it",
  options: (yargs) =>
    withSegments(yargs).positional("dir", {
      type: "string",
      demandOption: true,
      describe: "Where to; made where it is missing",
    }),
  async run({ dir, ...args }, { paths, io }) {
    const choose = chosen(await listSegments({ path: paths.log }), args);
    return changedOutcome("moved", await moveSegments({ path: paths.log, to: resolve(io.cwd, dir), choose }));
  },
});
