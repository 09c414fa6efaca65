import { join, resolve } from "node:path";
import { exportTiles, exportTilesTo } from "@mvcrs/chain";
import { isS3Address, parseS3Address, S3Store } from "@mvcrs/chain-s3";
import { fileChanges } from "@mvcrs/files";
import type { Part } from "@mvcrs/service";
import { chainFiles, verifierKeys } from "../../chain/chain-files.ts";
import { portalFolder } from "./portal.ts";
import type { Service } from "./service.ts";

/** How long a host waits for another one that exports, in milliseconds. */
const turnMs = 60_000;

/**
 * Exports the log as static tiles whenever a checkpoint was signed: for the portal, and to where `to` says.
 *
 * @throws S3_ADDRESS, S3_SETTING
 */
export function tilesPart({ context, say }: Service, to: string | undefined): Part {
  const { cwd, env } = context.io;
  const bucket = to !== undefined && isS3Address(to) ? parseS3Address(to, env) : undefined;
  const own = join(portalFolder(context.paths.root), "log");
  const folders = to === undefined || bucket !== undefined ? [own] : [own, resolve(cwd, to)];
  return {
    name: "tiles",
    everyMs: 2_000,
    async run(signal, pulse) {
      let exported = "";
      let size = 0;
      for await (const _ of fileChanges(context.paths.checkpoint, signal)) {
        const { files, paths } = context;
        const chain = await chainFiles(context);
        const note = await files.read(chain.checkpoint);
        if (note !== null && note !== exported) {
          const what = {
            path: paths.log,
            checkpoint: note,
            verifierKeys: await verifierKeys([], { ...context, notice: () => undefined }, chain),
            origin: chain.origin,
            signal,
          };
          for (const dir of folders) size = (await exportTiles({ ...what, dir })).size;
          if (bucket !== undefined)
            await inTurn(
              context,
              async () => void (await exportTilesTo(new S3Store({ ...bucket, signal }), what)),
            );
          exported = note;
          say.info("tiles", `exported ${size} entries`);
        }
        pulse.beat({ size });
      }
    },
  };
}

/** Of the hosts that share a log one at a time writes to the bucket that they share. */
async function inTurn({ leases }: Service["context"], write: () => Promise<void>): Promise<void> {
  const turn = await leases?.take("tiles", turnMs);
  try {
    await write();
  } finally {
    await turn?.release();
  }
}
