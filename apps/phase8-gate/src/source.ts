import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { messageOf } from "@mvcrs/errors";
import { configFile, type GateConfig, parseConfig, type ReadinessSource } from "@phase8/readiness";
import type { Args } from "./args.ts";
import { gateErrors } from "./errors.ts";
import type { Io } from "./io.ts";

/** What the arguments say is to be judged. Only what is needed is loaded. */
export async function openSource(args: Args, io: Io): Promise<ReadinessSource> {
  const root = resolve(io.cwd, args.root);
  if (args.rev !== undefined) {
    const { gitSource } = await import("@phase8/readiness/sources");
    return await gitSource(root, args.rev);
  }
  const { folderSource, zipSource } = await import("@phase8/readiness/sources");
  if (args.zip === undefined) return folderSource(root);
  const path = resolve(io.cwd, args.zip);
  return await zipSource(new Uint8Array(await readBytes(path)), args.zip);
}

/** The configuration: the file that was named, else the usual one of the source, else none. */
export async function readConfig(args: Args, io: Io, source: ReadinessSource): Promise<GateConfig> {
  const named = args.config;
  const bytes = named === undefined ? await source.read(configFile) : await readBytes(resolve(io.cwd, named));
  const config = bytes === undefined ? {} : parseConfig(new TextDecoder().decode(bytes), named ?? configFile);
  return args.folder === undefined ? config : { ...config, folder: args.folder };
}

export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw gateErrors.create("FILE_UNREADABLE", { path, reason: messageOf(cause) }, { cause });
  }
}
