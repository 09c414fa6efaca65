import { type SignerKey, signerKeyFromSeed } from "../note/key.ts";

/** The bytes 0 to 31: a seed that everybody knows. Never sign anything real with it. */
export const FIXED_SEED: Uint8Array = Uint8Array.from({ length: 32 }, (_, i) => i);

/** An Ed25519 key that is the same in every run. */
export function fixedSigner(name = "log.example/test"): SignerKey {
  return signerKeyFromSeed(name, FIXED_SEED);
}
