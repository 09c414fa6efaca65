import { computeAddress, Transaction, type TransactionLike } from "ethers/transaction";
import { z } from "zod";
import { evmErrors } from "./errors.ts";
import { ask, hexBytes, isUnsupported } from "./node-values.ts";
import { privateKeyOf } from "./private-key.ts";
import type { Rpc } from "./rpc/http-rpc.ts";

/** A transaction to be signed: of EIP-1559, or of type 0 where it has a gas price. */
export type UnsignedTransaction = {
  readonly chainId: bigint;
  readonly nonce: number;
  readonly to: string;
  readonly data: string;
  readonly gasLimit: bigint;
} & (
  | { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }
  | { readonly gasPrice: bigint }
);

/** Signs for one account. The key, if there is one, is out of reach of everything that prints. */
export interface TransactionSigner {
  readonly address: string;
  readonly kind: "private-key" | "keystore" | "unlocked";
  /** The signed transaction, or undefined where the node only signs and sends in one call. */
  sign(transaction: UnsignedTransaction): Promise<string | undefined>;
  /** Signs and sends in one call; present only where `sign` may return undefined. Returns the hash. */
  readonly send?: (transaction: UnsignedTransaction) => Promise<string>;
}

const like = (transaction: UnsignedTransaction): TransactionLike => ({
  ...transaction,
  type: "gasPrice" in transaction ? 0 : 2,
  value: 0n,
});

function keySigner(digits: string, kind: TransactionSigner["kind"]): TransactionSigner {
  // A closure rather than a property, so that no logger, inspector or JSON.stringify can walk to the key.
  const key = privateKeyOf(digits);
  return {
    address: computeAddress(key.publicKey),
    kind,
    async sign(transaction) {
      const unsigned = Transaction.from(like(transaction));
      unsigned.signature = key.sign(unsigned.unsignedHash);
      return unsigned.serialized;
    },
  };
}

/**
 * A signer from a private key: 64 hexadecimal digits, 0x or not, white space around it allowed. `source` names where it
 * came from in messages.
 *
 * @throws KEY_UNUSABLE; its text holds nothing of the key
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { privateKeySigner } from "@mvcrs/evm";
 *
 * const signer = privateKeySigner(`0x${"11".repeat(32)}`, "my key file");
 * assert.equal(signer.address, "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A");
 * ```
 */
export function privateKeySigner(text: string, source: string): TransactionSigner {
  const digits = text.trim().replace(/^0x/, "");
  if (!/^[0-9a-fA-F]{64}$/.test(digits))
    throw evmErrors.create("KEY_UNUSABLE", {
      source,
      problem: "not a private key of 64 hexadecimal digits",
    });
  try {
    return keySigner(digits, "private-key");
  } catch {
    throw evmErrors.create("KEY_UNUSABLE", { source, problem: "no valid secp256k1 key" });
  }
}

/**
 * A signer from an encrypted JSON keystore (Web3 Secret Storage version 3), as geth and Foundry's cast write it.
 * Foundry leaves the address out; it follows from the key.
 *
 * @throws KEY_UNUSABLE
 */
export async function keystoreSigner(
  json: string,
  password: string,
  source: string,
): Promise<TransactionSigner> {
  // Loaded here: no other signer waits for it.
  const { decryptKeystoreJson, isKeystoreJson } = await import("ethers/wallet");
  const { isError } = await import("ethers/utils");
  if (!isKeystoreJson(json))
    throw evmErrors.create("KEY_UNUSABLE", { source, problem: "not a version 3 keystore" });
  let key: string;
  try {
    key = (await decryptKeystoreJson(json, password)).privateKey;
  } catch (thrown) {
    const wrong = isError(thrown, "INVALID_ARGUMENT") && thrown.argument === "password";
    // Neither the cause nor its message is passed on: libraries have put secrets into both.
    throw evmErrors.create("KEY_UNUSABLE", {
      source,
      problem: wrong ? "the password is wrong" : "the keystore is damaged or of an unknown kind",
    });
  }
  return keySigner(key.slice(2), "keystore");
}

const signedSchema = z.union([hexBytes, z.object({ raw: hexBytes }).transform(({ raw }) => raw)]);

/**
 * A signer that lets the node sign for an account it holds unlocked. Where the node can sign without sending, that is
 * used, so that the transaction is on record before it leaves.
 */
export function unlockedSigner(rpc: Rpc, address: string): TransactionSigner {
  const request = (transaction: UnsignedTransaction) => {
    const hex = (value: bigint | number) => `0x${value.toString(16)}`;
    return {
      from: address,
      to: transaction.to,
      data: transaction.data,
      value: "0x0",
      nonce: hex(transaction.nonce),
      gas: hex(transaction.gasLimit),
      chainId: hex(transaction.chainId),
      ...("gasPrice" in transaction
        ? { gasPrice: hex(transaction.gasPrice), type: "0x0" }
        : {
            maxFeePerGas: hex(transaction.maxFeePerGas),
            maxPriorityFeePerGas: hex(transaction.maxPriorityFeePerGas),
            type: "0x2",
          }),
    };
  };
  return {
    address,
    kind: "unlocked",
    async sign(transaction) {
      try {
        const raw = await ask(rpc, signedSchema, "eth_signTransaction", request(transaction));
        assertSame(raw, transaction, address);
        return raw;
      } catch (thrown) {
        if (isUnsupported(thrown)) return undefined;
        throw thrown;
      }
    },
    send: (transaction) => ask(rpc, hexBytes, "eth_sendTransaction", request(transaction)),
  };
}

// A node that signs something else than it was asked to must not get it sent.
function assertSame(raw: string, wanted: UnsignedTransaction, address: string): void {
  const signed = Transaction.from(raw);
  const same =
    signed.from === address &&
    signed.to === wanted.to &&
    signed.data === wanted.data &&
    signed.nonce === wanted.nonce &&
    signed.chainId === wanted.chainId &&
    signed.value === 0n;
  if (!same)
    throw evmErrors.create("KEY_UNUSABLE", {
      source: `the node's account ${address}`,
      problem: "the node signed something else than it was asked to",
    });
}
