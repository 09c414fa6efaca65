import { ed25519 } from "@noble/curves/ed25519.js";
import { isStrictPublicKey, verifyStrictly } from "./ed25519.ts";

/**
 * One signature algorithm of C2SP signed-note. A new algorithm (ML-DSA-44, say) is one more value of this type, handed
 * to `parseVerifierKey` and `parseSignerKey`; nothing else changes.
 */
export interface KeyType {
  /** The signature type identifier byte. */
  readonly id: number;
  readonly name: string;
  readonly publicKeyBytes: number;
  readonly seedBytes: number;
  publicKey(seed: Uint8Array): Uint8Array;
  /** Whether bytes of the right length are a key that can be used; default: all of them. */
  isPublicKey?(bytes: Uint8Array): boolean;
  /**
   * Signs the note's text. An algorithm that signs something else (cosignatures do: a time, the key's name, the
   * checkpoint's lines) derives it from the text, the name and what it puts into the signature itself.
   */
  sign(seed: Uint8Array, text: Uint8Array, name: string): Uint8Array;
  verify(publicKey: Uint8Array, text: Uint8Array, signature: Uint8Array, name: string): boolean;
}

/** Type 0x01: Ed25519 (RFC 8032) over the note's text, by the strictest rules in common use. */
export const ed25519KeyType: KeyType = {
  id: 0x01,
  name: "Ed25519",
  publicKeyBytes: 32,
  seedBytes: 32,
  publicKey: (seed) => ed25519.getPublicKey(seed),
  isPublicKey: isStrictPublicKey,
  sign: (seed, text) => ed25519.sign(text, seed),
  verify: verifyStrictly,
};

/** What this package signs and verifies by default. */
export const defaultKeyTypes: readonly KeyType[] = [ed25519KeyType];
