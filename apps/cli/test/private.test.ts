import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { Wallet } from "ethers";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const signals = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const key = `0x${"1".padStart(64, "0")}`;
const secret = "Ann Miller is ill";
const who = "carla.private";

async function rootOf(config: object = {}) {
  const place = tempRoot();
  const root = join(place, "root");
  await mvcrs(place, ["init", "--root", root]);
  const path = join(root, "state/mvcrs_config.json");
  const governance_committee = { members: [new Wallet(key).address], threshold: 1 };
  writeFileSync(
    path,
    JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), governance_committee, ...config }),
  );
  const run = (...argv: string[]) => mvcrs(root, argv, { env: { MVCRS_ACTOR: who, KEY: key } });
  expect((await run("run", "--signals", signals)).exitCode).toBe(0);
  const { challenges } = (await run("challenges", "list", "--json")).json() as {
    challenges: { id: string }[];
  };
  return { place, root, run, id: challenges[0]?.id ?? "", vault: join(root, "state/challenge_events.vault") };
}
type Made = Awaited<ReturnType<typeof rootOf>>;

/** Files below a folder that hold a text, relative to it. */
const holding = (folder: string, text: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => readFileSync(join(folder, name), "utf8").includes(text))
    .sort();

const entryOf = async ({ run }: Made, type: string): Promise<number> => {
  const { entries } = (await run("chain", "entries", "--type", type, "--json")).json() as {
    entries: { seq: number }[];
  };
  return entries[0]?.seq ?? -1;
};

/** Each command that a person gives a reason with, by the type of its event. */
const commands = ({ id, root }: Made): [string, string[]][] => [
  ["challenge.acknowledged", ["challenges", "ack", id]],
  ["metric.muted", ["metrics", "mute", "arena.successRate", "--owner", who, "--until", "2d"]],
  ["metric.unmuted", ["metrics", "unmute", "arena.successRate"]],
  ["trust_lock.engaged", ["trust-lock", "engage"]],
  ["challenge.resolved", ["challenges", "resolve", id, "--resolution", "rejected"]],
  ["orchestrator.frozen", ["orchestrator", "freeze", "--root", root]],
];

it("keeps who and why out of every file but the vault, shows them to people, and forgets them", async () => {
  const made = await rootOf();
  const { root, run, id, vault } = made;
  for (const [type, argv] of commands(made)) {
    const ran = await run(...argv, "--reason", secret, "--private");
    expect(ran.exitCode, `${type} ${ran.stderr}`).toBe(0);
  }
  await run("trust-lock", "approve", "--key-env", "KEY");
  expect((await run("trust-lock", "release", "--reason", secret, "--private")).exitCode).toBe(0);
  await run(
    "metrics",
    "mute",
    "arena.successRate",
    "--owner",
    who,
    "--until",
    "2d",
    "--reason",
    secret,
    "--private",
  );
  await run("trust-lock", "engage", "--reason", secret, "--private");
  await run("postmortem", "new", "--challenge", id, "--out", join(root, "postmortem.md"));
  for (const text of [secret, who])
    expect(holding(root, text).filter((name) => !name.startsWith("state/challenge_events.vault/"))).toEqual(
      [],
    );
  const payloads = holding(vault, "mvcrs-vault 0001");
  expect(payloads.length).toBeGreaterThanOrEqual(18);
  for (const name of payloads) expect(statSync(join(vault, name)).mode & 0o777).toBe(0o600);
  expect((await run("rebuild", "--check")).exitCode).toBe(0);

  const seen = async () => {
    const texts = await Promise.all(
      [
        ["challenges", "show", id],
        ["challenges", "list"],
        ["trust-lock", "status"],
      ].flatMap((argv) => [argv, [...argv, "--json"]].map((one) => run(...one))),
    );
    return texts.map(({ stdout }) => stdout);
  };
  for (const text of await seen()) expect(text).toContain(secret);

  const { entries } = (await run("chain", "entries", "--limit", "0", "--json")).json() as {
    entries: { seq: number; private?: object }[];
  };
  const seqs = entries.filter((entry) => entry.private !== undefined).map(({ seq }) => seq);
  const redact = ["chain", "redact", ...seqs.map(String), "--reason", "asked for", "--actor", "officer"];
  const preview = await run(...redact);
  expect(preview.exitCode).toBe(1);
  expect(holding(vault, "mvcrs-vault 0001")).toEqual(payloads);
  const before = (await run("chain", "head", "--json")).json();
  const redacted = (await run(...redact, "--apply", "--json")).json();
  expect(redacted).toMatchObject({ ok: true, removed: payloads.length, missing: 0 });
  for (const text of [secret, who]) expect(holding(root, text)).toEqual([]);
  const by = await entryOf(made, "payload.redacted");
  expect(by).toBe(before["count"]);
  for (const text of await seen()) {
    expect(text).toContain(`[redacted by entry ${by}]`);
    expect(text).not.toContain(secret);
  }
  const verified = await run("chain", "verify");
  expect(verified.exitCode).toBe(0);
  expect(verified.stdout).toContain(`entry ${seqs[0]}: redacted by entry ${by}`);
  expect((await run("rebuild", "--check")).exitCode).toBe(0);
  // Typed again, there is nothing left to do and nothing more to say.
  expect((await run(...redact, "--apply", "--json")).json()).toMatchObject({ ok: true, removed: 0 });
  expect((await run(...redact)).exitCode).toBe(0);
  expect((await run("chain", "head", "--json")).json()["count"]).toBe(by + 1);
});

