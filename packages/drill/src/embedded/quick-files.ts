import { type FileLayer, nodeFiles, textFiles } from "@mvcrs/files";

const unsynced: FileLayer = {
  ...nodeFiles,
  open: async (path, mode, permissions) => ({
    ...(await nodeFiles.open(path, mode, permissions)),
    sync: async () => undefined,
  }),
  syncFolder: async () => undefined,
};

/**
 * The orchestrator's disk without its waiting for the disk: a rehearsal that the machine's power failure cuts off is
 * simply run again. Half of a round's time would go there.
 */
export const quickFiles = textFiles(unsynced);
