import { readLog, signLogCheckpoint } from "@mvcrs/chain";
import { parseSignerKey } from "@mvcrs/chain/note";
import { defineCommand } from "../../command.ts";
import { chainFiles, readText } from "./chain-files.ts";

export const checkpointCommand = defineCommand({
  command: "checkpoint",
  describe: "Sign what the log commits to now; refused when it does not continue the last checkpoint",
  options: (yargs) => yargs,
  async run(_args, context) {
    const { paths, clock } = context;
    const chain = await chainFiles(context);
    const signer = parseSignerKey(await readText(chain.key, "Make a key with `mvcrs chain keygen`."));
    await using log = await readLog({ path: paths.log, metaPath: paths.meta });
    const { origin, checkpoint: statePath } = chain;
    const note = await signLogCheckpoint({ log, origin, signer, statePath, clock });
    return { json: { ok: true, checkpoint: note, file: statePath }, text: note.trimEnd() };
  },
});
