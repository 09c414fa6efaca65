import { resolve } from "node:path";
import { listSegments, moveSegments } from "@mvcrs/chain";
import { defineCommand } from "../../command.ts";
import { changedOutcome } from "./changed-segments.ts";
import { chosen, segmentsOf, withSegments } from "./segment-options.ts";

export const moveSegmentsCommand = defineCommand({
  command: "move-segments <dir>",
  describe: "Move closed segments to another folder or disk; what does not need them works without it",
  options: (yargs) =>
    withSegments(yargs).positional("dir", {
      type: "string",
      demandOption: true,
      describe: "Where to; made where it is missing",
    }),
  async run({ dir, ...args }, context) {
    const log = await segmentsOf(context);
    const choose = chosen(await listSegments(log), args);
    const to = resolve(context.io.cwd, dir);
    return changedOutcome("moved", await moveSegments({ ...log, to, choose }));
  },
});
