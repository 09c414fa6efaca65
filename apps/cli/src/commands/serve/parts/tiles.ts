import { join } from "node:path";
import { exportTiles } from "@mvcrs/chain";
import { fileChanges } from "@mvcrs/files";
import type { Part } from "@mvcrs/service";
import { chainFiles, verifierKeys } from "../../chain/chain-files.ts";
import { portalFolder } from "./portal.ts";
import type { Service } from "./service.ts";

/** Exports the log as static tiles whenever a checkpoint was signed. */
export function tilesPart({ context, say }: Service): Part {
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
          const written = await exportTiles({
            path: paths.log,
            dir: join(portalFolder(paths.root), "log"),
            checkpoint: note,
            verifierKeys: await verifierKeys([], { ...context, notice: () => undefined }, chain),
            origin: chain.origin,
          });
          exported = note;
          size = Number(written.size);
          say.info("tiles", `exported ${size} entries`);
        }
        pulse.beat({ size });
      }
    },
  };
}
