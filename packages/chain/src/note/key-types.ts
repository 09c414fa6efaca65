import { ed25519 } from "@noble/curves/ed25519.js";

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
  /**
   * Signs the note's text. An algorithm that signs something else (cosignatures do: a time, the key's name, the
   * checkpoint's lines) derives it from the text, the name and what it puts into the signature itself.
   */
  sign(seed: Uint8Array, text: Uint8Array, name: string): Uint8Array;
  verify(publicKey: Uint8Array, text: Uint8Array, signature: Uint8Array, name: string): boolean;
}

/** Type 0x01: Ed25519 (RFC 8032) over the note's text. */
export const ed25519KeyType: KeyType = {
  id: 0x01,
  name: "Ed25519",
  publicKeyBytes: 32,
  seedBytes: 32,
  publicKey: (seed) => ed25519.getPublicKey(seed),
  sign: (seed, text) => ed25519.sign(text, seed),
  verify(publicKey, text, signature) {
    if (signature.length !== 64) return false;
    try {
      // RFC 8032, not ZIP 215: the stricter rules, which Go's verifier follows too.
      return ed25519.verify(signature, text, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};

/** What this package signs and verifies unless told otherwise. */
export const defaultKeyTypes: readonly KeyType[] = [ed25519KeyType];
