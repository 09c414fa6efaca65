import { compressSegments, listSegments } from "@mvcrs/chain";
import { defineCommand } from "../../command.ts";
import { changedOutcome } from "./changed-segments.ts";
import { chosen, segmentsOf, withSegments } from "./segment-options.ts";

export const compressSegmentsCommand = defineCommand({
  command: "compress-segments",
  describe: "Compress closed segments where they are; any gunzip reads them, and so do all commands",
  options: (yargs) => withSegments(yargs),
  async run(args, context) {
    const log = await segmentsOf(context);
    const choose = chosen(await listSegments(log), args);
    return changedOutcome("compressed", await compressSegments({ ...log, choose }));
  },
});
