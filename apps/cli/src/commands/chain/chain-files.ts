import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type LogReader, readLog } from "@mvcrs/chain";
import { parseVerifierKeys, type VerifierKey } from "@mvcrs/chain/note";
import { messageOf, systemCode } from "@mvcrs/errors";
import { loadConfig } from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";

/** Where the log's identity lives below a root. */
export interface ChainFiles {
  readonly origin: string;
  /** The signer key; the verifier key stands beside it, with `.pub` behind its name. */
  readonly key: string;
  readonly publicKey: string;
  /** A key that is about to take over. */
  readonly nextKey: string;
  /** The last checkpoint signed: what `prove` and `export-tiles` use by default. */
  readonly checkpoint: string;
}

/** @throws CONFIG_INVALID */
export async function chainFiles({ paths, files }: Context): Promise<ChainFiles> {
  const log = (await loadConfig(files, paths.config))?.log;
  const key = resolve(paths.root, log?.key ?? join("state", "log.key"));
  return {
    origin: log?.origin ?? "mvcrs.local/log",
    key,
    publicKey: `${key}.pub`,
    nextKey: `${key}.next`,
    checkpoint: paths.log.replace(/\.jsonl$/, ".checkpoint"),
  };
}

/** The log, to be read; says when it had to mend the index beside it. */
export function openReader({ paths, disk, notice }: Context): Promise<LogReader<unknown>> {
  return readLog({
    path: paths.log,
    metaPath: paths.meta,
    files: disk,
    onIndexMended: (index) => notice(`${index} was damaged; it was mended from the log`),
  });
}

/** A text file named on the command line or expected below the root. @throws FILE_MISSING, FILE_UNREADABLE */
export async function readText(path: string, hint: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    const missing = systemCode(thrown) === "ENOENT";
    if (missing) throw cliErrors.create("FILE_MISSING", { file: path, hint });
    throw cliErrors.create("FILE_UNREADABLE", { file: path, reason: messageOf(thrown) }, { cause: thrown });
  }
}

/** Writes a file that must not exist yet. @throws FILE_EXISTS, FILE_UNWRITABLE */
export async function writeNewText(path: string, text: string, mode = 0o644): Promise<void> {
  await write(path, text, { flag: "wx", mode });
}

/** Writes a file, over an older one if there is one. @throws FILE_UNWRITABLE */
export async function writeText(path: string, text: string): Promise<void> {
  await write(path, text, { flag: "w", mode: 0o644 });
}

async function write(path: string, text: string, options: { flag: string; mode: number }): Promise<void> {
  try {
    await writeFile(path, text, options);
  } catch (thrown) {
    if (systemCode(thrown) === "EEXIST") throw cliErrors.create("FILE_EXISTS", { file: path });
    throw cliErrors.create("FILE_UNWRITABLE", { file: path, reason: messageOf(thrown) }, { cause: thrown });
  }
}

/**
 * The verifier keys of `--key`, each a key or a file of them; without the option, those beside the signer key: the one in
 * force, and each that it replaced with the size up to which it counts.
 *
 * @throws FILE_MISSING, what `parseVerifierKeys` throws
 */
export async function verifierKeys(
  given: readonly string[],
  context: Context,
  chain: ChainFiles,
): Promise<VerifierKey[]> {
  if (given.length === 0) {
    context.notice(
      `trusting ${chain.publicKey}, which stands beside the log; --key names a key from elsewhere`,
    );
    return [
      ...parseVerifierKeys(
        await readText(chain.publicKey, "Make a key with `mvcrs chain keygen`, or pass --key."),
      ),
    ];
  }
  const keys = await Promise.all(
    given.map(async (text) => {
      // A path has no plus sign followed by eight hex digits; a key always has.
      if (/\+[0-9a-f]{8}\+/.test(text)) return parseVerifierKeys(text);
      return parseVerifierKeys(
        await readText(resolve(context.io.cwd, text), "Pass a verifier key or a file of them."),
      );
    }),
  );
  return keys.flat();
}

/** The checkpoint of `--checkpoint`, or the last one signed. @throws FILE_MISSING */
export function checkpointText(
  given: string | undefined,
  context: Context,
  chain: ChainFiles,
): Promise<string> {
  return given === undefined
    ? readText(chain.checkpoint, "Sign one with `mvcrs chain checkpoint`, or pass --checkpoint.")
    : readText(resolve(context.io.cwd, given), "Pass a file with a signed checkpoint.");
}
