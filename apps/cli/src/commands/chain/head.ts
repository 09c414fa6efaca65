import { defineCommand } from "../../command.ts";
import { count } from "../../ui/numbers.ts";
import { openReader } from "./chain-files.ts";

export const headCommand = defineCommand({
  command: "head",
  describe: "Show what the log commits to: count, chain hash, root hash",
  options: (yargs) => yargs,
  async run(_args, context) {
    const { paths, notice } = context;
    await using log = await openReader(context);
    const head = await log.head();
    if (head.count === 0) notice(`there is no entry in ${paths.log} yet`);
    return {
      json: { ok: true, ...head },
      text: [
        `entries:    ${count(head.count)}`,
        `bytes:      ${count(head.bytes)}`,
        `chain hash: ${head.chainHash}`,
        `root hash:  ${head.rootHash}`,
      ].join("\n"),
    };
  },
});
