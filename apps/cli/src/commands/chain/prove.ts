import { openEvidence } from "@mvcrs/chain";
import { defineCommand } from "../../command.ts";
import { outputPath } from "../../output-file.ts";
import { chainFiles, checkpointText, openReader, verifierKeys, writeText } from "./chain-files.ts";
import { withCheckpoint, withKeys } from "./chain-options.ts";

export const proveCommand = defineCommand({
  command: "prove <seq>",
  describe: "Write the proof that an entry is in the log, to be checked without the log",
  options: (yargs) =>
    withCheckpoint(withKeys(yargs))
      .positional("seq", { type: "number", demandOption: true, describe: "Number of the entry, from 0" })
      .option("out", { type: "string", requiresArg: true, describe: "Default: entry-<seq>.tlog-proof" })
      .option("html", {
        type: "string",
        requiresArg: true,
        describe: "Also write one HTML file that verifies the proof offline",
      }),
  async run({ seq, key, checkpoint, out, html }, context) {
    const proofName = out ?? `entry-${seq}.tlog-proof`;
    const proofFile = await outputPath({ option: "out", path: proofName, taken: [] }, context);
    const htmlFile =
      html === undefined
        ? null
        : await outputPath({ option: "html", path: html, taken: [proofName] }, context);
    const chain = await chainFiles(context);
    await using log = await openReader(context);
    const evidence = await openEvidence({
      log,
      seq,
      checkpoint: await checkpointText(checkpoint, context, chain),
      verifierKeys: await verifierKeys(key, context, chain),
      origin: chain.origin,
    });
    await writeText(proofFile, evidence.proof);
    if (htmlFile !== null) await writeText(htmlFile, evidence.html());
    const size = Number(evidence.proven.checkpoint.size);
    return {
      json: { ok: true, seq, treeSize: size, proof: proofFile, html: htmlFile },
      text: [
        `entry ${seq} is proven to be in the first ${size} entries: ${proofFile}`,
        ...(htmlFile ?? "").split("\n"),
      ]
        .filter((line) => line !== "")
        .join("\n"),
    };
  },
});
