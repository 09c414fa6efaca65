import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs, type Ran } from "./support/cli.ts";

const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));
const signals = join(examples, "governance-signals.jsonl");

/** A root with a filled log, a key and a signed checkpoint, and the way to run commands in it. */
async function signedRoot() {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  cpSync(join(examples, "mvcrs_config.json"), join(root, "state/mvcrs_config.json"));
  const chain = (...argv: string[]): Promise<Ran> => mvcrs(root, ["chain", ...argv]);
  expect((await mvcrs(root, ["run", "--signals", signals])).exitCode).toBe(0);
  expect((await chain("keygen")).exitCode).toBe(0);
  expect((await chain("checkpoint")).exitCode).toBe(0);
  const log = join(root, "state/challenge_events.jsonl");
  return { root, chain, log, checkpoint: join(root, "state/challenge_events.checkpoint") };
}

const flipByte = (path: string, at: number): void => {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

it("shows the head and verifies", async () => {
  const { chain } = await signedRoot();
  const head = (await chain("head", "--json")).json();
  expect(head).toMatchObject({ ok: true });
  expect((await chain("verify", "--json")).json()).toMatchObject({
    ok: true,
    count: head["count"],
    rootHash: head["rootHash"],
  });
  expect((await chain("head")).stdout).toContain(String(head["chainHash"]));
  expect((await chain("verify")).stdout).toMatch(/^ok: /);
});

it("makes a secret key once and never over another", async () => {
  const { root, chain } = await signedRoot();
  expect(statSync(join(root, "state/log.key")).mode & 0o777).toBe(0o600);
  const before = readFileSync(join(root, "state/log.key"), "utf8");
  const again = await chain("keygen", "--json");
  expect(again.exitCode).toBe(2);
  expect(again.json()).toMatchObject({ error: { code: "FILE_EXISTS" } });
  expect(readFileSync(join(root, "state/log.key"), "utf8")).toBe(before);
  expect(again.stdout + again.stderr).not.toContain("PRIVATE");
});

it("proves an entry to somebody who has only the file and the key", async () => {
  const { root, chain } = await signedRoot();
  const proved = await chain("prove", "0", "--html", "evidence.html", "--json");
  expect(proved.json()).toMatchObject({ ok: true, seq: 0 });
  expect(readFileSync(join(root, "evidence.html"), "utf8")).toContain("<!doctype html>");
  const elsewhere = tempRoot();
  cpSync(join(root, "entry-0.tlog-proof"), join(elsewhere, "it.tlog-proof"));
  const key = readFileSync(join(root, "state/log.key.pub"), "utf8").trim();
  const verified = await mvcrs(elsewhere, ["chain", "verify-proof", "it.tlog-proof", "--key", key, "--json"]);
  expect(verified.json()).toMatchObject({ ok: true, seq: 0, entry: { seq: 0 } });
  const without = await mvcrs(elsewhere, ["chain", "verify-proof", "it.tlog-proof", "--json"]);
  expect(without.json()).toMatchObject({ error: { code: "FILE_MISSING" } });
  const proof = readFileSync(join(elsewhere, "it.tlog-proof"), "utf8");
  writeFileSync(join(elsewhere, "it.tlog-proof"), proof.replace("index 0", "index 1"));
  const forged = await mvcrs(elsewhere, ["chain", "verify-proof", "it.tlog-proof", "--key", key]);
  expect(forged.exitCode).toBe(1);
  for (const seq of ["99999", "-1", "1.5", "one"]) {
    const refused = await chain("prove", seq, "--json");
    expect(refused.exitCode, seq).toBe(2);
    const code = seq === "one" ? "USAGE" : "SEQ_OUT_OF_RANGE";
    expect(refused.json(), seq).toMatchObject({ error: { code } });
  }
});

it("verifies against a checkpoint, incrementally from one, and finds rewritten history", async () => {
  const { root, chain, log, checkpoint } = await signedRoot();
  expect((await chain("verify-checkpoint", checkpoint, "--json")).json()).toMatchObject({ ok: true });
  expect((await chain("verify", "--checkpoint", checkpoint, "--json")).json()).toMatchObject({
    ok: true,
    trusted: 0,
  });
  const from = (await chain("verify", "--from", checkpoint, "--json")).json();
  expect(from).toMatchObject({ ok: true, trusted: from["count"] });
  flipByte(log, readFileSync(log, "utf8").indexOf('"actor":"') + 9);
  const broken = await chain("verify", "--checkpoint", checkpoint, "--json");
  expect(broken.exitCode).toBe(1);
  const codes = (broken.json()["findings"] as { code: string }[]).map(({ code }) => code);
  expect(codes).toContain("BAD_LINK");
  expect(codes).toContain("CHECKPOINT_INCONSISTENT");
  expect((await chain("verify")).stdout).toMatch(/^NOT OK: /);
  expect(existsSync(join(root, "state/challenge_events.checkpoint"))).toBe(true);
});

it("writes a proof over nothing that the log is made of", async () => {
  const { chain, log } = await signedRoot();
  const before = readFileSync(log);
  for (const argv of [
    ["--out", log],
    ["--html", log],
    ["--out", "same", "--html", "same"],
  ])
    expect((await chain("prove", "0", ...argv, "--json")).json()).toMatchObject({ error: { code: "USAGE" } });
  expect(readFileSync(log).equals(before)).toBe(true);
});

it("proves consistency between sizes and checkpoints, and checks it without the log", async () => {
  const { root, chain, checkpoint } = await signedRoot();
  expect((await chain("consistency", "3", checkpoint, "--json")).json()).toMatchObject({
    ok: true,
    oldSize: 3,
  });
  // With two checkpoints and the proof, somebody without the log checks it.
  const elsewhere = tempRoot();
  const key = readFileSync(join(root, "state/log.key.pub"), "utf8").trim();
  cpSync(checkpoint, join(elsewhere, "older"));
  await chain("checkpoint", "--record");
  await chain("checkpoint");
  cpSync(checkpoint, join(elsewhere, "newer"));
  const proof = join(elsewhere, "proof");
  expect((await chain("consistency", join(elsewhere, "older"), checkpoint, "--out", proof)).exitCode).toBe(0);
  const offline = (...names: string[]) =>
    mvcrs(elsewhere, ["chain", "verify-consistency", ...names, "--key", key, "--json"]);
  expect((await offline("older", "newer", "proof")).json()).toMatchObject({ ok: true });
  expect((await offline("newer", "older", "proof")).json()).toMatchObject({
    error: { code: "CONSISTENCY_SHRUNK" },
  });
  const hashes = readFileSync(proof, "utf8").split("\n");
  for (const [code, text] of [
    ["CONSISTENCY_PROOF_LENGTH", ""],
    ["CONSISTENCY_NEW_ROOT", [Buffer.alloc(32).toString("base64"), ...hashes.slice(1)].join("\n")],
    ["USAGE", "no hash\n"],
    ["USAGE", hashes.join("\n\n")],
  ] as const) {
    writeFileSync(proof, text);
    expect((await offline("older", "newer", "proof")).json()).toMatchObject({ error: { code } });
  }
  expect((await chain("consistency", "0", "3")).exitCode).toBe(2);
  expect((await chain("consistency", "5", "3")).exitCode).toBe(2);
});

it("refuses to sign a log that does not continue the last checkpoint", async () => {
  const { root, chain, log } = await signedRoot();
  for (const name of ["challenge_events.jsonl", "challenge_events.index", "challenges_chain_meta.json"])
    cpSync(join(root, "state", name), join(root, name));
  const lines = readFileSync(log, "utf8").split("\n");
  writeFileSync(log, `${lines.slice(0, 3).join("\n")}\n`);
  expect((await chain("repair", "--apply")).exitCode).toBe(0);
  const refused = await chain("checkpoint", "--json");
  expect(refused.exitCode).toBe(3);
  expect(refused.json()).toMatchObject({ error: { code: "SIGNER_LOG_SHRUNK" } });
});

it("exports tiles, once and again", async () => {
  const { root, chain } = await signedRoot();
  const first = (await chain("export-tiles", "site", "--json")).json();
  expect(first).toMatchObject({ ok: true, kept: 0 });
  expect(existsSync(join(root, "site/checkpoint"))).toBe(true);
  expect((await chain("export-tiles", "site", "--json")).json()).toMatchObject({ written: 0 });
});

it("exports tiles into a bucket only with a key for it, and says which is missing", async () => {
  const { chain } = await signedRoot();
  const refused = await chain("export-tiles", "s3://logs/crs", "--json");
  expect(refused.exitCode).toBe(2);
  expect(refused.json()).toMatchObject({ error: { code: "S3_SETTING" } });
  expect(JSON.stringify(refused.json())).toContain("AWS_ACCESS_KEY_ID");
  expect((await chain("export-tiles", "s3://LOGS", "--json")).json()).toMatchObject({
    error: { code: "S3_ADDRESS" },
  });
});

it("plans a repair, changes nothing unasked, and then repairs", async () => {
  const { chain, log } = await signedRoot();
  expect((await chain("repair")).stdout).toBe("nothing to repair\n");
  appendFileSync(log, '{"event":');
  const before = readFileSync(log);
  const planned = await chain("repair", "--json");
  expect(planned.exitCode).toBe(1);
  expect(planned.json()).toMatchObject({ ok: false, plan: { moves: 9 } });
  expect(readFileSync(log)).toEqual(before);
  expect((await chain("repair", "--apply")).exitCode).toBe(0);
  expect((await chain("verify")).exitCode).toBe(0);
});

it("draws a bar with the pace and the time left where a person watches", async () => {
  const { root } = await signedRoot();
  let now = 1_000;
  const ran = await mvcrs(root, ["chain", "verify"], { interactive: true, clock: () => (now += 200) });
  expect(ran.stderr).toMatch(/█+ 100% {2}\d+ MB\/s, 0 s left/);
});

it("records a signing on request, and stays consistent with the checkpoints before", async () => {
  const { root, chain } = await signedRoot();
  const before = (await chain("head", "--json")).json();
  expect((await chain("checkpoint", "--record")).exitCode).toBe(0);
  const lines = readFileSync(join(root, "state/challenge_events.jsonl"), "utf8").trimEnd().split("\n");
  expect(JSON.parse(lines.at(-1) ?? "").event).toMatchObject({
    type: "checkpoint.signed",
    size: before["count"],
    root_hash: before["rootHash"] ?? before["root_hash"],
  });
  expect((await chain("checkpoint")).exitCode).toBe(0);
  expect((await chain("verify")).exitCode).toBe(0);
});
