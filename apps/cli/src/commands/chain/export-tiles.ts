import { resolve } from "node:path";
import { exportTiles, exportTilesTo } from "@mvcrs/chain";
import { isS3Address, parseS3Address, S3Store } from "@mvcrs/chain-s3";
import { defineCommand } from "../../command.ts";
import { count } from "../../ui/numbers.ts";
import { chainFiles, checkpointText, verifierKeys } from "./chain-files.ts";
import { withCheckpoint, withKeys } from "./chain-options.ts";

export const exportTilesCommand = defineCommand({
  command: "export-tiles <dir>",
  describe: "Write the log as static files (C2SP tlog-tiles) for any web server",
  options: (yargs) =>
    withCheckpoint(withKeys(yargs))
      .positional("dir", {
        type: "string",
        demandOption: true,
        describe: "Folder to serve, or s3://bucket/folder; may hold an earlier export",
      })
      .option("all", {
        type: "boolean",
        default: false,
        describe: "Check every file of earlier exports too, and fix what is damaged",
      }),
  async run({ dir, checkpoint, key, all }, context) {
    const chain = await chainFiles(context);
    const isBucket = isS3Address(dir);
    const folder = isBucket ? dir : resolve(context.io.cwd, dir);
    const what = {
      path: context.paths.log,
      all,
      checkpoint: await checkpointText(checkpoint, context, chain),
      verifierKeys: await verifierKeys(key, context, chain),
      origin: chain.origin,
    };
    const exported = isBucket
      ? await exportTilesTo(new S3Store(parseS3Address(dir, context.io.env)), what)
      : await exportTiles({ ...what, dir: folder });
    const mended = exported.mended > 0 ? `, ${count(exported.mended)} damaged and fixed` : "";
    return {
      json: { ok: true, dir: folder, ...exported },
      text: `${count(exported.size)} entries in ${folder}: ${count(exported.written)} files written, ${count(exported.kept)} already there${mended}`,
    };
  },
});
