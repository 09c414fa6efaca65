import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fixedClock, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { openEvidence, openLog, readLog, signLogCheckpoint, verifyLog } from "../src/index.ts";
import { formatSignerKey, formatVerifierKey, parseVerifierKey, verifierOf } from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";
import { verifyTlogProof } from "../src/verify.ts";

// A log in every released format, with a key and a clock that never change. A difference here is a change of format:
// old logs would no longer verify. To add a new format, add a new folder; never rewrite this one.
const golden = fileURLToPath(new URL("golden/v1/", import.meta.url));
const names = [
  "events.jsonl",
  "events.meta.json",
  "events.index",
  "checkpoint",
  "entry-3.tlog-proof",
  "key.pub",
] as const;
const signer = fixedSigner("golden.example/log");
const verifierKeys = [verifierOf(signer)];

const events = [
  { type: "first", text: "plain" },
  { type: "numbers", list: [0, -0, 1.5, 1e21, 1e-7, 333333333.3333333, 9007199254740991, -1] },
  { type: "text", é: "ü", "\u20ac": "\ud83d\ude00", "\ufb33": '\u0000\u001f\b\t\n\f\r"\\/\u007f\u2028' },
  { type: "nested", a: { c: [], b: {}, a: [{ z: null, y: true, x: false }] } },
  null,
  "just text",
  [1, [2, [3]]],
];

async function build(root: string): Promise<void> {
  const path = join(root, "events.jsonl");
  const clock = fixedClock("2026-11-22T00:00:00.000Z");
  await using log = await openLog({
    path,
    clock,
    counterKeys: (event) => (Array.isArray(event) ? ["arrays"] : []),
  });
  for (const event of events) await log.append(event);
  const checkpoint = await signLogCheckpoint({
    log,
    origin: signer.name,
    signer,
    statePath: join(root, "checkpoint"),
    clock,
  });
  const { proof } = await openEvidence({ log, seq: 3, checkpoint, verifierKeys });
  writeFileSync(join(root, "entry-3.tlog-proof"), proof);
  writeFileSync(join(root, "key.pub"), `${formatVerifierKey(signer)}\n`);
}

it("is rebuilt byte for byte", async () => {
  const root = tempRoot();
  await build(root);
  if (process.env["WRITE_GOLDEN"] === "v1") {
    mkdirSync(golden, { recursive: true });
    for (const name of names) cpSync(join(root, name), join(golden, name));
  }
  for (const name of names)
    expect(readFileSync(join(root, name)), name).toEqual(readFileSync(join(golden, name)));
});

it("verifies, opens and proves as released", async () => {
  const root = tempRoot();
  for (const name of names) cpSync(join(golden, name), join(root, name));
  const path = join(root, "events.jsonl");
  const checkpoint = readFileSync(join(root, "checkpoint"), "utf8");
  const key = parseVerifierKey(readFileSync(join(root, "key.pub"), "utf8"));
  expect(await verifyLog({ path, checkpoint, verifierKeys: [key] })).toMatchInlineSnapshot(`
    {
      "bytes": 943,
      "chainHash": "26451f80ef06fff8a3e3070ef8ef3324c2e9789b30eaea9d7a80f6d0ed559e55",
      "count": 7,
      "findings": [],
      "ok": true,
      "omitted": 0,
      "rootHash": "46d636e723b60d76619e61273c072c1719cd8c61bca4ef027ee5148c04a570bf",
      "trusted": 0,
      "unread": 0,
    }
  `);
  await using reader = await readLog({ path });
  expect(await reader.at(4)).toMatchObject({ event: null });
  const proof = readFileSync(join(root, "entry-3.tlog-proof"), "utf8");
  expect(verifyTlogProof(proof, { verifierKeys: [key], origin: signer.name }).index).toBe(3n);
  await using log = await openLog({ path });
  expect(log.opened).toMatchObject({ meta: "fresh", index: "fresh" });
});

it("has a key that everybody can make again", () => {
  expect(formatSignerKey(signer)).toMatchInlineSnapshot(
    `"PRIVATE+KEY+golden.example/log+e8c64094+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"`,
  );
});
