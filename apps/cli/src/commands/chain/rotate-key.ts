import { randomUUID } from "node:crypto";
import { relative } from "node:path";
import { utf8 } from "@mvcrs/canonical";
import { formatSignerKey, generateSignerKey, type SignerKey, verifyCheckpoint } from "@mvcrs/chain/note";
import { isCodedError } from "@mvcrs/errors";
import {
  type CheckpointKeys,
  inspectRoot,
  keyChangeType,
  keysText,
  type MakeEvents,
  type MvcrsEvent,
  verifierKeysOf,
} from "@mvcrs/escalation";
import { replaceFile } from "@mvcrs/files";
import { takeDiskLock } from "@mvcrs/files/lock";
import { type Context, defineCommand, type Outcome } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { byPerson, byPersonOptions, keptPrivate, recordFrom } from "../../session.ts";
import { count } from "../../ui/numbers.ts";
import { type ChainFiles, chainFiles, readText } from "./chain-files.ts";
import { finishRotation, type Rotated } from "./finish-rotation.ts";
import { assertInForce, signerKeyAt, verifierText } from "./signer-key.ts";

export const rotateKeyCommand = defineCommand({
  command: "rotate-key",
  describe: "Replace the key that signs checkpoints; the old one signs the hand-over",
  options: (yargs) =>
    byPersonOptions(yargs)
      .option("lost", {
        type: "boolean",
        default: false,
        describe: "The old key is gone, or must not sign any more: nobody vouches for the new one",
      })
      .option("yes", { type: "boolean", default: false, describe: "With --lost: I mean it" }),
  async run(args, context) {
    const by = byPerson(args, context);
    const chain = await chainFiles(context);
    // In a folder that is no root, the key is not what is missing, and nothing is written.
    await inspectRoot(context);
    await using _alone = await replacingAlone(chain);
    const begun = await finishRotation(context, chain);
    if (begun !== null) return outcome(begun, chain, context, true);
    if (args.lost && !args.yes) throw cliErrors.create("LOST_KEY_UNCONFIRMED", {});
    const old = args.lost ? null : await oldKey(chain);
    const make: MakeEvents = async (_state, session) => {
      const keys = session.checkpointKeys;
      if (keys === null) throw cliErrors.create("KEY_NOT_PINNED", {});
      if (old !== null) assertInForce(keys, old, chain.key);
      const [{ name }] = verifierKeysOf(keys);
      const next = generateSignerKey(name, (target) => crypto.getRandomValues(target));
      await replaceFile(context.disk, chain.nextKey, utf8(`${formatSignerKey(next)}\n`), {
        permissions: 0o600,
      });
      const until = old === null ? await lastSigned(context, keys) : session.position.count + 1;
      const event: MvcrsEvent = {
        ...{ type: keyChangeType, id: randomUUID(), at: new Date(by.now).toISOString(), actor: by.actor },
        ...{ key: verifierText(next), previous: keys.key, until, lost: old === null, reason: by.reason },
      };
      return [event];
    };
    await recordFrom(context, make, await keptPrivate(args, context));
    const rotated = await finishRotation(context, chain);
    if (rotated === null) throw new TypeError("a rotation that was recorded is there to be finished");
    return outcome(rotated, chain, context, false);
  },
});

/**
 * Takes the right to replace the key: of two commands at once, one would take the other's next key for its own.
 *
 * @throws KEY_BEING_REPLACED
 */
async function replacingAlone({ key }: ChainFiles): Promise<AsyncDisposable> {
  const path = `${key}.lock`;
  const held = await takeDiskLock({
    ...{ path, timeoutMs: 0 },
    what: ({ pid }) => cliErrors.create("KEY_BEING_REPLACED", { path, pid }),
  });
  return { [Symbol.asyncDispose]: () => held.release() };
}

/** @throws FILE_MISSING, FILE_UNREADABLE, what `parseSignerKey` throws */
async function oldKey({ key: file }: ChainFiles): Promise<SignerKey> {
  const key = await signerKeyAt(file);
  if (key !== null) return key;
  const hint = "Get it back from where it is kept. If it is lost for good, add --lost.";
  throw cliErrors.create("FILE_MISSING", { file, hint });
}

/** The size of the last checkpoint, where the key in force has signed it: its word ends there. */
async function lastSigned({ paths }: Context, keys: CheckpointKeys): Promise<number> {
  try {
    const [inForce] = verifierKeysOf(keys);
    return Number(verifyCheckpoint(await readText(paths.checkpoint, ""), [inForce]).size);
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return 0;
  }
}

function outcome(
  { keys, checkpoint, lost, handOver, replaced }: Rotated,
  { publicKey }: ChainFiles,
  { paths: { root } }: Context,
  finished: boolean,
): Outcome {
  const until = keys.former[0]?.until ?? 0;
  const below = (path: string) => relative(root, path);
  return {
    json: {
      ...{ ok: true, verifierKey: keys.key, until, verifierKeys: keysText(keys).trimEnd().split("\n") },
      ...{ publicKey, handOver, lost, replaced, checkpoint, finished },
    },
    text: [
      ...(finished ? ["a rotation that was begun before is finished; none was begun"] : []),
      `the new key, to give to all who verify (in ${below(publicKey)}):`,
      keys.key,
      `the replaced key counts up to ${count(until)} entries, and no further`,
      lost
        ? "it did not sign the hand-over: nobody can check the new key by the old one"
        : `who has it can check the new key: ${below(handOver)}`,
      ...(replaced === null ? [] : [`destroy its secret: ${below(replaced)}`]),
    ].join("\n"),
  };
}
