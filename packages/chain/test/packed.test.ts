import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { tempRoot } from "@mvcrs/test-kit";
import { publint } from "publint";
import { expect, it } from "vitest";
import { install } from "./support/packed.ts";

const CONSUMER = `
import { openLog, verifyLog } from "@mvcrs/chain";
import { leafHash } from "@mvcrs/chain/merkle";
import { formatVerifierKey, verifierOf } from "@mvcrs/chain/note";
import { fixedSigner } from "@mvcrs/chain/testing";
import { verifyLogStream } from "@mvcrs/chain/verify";
import { createReadStream } from "node:fs";

const path = process.argv[2];
const log = await openLog({ path });
await log.appendAll(Array.from({ length: 40_000 }, (_, n) => ({ n, text: "x".repeat(200) })));
await log.close();
const report = await verifyLog({ path, threads: 2 });
const stream = await verifyLogStream(createReadStream(path));
console.log(JSON.stringify({ ok: report.ok, count: report.count, same: report.rootHash === stream.rootHash,
  leaf: leafHash(new Uint8Array(0)).length, key: formatVerifierKey(verifierOf(fixedSigner())).split("+")[0] }));
`;

it("is sound as packed: publint, types, and a consumer that uses every entry point", async () => {
  const root = tempRoot();
  const { tarball } = install(root);
  const bytes = readFileSync(tarball);
  const { messages } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true });
  expect(messages).toEqual([]);
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(bytes)));
  // The package is ESM only, on purpose: nothing is promised to require() and to resolvers from before "exports".
  const problems = ("problems" in analysis ? analysis.problems : []).filter(
    (problem) =>
      problem.kind !== "CJSResolvesToESM" &&
      !("resolutionKind" in problem && problem.resolutionKind === "node10"),
  );
  expect(problems).toEqual([]);
  expect(analysis.types).not.toBe(false);

  const consumer = join(root, "consumer.mjs");
  writeFileSync(consumer, CONSUMER);
  const said = execFileSync(process.execPath, [consumer, join(root, "log.jsonl")], { encoding: "utf8" });
  expect(JSON.parse(said)).toEqual({
    ok: true,
    count: 40_000,
    same: true,
    leaf: 32,
    key: "log.example/test",
  });
});
