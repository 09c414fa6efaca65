import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { systemCode } from "@mvcrs/errors";
import { inputErrors } from "./errors.ts";
import { FollowedFile, identityOf } from "./internal/followed-file.ts";

export interface TailOptions {
  /** Ends the reading, after what is there has been read. */
  readonly stop: AbortSignal;
  /** How often to look for more, in milliseconds. */
  readonly everyMs: number;
  /** Called when the file under that name is another one. */
  readonly notice: (text: string) => void;
}

const lineEnd = Uint8Array.of(0x0a);

/**
 * Reads a file to its end and then whatever is appended to it, until `stop`. While nothing comes it yields empty chunks,
 * so that the reader can mind the time.
 *
 * Rotation loses nothing. Where another file takes the name (rename and create), the old one is read to its end, also
 * what its writer still adds, then any that came and went between, then the new one. Where the file is truncated (copy
 * and truncate), the rest is read from the copy beside it.
 *
 * @throws INPUT_SHRANK where the file was truncated and no copy of it is to be found: lines may be lost
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { appendFile, writeFile } from "node:fs/promises";
 * import { tailFile } from "@mvcrs/signal-files";
 *
 * await writeFile("signals.jsonl", "first\n");
 * const stop = new AbortController();
 * let text = "";
 * for await (const chunk of tailFile("signals.jsonl", "signals.jsonl", { stop: stop.signal, everyMs: 10, notice: console.error })) {
 *   text += Buffer.from(chunk).toString();
 *   if (text === "first\n") await appendFile("signals.jsonl", "second\n");
 *   else stop.abort();
 * }
 * assert(text.startsWith("first\nsecond\n"));
 * ```
 */
export async function* tailFile(
  path: string,
  name: string,
  options: TailOptions,
): AsyncGenerator<Uint8Array> {
  const { stop, everyMs, notice } = options;
  let current = await FollowedFile.open(path, false);
  let previous: FollowedFile | undefined;
  let known = new Set((await siblingsOf(path)).map(({ identity }) => identity));
  let gone = false;
  try {
    for (;;) {
      const chunk = await current.next();
      if (chunk === "rewritten") {
        yield* restOfCopy(path, name, current);
        notice(`${name} was truncated; its copy was read to the end, and it is read from its start`);
        current = current.restart();
        continue;
      }
      if (chunk.length > 0) {
        yield chunk;
        continue;
      }
      const there = await identityAt(path);
      if (there !== undefined && there !== current.identity) {
        // The last lines may have come between the look at its end and the renaming.
        yield* allOf(current);
        await previous?.close();
        previous = current;
        current = await FollowedFile.open(path, true);
        notice(`${name} is another file now; it is read from its start, and lines go on counting`);
        const siblings = await siblingsOf(path);
        for (const { file, identity } of siblings)
          if (!known.has(identity) && identity !== previous.identity && identity !== current.identity)
            yield* wholeFile(file);
        known = new Set(siblings.map(({ identity }) => identity));
        continue;
      }
      if (there === undefined && !gone) notice(`${name} is gone; waiting for the next file of that name`);
      gone = there === undefined;
      const late = current.endsLine ? await previous?.lines() : undefined;
      if (late !== undefined && late.length > 0) {
        yield late;
        continue;
      }
      if (stop.aborted) return;
      yield new Uint8Array(0);
      await wait(everyMs, undefined, { signal: stop }).catch(() => {
        // Aborted: the loop reads what came last and ends.
      });
    }
  } finally {
    await current.close();
    await previous?.close();
  }
}

/** What is left of a file that no longer changes, with an end to its last line. */
async function* allOf(file: FollowedFile): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = await file.next();
    if (chunk === "rewritten" || chunk.length === 0) break;
    yield chunk;
  }
  if (!file.endsLine) yield lineEnd;
}

async function* wholeFile(path: string): AsyncGenerator<Uint8Array> {
  const file = await FollowedFile.open(path, true);
  try {
    yield* allOf(file);
  } finally {
    await file.close();
  }
}

/** What a truncated file held beyond the place where it was read, from the copy that was made of it. */
async function* restOfCopy(path: string, name: string, read: FollowedFile): AsyncGenerator<Uint8Array> {
  for (const { file } of await siblingsOf(path)) {
    const copy = await open(file, "r");
    try {
      if (!(await read.isCopiedBy(copy))) continue;
      let ended = read.endsLine;
      const rest = copy.createReadStream({ start: read.at, autoClose: false });
      for await (const chunk of rest) {
        if (!(chunk instanceof Uint8Array)) continue;
        yield chunk;
        ended = chunk.at(-1) === lineEnd[0];
      }
      if (!ended) yield lineEnd;
      return;
    } finally {
      await copy.close();
    }
  }
  throw inputErrors.create("INPUT_SHRANK", { file: name });
}

const packed = /\.(?:gz|bz2|xz|zst|lz4)$/i;

/** Files beside this one that a rotation may have made of it, the longest unchanged first. */
async function siblingsOf(path: string): Promise<{ readonly file: string; readonly identity: string }[]> {
  const folder = dirname(path);
  const own = basename(path);
  // A folder that may be passed through and not listed has no copies to show.
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) =>
      name !== own && (name.startsWith(`${own}.`) || name.startsWith(`${own}-`)) && !packed.test(name),
  );
  const found = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const status = await stat(file).catch(() => undefined);
      return status?.isFile() === true ? { file, identity: identityOf(status), changed: status.mtimeMs } : [];
    }),
  );
  return found.flat().sort((a, b) => a.changed - b.changed);
}

async function identityAt(path: string): Promise<string | undefined> {
  try {
    return identityOf(await stat(path));
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
}
