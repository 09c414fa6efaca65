import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { Wallet } from "ethers";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const keyOf = (n: number) => `0x${String(n).padStart(64, "0")}`;
const [first, second] = [new Wallet(keyOf(1)), new Wallet(keyOf(2))];
const env = { FIRST: keyOf(1), SECOND: keyOf(2), STRANGER: keyOf(3), MVCRS_ACTOR: "on-call" };

/** A root under lock, with a committee of two. */
async function locked() {
  const root = tempRoot();
  const run = (...argv: string[]) => mvcrs(root, [...argv, "--json"], { env });
  await run("init");
  const path = join(root, "state/mvcrs_config.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  config.governance_committee = { members: [first.address, second.address], threshold: 2 };
  writeFileSync(path, JSON.stringify(config));
  await run("trust-lock", "engage", "--reason", "rehearsal");
  const kept = () => (readdirSync(join(root, "state")).includes("approvals") ? approvals() : []);
  const approvals = () => readdirSync(join(root, "state/approvals"));
  return { root, run, kept, approve: (...argv: string[]) => run("trust-lock", "approve", ...argv) };
}

it("refuses at the door what a release would not count, and keeps none of it", async () => {
  const { approve, run, kept } = await locked();
  const stranger = await approve("--key-env", "STRANGER");
  expect(stranger.json()).toMatchObject({ ok: false, error: { code: "APPROVAL_STRANGER" } });
  expect(stranger.exitCode).toBe(3);
  const forged = ["--signer", first.address, "--signature", `0x${"1b".repeat(65)}`];
  expect((await approve(...forged)).json()).toMatchObject({ error: { code: "APPROVAL_SIGNATURE" } });
  expect(kept()).toEqual([]);

  // A forgery in a member's name does not take the place of what the member signed.
  await approve("--key-env", "FIRST");
  const before = kept();
  await approve(...forged);
  expect(kept()).toEqual(before);
  expect((await run("trust-lock", "status")).json()).toMatchObject({
    approvers: [first.address],
    refused: [],
  });
});

it("takes a wallet's signature over the head that it saw, though the log has grown since", async () => {
  const { approve, run } = await locked();
  const { typedData: document } = (await approve("--typed-data")).json() as {
    typedData: { domain: object; types: Record<string, { name: string; type: string }[]>; message: Message };
  };
  const { EIP712Domain: _, ...types } = document.types;
  const signature = await second.signTypedData(document.domain, types, document.message);
  await run("metrics", "mute", "m", "--owner", "o", "--until", "1d", "--reason", "meanwhile");
  const { count, expiresAt } = document.message;
  const signed = ["--signer", second.address, "--signature", signature, "--expires-at", String(expiresAt)];
  expect((await approve(...signed)).json()).toMatchObject({ error: { code: "APPROVAL_SIGNATURE" } });
  expect((await approve(...signed, "--count", String(count))).json()).toMatchObject({ ok: true });
  expect((await approve(...signed, "--count", "99")).json()).toMatchObject({ error: { code: "USAGE" } });
});

interface Message {
  readonly count: string;
  readonly expiresAt: string;
}

it("counts the good approvals beside a damaged file, and names it", async () => {
  const { root, approve, run, kept } = await locked();
  await approve("--key-env", "FIRST");
  await approve("--key-env", "SECOND");
  const [name = ""] = kept();
  writeFileSync(join(root, "state/approvals", name.replace(/-0x.*/, "-damaged.json")), "{");
  expect((await run("trust-lock", "status")).json()).toMatchObject({
    approvers: [first.address, second.address].sort(),
    refused: [{ code: "APPROVAL_UNREADABLE" }],
  });
  const released = await run("trust-lock", "release", "--reason", "over");
  expect(released.json()).toMatchObject({ ok: true });
  expect(released.stderr).toContain("not counted");
});
