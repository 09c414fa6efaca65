import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import * as main from "../src/index.ts";
import * as merkle from "../src/merkle.ts";
import * as note from "../src/note.ts";
import * as store from "../src/store.ts";
import * as testing from "../src/testing.ts";
import * as verify from "../src/verify.ts";

const { chainErrors, damageCodes } = main;
const source = fileURLToPath(new URL("../src", import.meta.url));

describe("the catalogue of errors", () => {
  it("has no code that is thrown nowhere", () => {
    expect(unusedCodes(chainErrors.codes, source)).toEqual([]);
  });

  it("has a test that meets each code", () => {
    const folder = fileURLToPath(new URL(".", import.meta.url));
    const tests = readdirSync(folder)
      .filter((name) => name.endsWith(".test.ts") && name !== "inventory.test.ts")
      .map((name) => readFileSync(`${folder}${name}`, "utf8"))
      .join("\n");
    expect(chainErrors.codes.filter((code) => !tests.includes(`"${code}"`))).toEqual([]);
  });

  it("reads like this", () => {
    const issues = [{ path: "/n", message: "must be a number" }];
    const checkpoint = "log.example\n2\n…";
    const make = chainErrors.create;
    const messages = [
      make("EVENT_INVALID", { issues }),
      make("EVENT_TOO_LARGE", { bytes: 70_000, max: 65_535 }),
      ...damageCodes.map((code) => make(code, { path: "log", seq: 1, offset: 2, reason: "r" })),
      make("LOG_ROOT_CONTRADICTED", { path: "log", reason: "r" }),
      make("LOG_REWRITTEN", { path: "log", seq: 3, leafHash: "l" }),
      make("SEQ_OUT_OF_RANGE", { seq: 5, count: 5 }),
      make("STORED_EVENT_INVALID", { seq: 5, issues }),
      make("LOG_LOCKED", { path: "log.lock", pid: 7, host: "h", since: "2026-11-22T00:00:00.000Z" }),
      make("LOG_LINKED", { path: "log", names: 2 }),
      make("LOG_MISSING", { path: "log" }),
      make("LOG_TRUNCATED", { path: "log", bytes: 1, metaBytes: 2 }),
      make("LOG_BEHIND_CHECKPOINT", { path: "log", count: 1, checkpointPath: "c", size: "2", checkpoint }),
      make("CHECKPOINT_CONTRADICTS_LOG", {
        ...{ path: "log", checkpointPath: "c", size: "2", expected: "e", found: "f", checkpoint },
      }),
      make("CHECKPOINT_UNREADABLE", { checkpointPath: "checkpoint", reason: "r" }),
      make("META_BYTES", { path: "log", metaPath: "meta", bytes: 9 }),
      make("META_COUNT", { path: "log", metaPath: "meta", count: 3, lastSeq: 1 }),
      make("META_CHAIN_HASH", { path: "log", metaPath: "meta", count: 3, found: "f", expected: "e" }),
      make("META_ROOT_HASH", { path: "log", metaPath: "meta", count: 3, found: "f", expected: "e" }),
      make("LOG_CHANGED", { path: "log", expected: 1, actual: 2 }),
      make("APPEND_FAILED", { path: "log", count: 1, reason: "ENOSPC" }),
      make("APPEND_UNKNOWN", { path: "log", count: 1, reason: "EIO" }),
      make("LOG_FAILED", { path: "log" }),
      make("LOG_CLOSED", { path: "log" }),
      make("COPY_DIVERGES", { from: "a", to: "b", count: 2, found: "f", expected: "e" }),
      make("COPY_BEHIND", { store: "postgres://db", copy: "log.jsonl", reason: "no space left" }),
      make("REPAIR_OUTDATED", { path: "log" }),
      make("SEGMENTS_UNREADABLE", { listPath: "list", reason: "r" }),
      make("SEGMENTS_UNLISTED", { path: "log", listPath: "list", first: 5, next: 3, listed: true }),
      make("SEGMENTS_OVERLAP", { path: "log", listPath: "list", first: 5, next: 3 }),
      make("SEGMENT_MISSING", { path: "log", file: "segment", first: 1, last: 3 }),
      make("SEGMENT_DAMAGED", { path: "log", file: "segment", first: 1, last: 1, reason: "r" }),
      make("SEGMENT_TAKEN", { file: "segment", first: 1, last: 3 }),
      make("SEGMENTS_INCOMPLETE", { path: "log", first: 1, last: 3 }),
      make("REPAIR_IN_SEGMENT", { path: "log", file: "segment", seq: 2 }),
      make("TREE_NUMBER", { name: "index", value: "-1" }),
      ...(
        ["INCLUSION_OUTSIDE", "INCLUSION_HASH_LENGTH", "INCLUSION_PROOF_LENGTH", "INCLUSION_ROOT"] as const
      ).map((code) => make(code, { index: "1", treeSize: "2", leafHash: "l", rootHash: "r", proof: [] })),
      ...(
        [
          "CONSISTENCY_SHRUNK",
          "CONSISTENCY_HASH_LENGTH",
          "CONSISTENCY_PROOF_LENGTH",
          "CONSISTENCY_ROOTS_DIFFER",
          "CONSISTENCY_OLD_ROOT",
          "CONSISTENCY_NEW_ROOT",
        ] as const
      ).map((code) => make(code, { oldSize: "1", newSize: "2", oldRoot: "o", newRoot: "n", proof: [] })),
      make("CONSISTENCY_FROM_EMPTY", { newSize: "2" }),
      make("SIGNER_FAILED", { name: "k", reason: "r" }),
      make("SIGNER_LOG_SHRUNK", { lastSize: 3, count: 2, lastCheckpoint: "c" }),
      make("SIGNER_LOG_DIFFERS", {
        ...{ lastSize: 3, count: 4, lastCheckpoint: "c", oldRoot: "o", newRoot: "n", proof: [] },
      }),
      make("TILES_MISMATCH", { path: "log", size: 3, count: 2, expected: "e", found: "f" }),
      make("TILE_CONFLICT", { path: "tile" }),
      make("TILES_CONTENDED", { path: "site/checkpoint" }),
      make("KEY_NAME", {}),
      make("KEY_FORM", {}),
      make("KEY_NOT_A_SIGNER", {}),
      make("KEY_BASE64", {}),
      make("KEY_LENGTH", { part: "seed", bytes: 31, expected: 32 }),
      make("KEY_HASH", {}),
      make("KEY_POINT", {}),
      make("KEY_UNTIL", { name: "k" }),
      make("KEY_TYPE_UNKNOWN", { name: "k", type: 6 }),
      make("NOTE_TOO_LONG", {}),
      make("NOTE_TEXT", {}),
      make("NOTE_UNSIGNED", {}),
      make("NOTE_SIGNATURES", {}),
      make("NOTE_SIGNATURE_LINE", {}),
      make("NOTE_TEXT_UNENDED", {}),
      make("NOTE_SIGNATURE_INVALID", { name: "k", note: "n" }),
      make("NOTE_UNVERIFIED", { signedBy: ["k"], known: [], note: "n" }),
      make("CHECKPOINT_UNENDED", {}),
      make("CHECKPOINT_WITHOUT_ORIGIN", {}),
      make("CHECKPOINT_SIZE", {}),
      make("CHECKPOINT_ROOT", {}),
      make("CHECKPOINT_EXTENSION", {}),
      make("CHECKPOINT_LINE_BREAK", {}),
      make("CHECKPOINT_KEY_RETIRED", { name: "k", until: "3", size: "4", note: "n" }),
      make("CHECKPOINT_ORIGIN", { found: "a", expected: "b", note: "n" }),
      make("PROOF_WITHOUT_CHECKPOINT", {}),
      make("PROOF_HEADER", {}),
      make("PROOF_EXTRA", {}),
      make("PROOF_INDEX", {}),
      make("PROOF_HASHES", {}),
      make("PROOF_HASH", {}),
      make("PROOF_WITHOUT_ENTRY", {}),
      make("PAYLOAD_FIELD_MISSING", { pointer: "/text" }),
      make("PAYLOAD_FIELD_TAKEN", { field: "vault" }),
      make("PAYLOAD_TOO_LARGE", { bytes: 20_000_000, max: 16_777_216 }),
      make("PAYLOAD_LINKED", { path: "log.vault/ab/abcd" }),
      make("REDACTION_WITHOUT_PAYLOAD", { seq: 3 }),
      make("REDACTION_UNFINISHED", { by: 4, path: "log.vault", reason: "EIO" }),
      make("VAULT_UNSETTLED", { path: "log.vault" }),
      make("VAULT_JOURNAL_UNREADABLE", { path: "log.vault/journal.json" }),
    ];
    expect(messages.map(({ code }) => code)).toEqual(chainErrors.codes);
    expect(
      messages.map(({ code, kind, message }) => `${code} (${kind})\n${message}`).join("\n\n"),
    ).toMatchSnapshot();
  });
});

describe("the public surface", () => {
  it("is this", () => {
    expect(
      Object.fromEntries(
        Object.entries({ main, merkle, note, store, testing, verify }).map(([name, module]) => [
          name,
          Object.keys(module).sort(),
        ]),
      ),
    ).toMatchSnapshot();
  });

  it("of ./verify, ./merkle and ./note reaches no Node module", () => {
    const seen = new Set<string>();
    const outside = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, target = ""] of readFileSync(file, "utf8").matchAll(/from "([^"]+)";/g)) {
        if (target.startsWith(".")) visit(fileURLToPath(new URL(target, `file://${file}`)));
        else outside.add(target);
      }
    };
    for (const name of ["verify", "merkle", "note"]) visit(`${source}/${name}.ts`);
    expect([...outside].sort()).toEqual([
      "@mvcrs/canonical",
      "@mvcrs/errors",
      "@noble/curves/ed25519.js",
      "@noble/hashes/sha2.js",
    ]);
  });
});
