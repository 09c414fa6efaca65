import { errorCode } from "@mvcrs/test-kit";
import { Signature, Wallet } from "ethers";
import { describe, expect, it } from "vitest";
import { planRelease, releaseTypedData, signRelease, verifyApproval } from "../src/committee/index.ts";
import type { Approval } from "../src/ledger/approval-schema.ts";

const wallet = (n: number) => new Wallet(`0x${n.toString(16).padStart(64, "0")}`);
const [alice, bob, carol, mallory] = [wallet(1), wallet(2), wallet(3), wallet(666)];
const now = Date.parse("2026-11-22T00:00:00.000Z");
const hash = (n: number) => n.toString(16).padStart(64, "0");
const lock = {
  id: "0b5e7f86-4f7e-4a6c-8a7e-0d5f2f7f0a01",
  engagedAt: "2026-11-21T00:00:00.000Z",
  actor: "mvcrs",
  reason: "test",
  challengeId: null,
  seq: 4,
  committee: null,
};
const context = {
  lock,
  members: [alice.address, bob.address.toLowerCase(), carol.address],
  now,
  leafHashAt: async (seq: number) => (seq >= 0 && seq < 10 ? hash(seq) : undefined),
};
const statement = { lockId: lock.id, count: 6, chainHash: hash(5), expiresAt: now / 1000 + 3600 };
const by = { actor: "alice", reason: "mended", now };
const codeOf = (approval: Approval) => errorCode(() => verifyApproval(approval, context));

describe("verifyApproval", () => {
  it("gives the member who signed", async () => {
    expect(await verifyApproval(await signRelease(statement, bob), context)).toBe(bob.address);
  });

  it("refuses each attack with a code of its own", async () => {
    const good = await signRelease(statement, alice);
    const flipped =
      good.signature.slice(0, 10) + (good.signature[10] === "0" ? "1" : "0") + good.signature.slice(11);
    const { r, s, yParity } = Signature.from(good.signature);
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const malleable = `${r}${(order - BigInt(s)).toString(16).padStart(64, "0")}${yParity === 0 ? "1c" : "1b"}`;
    const attacks: [string, Approval, string][] = [
      ["a stranger", await signRelease(statement, mallory), "APPROVAL_STRANGER"],
      [
        "a stranger in a member's name",
        { ...(await signRelease(statement, mallory)), signer: alice.address },
        "APPROVAL_SIGNATURE",
      ],
      ["a changed signature", { ...good, signature: flipped }, "APPROVAL_SIGNATURE"],
      ["the signature's other form", { ...good, signature: malleable }, "APPROVAL_SIGNATURE"],
      ["a prolonged expiry", { ...good, expires_at: "2027-01-01T00:00:00.000Z" }, "APPROVAL_SIGNATURE"],
      ["another head than signed", { ...good, count: 7, chain_hash: hash(6) }, "APPROVAL_SIGNATURE"],
      [
        "an expired one",
        await signRelease({ ...statement, expiresAt: now / 1000 }, alice),
        "APPROVAL_EXPIRED",
      ],
      [
        "one for another lock",
        await signRelease({ ...statement, lockId: "0b5e7f86-4f7e-4a6c-8a7e-0d5f2f7f0a02" }, alice),
        "APPROVAL_OTHER_LOCK",
      ],
      [
        "one relabelled from another lock",
        {
          ...(await signRelease({ ...statement, lockId: "0b5e7f86-4f7e-4a6c-8a7e-0d5f2f7f0a02" }, alice)),
          lock_id: lock.id,
        },
        "APPROVAL_SIGNATURE",
      ],
      [
        "one over another log",
        await signRelease({ ...statement, chainHash: hash(99) }, alice),
        "APPROVAL_HEAD",
      ],
      [
        "one over a longer log",
        await signRelease({ ...statement, count: 50, chainHash: hash(49) }, alice),
        "APPROVAL_HEAD",
      ],
      [
        "one from before the lock",
        await signRelease({ ...statement, count: 4, chainHash: hash(3) }, alice),
        "APPROVAL_HEAD",
      ],
    ];
    for (const [name, approval, code] of attacks) expect(await codeOf(approval), name).toBe(code);
  });
});

describe("planRelease", () => {
  const sign = (...members: Wallet[]) => Promise.all(members.map((member) => signRelease(statement, member)));

  it("needs as many different members as the threshold says", async () => {
    expect(await errorCode(async () => planRelease(await sign(alice), 2, context, by))).toBe(
      "APPROVALS_MISSING",
    );
    expect(await errorCode(async () => planRelease(await sign(alice, alice, alice), 2, context, by))).toBe(
      "APPROVALS_MISSING",
    );
    const { event, refused } = await planRelease(await sign(carol, alice), 2, context, by);
    expect(event).toMatchObject({
      lock_id: lock.id,
      approvers: [alice.address, carol.address].sort(),
      actor: "alice",
    });
    expect(refused).toEqual([]);
  });

  it("releases with the good ones and names the others", async () => {
    const { refused } = await planRelease(await sign(alice, mallory, alice, bob), 2, context, by);
    expect(refused.map(({ code }) => code)).toEqual(["APPROVAL_STRANGER", "APPROVAL_DUPLICATE"]);
  });

  it("is out of reach without a committee", async () => {
    const nobody = { ...context, members: [] };
    expect(await errorCode(async () => planRelease(await sign(alice), 0, nobody, by))).toBe(
      "APPROVALS_MISSING",
    );
  });
});

it("prints the document that a wallet signs", async () => {
  const document = releaseTypedData(statement);
  expect(document).toMatchObject({ primaryType: "ReleaseApproval", message: { lockId: lock.id } });
});
