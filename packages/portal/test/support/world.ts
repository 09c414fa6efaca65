import { openLog } from "@mvcrs/chain";
import {
  artifactPaths,
  counterKeys,
  defaultConfig,
  type MvcrsEvent,
  markFolder,
  mvcrsEventSchema,
} from "@mvcrs/escalation";
import { type FileLayer, nodeTextFiles } from "@mvcrs/files";
import type { memoryFiles } from "@mvcrs/files/testing";
import { fixedClock, tempRoot } from "@mvcrs/test-kit";
import { noFacts, openPortal, type PortalOptions } from "../../src/index.ts";

export const clock = fixedClock("2026-11-26T00:00:00.000Z");

/** A root with a log that can be appended to, and portals of it in folders of their own. */
export async function world() {
  const root = tempRoot();
  const paths = artifactPaths(root);
  const files = nodeTextFiles;
  await markFolder({ paths, files, clock, notice: () => undefined }, defaultConfig());
  const append = async (events: readonly MvcrsEvent[]) => {
    await using log = await openLog<MvcrsEvent>({
      path: paths.log,
      metaPath: paths.meta,
      schema: mvcrsEventSchema,
      counterKeys,
      clock,
      durability: "os",
    });
    await log.appendAll(events);
  };
  const options = (folder: string, layer?: FileLayer): PortalOptions => ({
    ...{ paths, files, folder, clock, promisedMs: 60_000 },
    ...(layer === undefined ? {} : { layer }),
    facts: async () => noFacts,
  });
  return { root, paths, append, options, open: (disk: Disk) => openPortal(options("/portal", disk)) };
}

export type Disk = ReturnType<typeof memoryFiles>;

/** Every file of a disk in memory and what stands in it. */
export const filesOf = (disk: Disk): Record<string, string> =>
  Object.fromEntries(disk.names().map((name) => [name, Buffer.from(disk.contents(name) ?? []).toString()]));
