import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import {
  type FindingCode,
  openLog,
  readLog,
  signLogCheckpoint,
  type VerifyLogOptions,
  verifyLog,
} from "../../src/index.ts";
import { fixedSigner } from "../../src/testing.ts";

export const signer = fixedSigner();

/** A log of so many entries on disk, with what a test does to it. */
export async function made(count: number, text = "") {
  const root = tempRoot();
  const path = join(root, "events.jsonl");
  await using log = await openLog<{ n: number; text: string }>({ path });
  await log.appendAll(Array.from({ length: count }, (_, n) => ({ n, text: text === "" ? `é ${n}` : text })));
  const sign = async (name: string) => {
    await using reader = await readLog({ path });
    return await signLogCheckpoint({ log: reader, origin: signer.name, signer, statePath: join(root, name) });
  };
  const lines = () => readFileSync(path, "utf8").trimEnd().split("\n");
  const rewrite = (change: (lines: string[]) => string[]) =>
    writeFileSync(path, `${change(lines()).join("\n")}\n`);
  return { root, path, meta: join(root, "events.meta.json"), sign, lines, rewrite };
}

export const codesOf = async (options: VerifyLogOptions): Promise<FindingCode[]> =>
  (await verifyLog(options)).findings.map(({ code }) => code);
