import { resolve } from "node:path";
import {
  anomaliesOf,
  findChallenge,
  fixBranchCriteria,
  incidentChallenges,
  look,
  writePostmortem,
} from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";

export const newCommand = defineCommand({
  command: "new",
  describe: "Write a postmortem: what the log knows is filled in and proven",
  options: (yargs) =>
    yargs
      .option("challenge", {
        type: "string",
        array: true,
        describe: "What it is about, by id or its start (default: the open material and critical challenges)",
      })
      .option("title", { type: "string", requiresArg: true, describe: "Default: Incident <date>" })
      .option("out", {
        type: "string",
        demandOption: true,
        requiresArg: true,
        describe: "File to write; never over another",
      }),

  async run(args, context) {
    const { files, io, clock } = context;
    const path = resolve(io.cwd, args.out);
    if ((await files.read(path)) !== null) throw cliErrors.create("FILE_EXISTS", { file: args.out });
    const anomalies = await anomaliesOf(context);
    const text = await look({ ...context, withIds: true }, async (source) => {
      const criteria = fixBranchCriteria(source.state, anomalies);
      const named = args.challenge?.map((id) => findChallenge(source, id));
      const challenges = named === undefined ? incidentChallenges(source.state) : await Promise.all(named);
      const title = args.title ?? `Incident ${new Date(clock()).toISOString().slice(0, 10)}`;
      return writePostmortem(source, title, challenges, criteria);
    });
    await files.write(path, text);
    return {
      json: { ok: true, path },
      text: `wrote ${args.out}; Root Cause, Remediation and Preventive Actions are yours to write`,
    };
  },
});
