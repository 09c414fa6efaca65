import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import { messageOf, systemCode } from "@mvcrs/errors";
import type { ScannedBlock, ScanOptions } from "@mvcrs/verifiers/scan";
import { inputErrors } from "./errors.ts";
import { scanFileInThread } from "./internal/scan-thread.ts";
import { tailFile } from "./tail-file.ts";

/** The world around an input. */
export interface InputWorld {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The folder that paths are relative to. */
  readonly cwd: string;
  /** Ends the following of a file; asked for where one is followed. */
  readonly stopSignal: () => AbortSignal;
  /** Called when a followed file is another one, or gone. */
  readonly notice: (text: string) => void;
}

export interface InputFile {
  /** As the user wrote it, for messages. */
  readonly name: string;
  /** Without folder and extension; `stdin` for standard input. */
  readonly stem: string;
  /** Bytes, where known. */
  readonly size: number | undefined;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Scans JSON Lines on another thread, in place of `chunks`; there where the input is large enough to gain by it. */
  readonly scanned: ((options: ScanOptions) => AsyncIterable<ScannedBlock>) | undefined;
}

const chunkBytes = 256 * 1024;
const followEveryMs = 250;
/** Bytes of input from which on a scanning thread pays for its start. */
const worthAThread = 8 * 1024 * 1024;

/**
 * Opens an input of signals, `-` for standard input; with `follow`, a file is read on as it grows.
 *
 * @throws INPUT_MISSING, INPUT_NOT_A_FILE, INPUT_UNREADABLE; INPUT_NOT_TEXT while reading
 */
export async function openInput(
  name: string,
  { stdin, cwd, stopSignal, notice }: InputWorld,
  follow = false,
): Promise<InputFile> {
  if (name === "-")
    return {
      name: "standard input",
      stem: "stdin",
      size: undefined,
      chunks: textOnly(stdin, "standard input"),
      scanned: undefined,
    };
  const path = resolve(cwd, name);
  const status = await stat(path).catch((thrown: unknown) => {
    const missing = systemCode(thrown) === "ENOENT";
    throw missing
      ? inputErrors.create("INPUT_MISSING", { file: name })
      : inputErrors.create("INPUT_UNREADABLE", { file: name, reason: messageOf(thrown) }, { cause: thrown });
  });
  if (status.isDirectory()) throw inputErrors.create("INPUT_NOT_A_FILE", { file: name });
  const chunks = () =>
    textOnly(
      follow
        ? tailFile(path, name, { stop: stopSignal(), everyMs: followEveryMs, notice })
        : fileChunks(path),
      name,
    );
  const inThread = status.isFile() && !follow && status.size >= worthAThread && availableParallelism() > 1;
  return {
    name,
    stem: basename(name).replace(/\.[^.]*$/, ""),
    size: status.isFile() ? status.size : undefined,
    chunks: chunks(),
    scanned: inThread ? scanned : undefined,
  };

  async function* scanned(options: ScanOptions): AsyncGenerator<ScannedBlock> {
    // The first chunk tells whether the file is text at all.
    for await (const _ of chunks()) break;
    yield* scanFileInThread(path, options, (reason) =>
      inputErrors.create("INPUT_UNREADABLE", { file: name, reason }),
    );
  }
}

/** This many bytes at the start tell text from what is none. */
const telling = 4;
const blanks = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d]);

/** Opened when the first chunk is asked for, so that an input nobody reads holds no file. */
async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: chunkBytes });
}

/**
 * Refuses what no line splitter could make sense of, before a single row of it is used. The first bytes tell; a zero byte
 * further on, as a crash leaves them, is the matter of its row.
 */
async function* textOnly(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  let seen: number[] = [];
  try {
    for await (const chunk of chunks) {
      if (seen.length < telling && chunk.length > 0) {
        seen = [...seen, ...chunk.subarray(0, telling - seen.length)];
        const [a = 0, b] = seen;
        if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
          throw inputErrors.create("INPUT_NOT_TEXT", { file, what: "it is UTF-16" });
        if (a === 0x1f && b === 0x8b)
          throw inputErrors.create("INPUT_NOT_TEXT", { file, what: "it is gzip" });
        if (a === 0x7f || (a > 0 && a < 0x20 && !blanks.has(a)))
          throw inputErrors.create("INPUT_NOT_TEXT", { file, what: "it begins with a control character" });
        if (seen.includes(0))
          throw inputErrors.create("INPUT_NOT_TEXT", { file, what: "it holds zero bytes" });
      }
      yield chunk;
    }
  } catch (thrown) {
    if (thrown instanceof Error && "syscall" in thrown)
      throw inputErrors.create("INPUT_UNREADABLE", { file, reason: messageOf(thrown) }, { cause: thrown });
    throw thrown;
  }
}