it("keeps what the configuration names, and all of it where the configuration cannot be read", async () => {
  const { root, run, id } = await rootOf({ vault: { keep: ["reason"] } });
  await run("challenges", "ack", id, "--reason", secret);
  const shown = await run("challenges", "show", id);
  expect(shown.stdout).toContain(secret);
  expect(readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")).toContain(`"actor":"${who}"`);
  writeFileSync(join(root, "state/mvcrs_config.json"), "{");
  const locked = await run("trust-lock", "engage", "--reason", secret);
  expect(locked.exitCode).toBe(0);
  const log = readFileSync(join(root, "state/challenge_events.jsonl"), "utf8");
  expect(log).not.toContain(secret);
  expect(log.trimEnd().split("\n").at(-1)).not.toContain(who);
});

it("leaves the log as it always was where nobody asks for more", async () => {
  const { run, id, vault } = await rootOf();
  await run("challenges", "ack", id, "--reason", secret);
  const { entries } = (await run("chain", "entries", "--limit", "1", "--json")).json();
  expect(entries).toMatchObject([{ event: { actor: who, reason: secret } }]);
  expect((entries as { event: object }[])[0]?.event).not.toHaveProperty("vault");
  expect(existsSync(vault)).toBe(false);
  expect((await run("chain", "verify")).stdout).not.toContain("vault");
});

it("refuses to redact what stands in a line, and what is not there", async () => {
  const { run, id } = await rootOf();
  await run("challenges", "ack", id, "--reason", secret);
  const codeOf = async (...entries: string[]) => {
    const ran = await run("chain", "redact", ...entries, "--reason", "x", "--apply", "--json");
    return [ran.exitCode, (ran.json()["error"] as { code: string }).code];
  };
  expect(await codeOf("0")).toEqual([2, "REDACTION_WITHOUT_PAYLOAD"]);
  expect(await codeOf("99999")).toEqual([2, "SEQ_OUT_OF_RANGE"]);
  expect(await codeOf("1.5")).toEqual([2, "USAGE"]);
  expect(await codeOf("--", "-1")).toEqual([2, "USAGE"]);
});

it("tells missing, damaged and still standing payloads from redacted ones", async () => {
  const made = await rootOf();
  const { place, run, id, vault } = made;
  await run("challenges", "ack", id, "--reason", secret, "--private");
  const seq = await entryOf(made, "challenge.acknowledged");
  const [file = ""] = holding(vault, secret);
  const aside = join(place, "aside");
  const verify = async () => {
    const ran = await run("chain", "verify", "--json");
    const { findings } = ran.json()["vault"] as { findings: { code: string; seq: number | null }[] };
    return [ran.exitCode, ...findings.map(({ code }) => code)];
  };
  const note = async () => (await run("challenges", "show", id)).stdout.trimEnd().split("\n").at(-1);
  renameSync(join(vault, file), aside);
  expect(await verify()).toEqual([1, "PAYLOAD_MISSING"]);
  expect(await note()).toContain("missing from the vault");
  writeFileSync(join(vault, file), "mvcrs-vault 0001 forged words");
  expect(await verify()).toEqual([1, "PAYLOAD_DAMAGED"]);
  expect(await note()).toContain("damaged in the vault");
  await run("chain", "redact", String(seq), "--reason", "lost", "--apply");
  expect(await verify()).toEqual([0]);
  // An old copy of the vault is put back: the words are not shown again, and the next redaction deletes them.
  renameSync(aside, join(vault, file));
  expect(await verify()).toEqual([1, "PAYLOAD_STANDS"]);
  expect(await note()).toContain("redacted by entry");
  await run("chain", "redact", String(seq), "--reason", "again", "--apply");
  expect(await verify()).toEqual([0]);
});

it("finishes a redaction that was cut off behind its entry, whatever writes next", async () => {
  const made = await rootOf();
  const { place, run, id, vault } = made;
  await run("challenges", "ack", id, "--reason", secret, "--private");
  const seq = await entryOf(made, "challenge.acknowledged");
  cpSync(vault, join(place, "vault"), { recursive: true });
  await run("chain", "redact", String(seq), "--reason", "asked for", "--apply");
  // As it is between the entry and the deletion.
  rmSync(vault, { recursive: true });
  renameSync(join(place, "vault"), vault);
  const commitments = holding(vault, "mvcrs-vault").map((name) => name.slice(3));
  const intent = { version: 1, kind: "redact", from: seq + 1, seqs: [seq], commitments };
  writeFileSync(join(vault, "journal.json"), JSON.stringify(intent));
  expect((await run("chain", "verify")).exitCode).toBe(1);
  await run("escalate", "tick");
  expect(holding(vault, "mvcrs-vault")).toEqual([]);
  expect((await run("chain", "verify")).exitCode).toBe(0);
});

it("records what needs no vault where the vault cannot be opened, and says so", async () => {
  const { run, id, vault } = await rootOf();
  await run("challenges", "ack", id, "--reason", secret, "--private");
  writeFileSync(join(vault, "journal.json"), "what is this");
  const locked = await run("trust-lock", "engage", "--reason", "emergency");
  expect(locked.exitCode).toBe(0);
  expect(locked.stderr).toContain("journal.json");
  const kept = await run(
    "metrics",
    "mute",
    "m",
    "--owner",
    who,
    "--until",
    "1d",
    "--reason",
    secret,
    "--private",
    "--json",
  );
  expect(kept.json()).toMatchObject({ error: { code: "VAULT_JOURNAL_UNREADABLE" } });
});

it("backs the vault up, and restores nothing that the log of the copy redacts", async () => {
  const made = await rootOf();
  const { place, root, run, id, vault } = made;
  await run("challenges", "ack", id, "--reason", secret, "--private");
  await run("trust-lock", "engage", "--reason", secret, "--private");
  const seq = await entryOf(made, "challenge.acknowledged");
  const [older, newer, plain] = ["older", "newer", "plain"].map((name) => join(place, name));
  if (older === undefined || newer === undefined || plain === undefined)
    throw new RangeError("three folders");
  expect((await run("backup", older)).exitCode).toBe(0);
  cpSync(vault, join(place, "vault"), { recursive: true });
  await run("chain", "redact", String(seq), "--reason", "asked for", "--apply");
  // An old copy of a payload lies in the vault again: no backup takes it along.
  cpSync(join(place, "vault"), vault, { recursive: true });
  const backup = await run("backup", newer, "--json");
  expect(backup.json()).toMatchObject({ ok: true, findings: 0 });
  expect(holding(newer, secret)).toHaveLength(1);
  cpSync(root, plain, { recursive: true });
  const target = join(place, "target");
  const restore = async (from: string) => {
    rmSync(target, { recursive: true, force: true });
    const ran = await mvcrs(place, ["restore", from, "--root", target, "--json"]);
    expect(ran.json()).toMatchObject({ ok: true, restored: true });
    const verified = await mvcrs(target, ["chain", "verify", "--root", target]);
    return [holding(target, secret).length, (ran.json()["notes"] as string[]).length, verified.exitCode];
  };
  expect(await restore(newer)).toEqual([1, 1, 0]);
  expect(await restore(plain)).toEqual([1, 2, 0]);
  // What the older one cannot know it says.
  expect(await restore(older)).toEqual([2, 1, 0]);
  const again = await mvcrs(place, [
    "chain",
    "redact",
    String(seq),
    "--reason",
    "again",
    "--apply",
    "--root",
    target,
  ]);
  expect(again.exitCode).toBe(0);
  expect(holding(target, secret)).toHaveLength(1);
  // Deleted from an old backup too, which is then none that is refused.
  const [payload = ""] = holding(older, secret);
  rmSync(join(older, payload));
  expect(await restore(older)).toEqual([1, 2, 1]);
  const forged = holding(newer, secret)[0] ?? "";
  writeFileSync(join(newer, forged), "forged");
  const refused = await mvcrs(place, ["restore", newer, "--root", join(place, "other"), "--json"]);
  expect(refused.json()).toMatchObject({ ok: false, restored: false });
});
