import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { artifactPaths, openSession } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { Wallet } from "ethers";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const keyOf = (n: number) => `0x${String(n).padStart(64, "0")}`;
const [first, second, thief] = [1, 2, 3].map((n) => new Wallet(keyOf(n)).address);
const env = { FIRST: keyOf(1), SECOND: keyOf(2), THIEF: keyOf(3), MVCRS_ACTOR: "on-call" };
const addresses = (members: readonly (string | undefined)[]) => members.map((member) => member ?? "");

/** A root whose configuration names a committee, locked or not. */
async function rootOf(members: readonly (string | undefined)[], threshold: number) {
  const root = tempRoot();
  const run = (...argv: string[]) => mvcrs(root, [...argv, "--json"], { env });
  const path = join(root, "state/mvcrs_config.json");
  const configure = (members: readonly (string | undefined)[], threshold: number) => {
    const config = JSON.parse(readFileSync(path, "utf8"));
    config.governance_committee = { members: addresses(members), threshold };
    writeFileSync(path, JSON.stringify(config));
  };
  await run("init");
  configure(members, threshold);
  const events = (type: string) =>
    readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")
      .split("\n")
      .filter((line) => line.includes(`"type":"${type}"`))
      .map((line) => JSON.parse(line).event);
  return { root, run, configure, events };
}

const engage = ["trust-lock", "engage", "--reason", "rehearsal"] as const;
const release = ["trust-lock", "release", "--reason", "over"] as const;
const change = ["trust-lock", "committee", "--reason", "new term"] as const;
const approve = (key: string, ...more: string[]) => ["trust-lock", "approve", "--key-env", key, ...more];
const two = { members: addresses([first, second]), threshold: 2 };

it("lets the committee at engagement release, whatever the configuration says meanwhile", async () => {
  const { run, configure, events } = await rootOf([first, second], 2);
  await run(...engage);
  expect(events("trust_lock.engaged")).toMatchObject([{ committee: two }]);
  // Two of three members, then one of one.
  for (const [members, threshold] of [
    [[thief, second], 1],
    [[thief], 1],
  ] as const) {
    configure(members, threshold);
    expect((await run(...approve("THIEF"))).json()).toMatchObject({ error: { code: "APPROVAL_STRANGER" } });
    expect((await run(...release)).json()).toMatchObject({
      error: { code: "APPROVALS_MISSING", details: { have: 0, need: 2, of: 2 } },
    });
    expect((await run("trust-lock", "status")).json()).toMatchObject(two);
  }
  for (const key of ["FIRST", "SECOND"]) expect((await run(...approve(key))).exitCode).toBe(0);
  expect((await run(...release)).exitCode).toBe(0);
  expect(events("trust_lock.released")).toMatchObject([{ committee: two }]);
});

it("changes the committee by an entry that the one in force approves, under a lock and without", async () => {
  const { run, configure, events } = await rootOf([first], 1);
  await run(...engage);
  configure([second], 1);
  expect((await run(...change)).json()).toMatchObject({ error: { code: "APPROVALS_MISSING" } });
  expect((await run(...approve("SECOND", "--committee"))).json()).toMatchObject({
    error: { code: "APPROVAL_STRANGER" },
  });
  expect((await run(...approve("FIRST", "--committee"))).exitCode).toBe(0);
  // An approval is of one committee: another edit is another question.
  configure([second, thief], 1);
  expect((await run(...change)).json()).toMatchObject({
    error: { details: { refused: [{ code: "APPROVAL_OTHER_COMMITTEE" }] } },
  });
  configure([second], 1);
  expect((await run(...change)).exitCode).toBe(0);
  expect(events("committee.changed")).toMatchObject([
    {
      committee: { members: [second], threshold: 1 },
      previous: { members: [first], threshold: 1 },
      approvers: [first],
    },
  ]);
  expect((await run(...approve("FIRST"))).json()).toMatchObject({ error: { code: "APPROVAL_STRANGER" } });
  await run(...approve("SECOND"));
  expect((await run(...release)).exitCode).toBe(0);

  // Unlocked, an edit alone does not make the committee of the next lock, and a spent approval is spent.
  configure([first], 1);
  await run(...engage, "--actor", "somebody");
  expect(events("trust_lock.engaged").at(-1)).toMatchObject({ committee: { members: [second] } });
  configure([second], 1);
  expect((await run(...change)).json()).toMatchObject({ ok: true, event: null });
});

