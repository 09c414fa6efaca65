import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { formatSignerKey, formatVerifierKey, generateSignerKey, verifierOf } from "@mvcrs/chain/note";
import { readMark } from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { chainFiles, writeNewText } from "./chain-files.ts";

/** A key beside the log that its mark does not know would only be in the way. @throws KEY_PINNED */
async function assertNotPinned({ files, paths }: Context): Promise<void> {
  const mark = await readMark(files, paths.mark);
  if (mark?.key != null) throw cliErrors.create("KEY_PINNED", { key: mark.key });
}

export const keygenCommand = defineCommand({
  command: "keygen",
  describe: "Make the key pair that signs the log's checkpoints",
  options: (yargs) =>
    yargs
      .option("name", { type: "string", requiresArg: true, describe: "Default: the log's origin" })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "Default: log.key of the configuration",
      }),
  async run({ name, out }, context) {
    const chain = await chainFiles(context);
    const keyFile = out === undefined ? chain.key : resolve(context.io.cwd, out);
    if (keyFile === chain.key) await assertNotPinned(context);
    const key = generateSignerKey(name ?? chain.origin, (target) => crypto.getRandomValues(target));
    const verifierKey = formatVerifierKey(verifierOf(key));
    await mkdir(dirname(keyFile), { recursive: true });
    await writeNewText(keyFile, `${formatSignerKey(key)}\n`, 0o600);
    await writeNewText(`${keyFile}.pub`, `${verifierKey}\n`);
    context.notice(
      `${keyFile} is secret: it can sign any history. Keep it off the machines that only append.`,
    );
    return {
      json: { ok: true, key: keyFile, publicKey: `${keyFile}.pub`, verifierKey },
      text: `signer key:   ${keyFile} (secret)\nverifier key: ${keyFile}.pub\n${verifierKey}`,
    };
  },
});
