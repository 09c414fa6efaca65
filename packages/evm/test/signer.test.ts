import { errorCode } from "@mvcrs/test-kit";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { encryptKeystoreJson, Transaction } from "ethers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accounts, keys } from "../../owner-ops/test/support/anvil.ts";
import { evmErrors, keystoreSigner, privateKeySigner, unlockedSigner } from "../src/index.ts";
import { privateKeyOf } from "../src/private-key.ts";

// Written by Foundry's `cast wallet import` 1.7.1 for anvil's first account; Foundry leaves the address out.
const foundry =
  '{"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"cfc0e33b9deebd40f14a29834957bf7a"},"ciphertext":"d69266210de0c2388c00d15e52dc26424f3d6c3a0114665b36b46279a56d256b","kdf":"scrypt","kdfparams":{"dklen":32,"n":8192,"p":1,"r":8,"salt":"8642fee2b90dae7425e0447105fec0cbe9dfe5923de8fedf7d145e6ffe7c087d"},"mac":"1848704122cbb3ad439ac96fcbb764c374a1807e662d02c6be482d1c5ced86f9"},"id":"22238e9c-3e4f-4c1f-9297-1ebbe4dbe112","version":3}';
// The PBKDF2 test vector of the Web3 Secret Storage Definition, version 3.
const vector =
  '{"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},"ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256","salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},"mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}';

const transaction = {
  chainId: 31337n,
  nonce: 3,
  to: accounts[1],
  data: "0x8456cb59",
  gasLimit: 50_000n,
  maxFeePerGas: 10n,
  maxPriorityFeePerGas: 1n,
};

describe("signers", () => {
  it("sign for the account of their key", async () => {
    for (const signer of [
      privateKeySigner(keys[0], "test"),
      privateKeySigner(` ${keys[0].slice(2)}\n`, "test"),
      await keystoreSigner(foundry, "correct horse", "foundry"),
    ]) {
      expect(signer.address).toBe(accounts[0]);
      const signed = Transaction.from(await signer.sign(transaction));
      expect([signed.from, signed.to, signed.nonce, signed.type]).toEqual([accounts[0], accounts[1], 3, 2]);
    }
  });

  it("sign as the library does that OpenSSL multiplies for", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: secp256k1.Point.Fn.ORDER - 1n }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (secret, digest) => {
          const digits = secret.toString(16).padStart(64, "0");
          const key = privateKeyOf(digits);
          const { r, s, yParity } = key.sign(`0x${Buffer.from(digest).toString("hex")}`);
          const bytes = Buffer.from(digits, "hex");
          const wanted = secp256k1.sign(digest, bytes, { prehash: false, format: "recovered" });
          expect([yParity, ...Buffer.from(`${r.slice(2)}${s.slice(2)}`, "hex")]).toEqual([...wanted]);
          expect(key.publicKey.slice(2)).toBe(
            Buffer.from(secp256k1.getPublicKey(bytes, false)).toString("hex"),
          );
        },
      ),
      { numRuns: 50, examples: [[1n, new Uint8Array(32)]] },
    );
    for (const digits of ["0".repeat(64), secp256k1.Point.Fn.ORDER.toString(16), "f".repeat(64)])
      expect(() => privateKeyOf(digits)).toThrow(RangeError);
  });

  it("read keystores as geth writes them, and the definition's own vector", async () => {
    // geth puts the address in, without 0x and in lower case.
    const made = JSON.parse(
      await encryptKeystoreJson({ address: accounts[0], privateKey: keys[0] }, "geth", {
        scrypt: { N: 4096, r: 8, p: 1 },
      }),
    );
    const geth = {
      address: accounts[0].slice(2).toLowerCase(),
      crypto: made.Crypto,
      id: made.id,
      version: 3,
    };
    expect((await keystoreSigner(JSON.stringify(geth), "geth", "geth")).address).toBe(accounts[0]);
    expect((await keystoreSigner(vector, "testpassword", "vector")).address.toLowerCase()).toBe(
      "0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b",
    );
  });

  it("refuse without a word of the key", async () => {
    const code = (action: () => unknown) => errorCode(action);
    expect(await code(() => keystoreSigner(foundry, "wrong", "f"))).toBe("KEY_UNUSABLE");
    expect(
      await code(() => keystoreSigner(foundry.replace('"mac":"18', '"mac":"19'), "correct horse", "f")),
    ).toBe("KEY_UNUSABLE");
    expect(await code(() => keystoreSigner("{}", "x", "f"))).toBe("KEY_UNUSABLE");
    expect(await code(() => privateKeySigner("0x12", "f"))).toBe("KEY_UNUSABLE");
    expect(await code(() => privateKeySigner("0".repeat(64), "f"))).toBe("KEY_UNUSABLE");
    const almost = `${keys[0].slice(0, -1)}g`;
    try {
      privateKeySigner(almost, "OWNER_PRIVATE_KEY");
    } catch (thrown) {
      expect(JSON.stringify(thrown) + String(thrown)).not.toContain(keys[0].slice(4, 20));
    }
  });

  it("hold a key that nothing can walk to", () => {
    const signer = privateKeySigner(keys[0], "test");
    const seen: unknown[] = [signer];
    for (const value of seen)
      if (typeof value === "object" && value !== null) seen.push(...Object.values(value));
    expect(seen.map(String).join()).not.toContain(keys[0].slice(4, 20));
  });

  it("do not pass on what a node has signed instead of what it was asked to", async () => {
    const other = await privateKeySigner(keys[1], "test").sign(transaction);
    const lying = unlockedSigner({ label: "x", request: async () => other }, accounts[0]);
    expect(await errorCode(() => lying.sign(transaction))).toBe("KEY_UNUSABLE");
    const silent = unlockedSigner(
      {
        label: "x",
        request: () =>
          Promise.reject(
            evmErrors.create("RPC_ERROR", {
              endpoint: "x",
              method: "m",
              rpcCode: -32601,
              text: "no",
              data: undefined,
            }),
          ),
      },
      accounts[0],
    );
    expect(await silent.sign(transaction)).toBeUndefined();
  });
});