it("takes a spent approval of a committee for none", async () => {
  const { run, configure } = await rootOf([first], 1);
  await run(...engage);
  configure([second], 1);
  await run(...approve("FIRST", "--committee"));
  await run(...change);
  configure([first], 1);
  await run(...approve("SECOND", "--committee"));
  await run(...change);
  configure([second], 1);
  expect((await run(...change)).json()).toMatchObject({
    error: { details: { refused: [{ code: "APPROVAL_OTHER_COMMITTEE" }, { code: "APPROVAL_HEAD" }] } },
  });
});

it("takes a wallet's signature over another committee", async () => {
  const { run, configure } = await rootOf([first], 1);
  await run(...engage);
  configure([second], 1);
  const asked = await run("trust-lock", "approve", "--committee", "--typed-data");
  const { typedData: document } = asked.json() as {
    typedData: {
      domain: object;
      types: Record<string, { name: string; type: string }[]>;
      message: { expiresAt: string };
    };
  };
  const { EIP712Domain: _, ...types } = document.types;
  const signature = await new Wallet(keyOf(1)).signTypedData(document.domain, types, document.message);
  const signed = [
    "--signer",
    first ?? "",
    "--signature",
    signature,
    "--expires-at",
    document.message.expiresAt,
  ];
  expect((await run("trust-lock", "approve", "--committee", ...signed)).exitCode).toBe(0);
  expect((await run(...change)).exitCode).toBe(0);
});

it("warns that nobody can release a lock without a committee, and then takes the first by an entry", async () => {
  const { run, configure, events } = await rootOf([], 1);
  const engaged = await run(...engage);
  expect([engaged.exitCode, engaged.stderr]).toEqual([0, expect.stringContaining("nobody can release it")]);
  configure([first], 1);
  expect((await run(...approve("FIRST"))).json()).toMatchObject({ error: { code: "APPROVAL_STRANGER" } });
  expect((await run(...release)).exitCode).toBe(3);
  expect((await run(...change)).exitCode).toBe(0);
  expect(events("committee.changed")).toMatchObject([{ previous: null, approvers: [], actor: "on-call" }]);
  await run(...approve("FIRST"));
  expect((await run(...release)).exitCode).toBe(0);
});

it("locks although the configuration cannot be read", async () => {
  const { root, run } = await rootOf([first], 1);
  writeFileSync(join(root, "state/mvcrs_config.json"), "{");
  const engaged = await run(...engage);
  expect([engaged.exitCode, engaged.stderr]).toEqual([0, expect.stringContaining("names no committee")]);
});

it("refuses a member whose checksum is wrong", async () => {
  const { root, run } = await rootOf([first], 1);
  const path = join(root, "state/mvcrs_config.json");
  const wrong = (first ?? "").replace(/[a-f]/, (letter) => letter.toUpperCase());
  expect(wrong).not.toBe(first);
  const check = async (member: string) => {
    writeFileSync(path, JSON.stringify({ governance_committee: { members: [member], threshold: 1 } }));
    return (await run("config", "check")).exitCode;
  };
  expect(await check(wrong)).toBe(2);
  expect(await check((first ?? "").toLowerCase())).toBe(0);
  expect(await check(first ?? "")).toBe(0);
});

it("asks the committee of the mark for a lock from before locks named one", async () => {
  const { root, run, configure, events } = await rootOf([first], 1);
  const paths = artifactPaths(root);
  const session = await openSession({ paths, files: nodeTextFiles, clock: Date.now });
  const head = { id: crypto.randomUUID(), at: "2026-11-21T00:00:00.000Z", actor: "mvcrs" };
  await session.record([
    { type: "trust_lock.engaged", ...head, marker: "MVCRS_TRUST_LOCK", reason: "from before" },
  ]);
  await session.close();
  rmSync(paths.mark);

  // Before anything was written here, the lock is on all the same; then the root is adopted as it is configured.
  expect((await run("trust-lock", "status", "--assert-unlocked")).exitCode).toBe(3);
  expect((await run("escalate", "tick")).stderr).toContain("had no mark");
  configure([thief], 1);
  expect((await run(...approve("THIEF"))).json()).toMatchObject({ error: { code: "APPROVAL_STRANGER" } });
  expect((await run(...change)).json()).toMatchObject({ error: { code: "APPROVALS_MISSING" } });
  await run(...approve("FIRST"));
  expect((await run(...release)).exitCode).toBe(0);
  expect(events("trust_lock.released")).toMatchObject([{ committee: { members: [first], threshold: 1 } }]);
});
