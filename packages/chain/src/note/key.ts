import { utf8 } from "@mvcrs/canonical";
import { sha256 } from "@noble/hashes/sha2.js";
import { chainErrors } from "../errors.ts";
import { concatBytes, equalBytes, toHex } from "../internal/line/bytes.ts";
import { parseTreeNumber } from "../internal/read/tree-number.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { defaultKeyTypes, ed25519KeyType, type KeyType } from "./key-types.ts";

export interface VerifierKey {
  readonly name: string;
  /** The first four bytes of SHA-256(name || 0x0A || type || public key). */
  readonly id: Uint8Array;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
  /** The largest tree size that its signature counts for, where the key was replaced by another; default: any. */
  readonly until?: bigint;
}

/** Holds a secret: never print it but with `formatSignerKey`, and never log that. */
export interface SignerKey extends VerifierKey {
  readonly seed: Uint8Array;
}

const SIGNER_PREFIX = "PRIVATE+KEY+";

/** Whether a name may stand in a signature line: not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}

/** Makes the key pair that a seed stands for. @throws KEY_NAME, KEY_LENGTH */
export function signerKeyFromSeed(name: string, seed: Uint8Array, type: KeyType = ed25519KeyType): SignerKey {
  if (!isKeyName(name)) throw chainErrors.create("KEY_NAME", {});
  if (seed.length !== type.seedBytes) throw wrongLength("seed", seed, type.seedBytes);
  const publicKey = type.publicKey(seed);
  return { name, id: keyId(name, type, publicKey), type, publicKey, seed };
}

/** A new key pair. `random` fills an array, as `crypto.getRandomValues` does. @throws KEY_NAME */
export function generateSignerKey(
  name: string,
  random: (target: Uint8Array<ArrayBuffer>) => unknown,
  type: KeyType = ed25519KeyType,
): SignerKey {
  const seed = new Uint8Array(type.seedBytes);
  random(seed);
  return signerKeyFromSeed(name, seed, type);
}

/** `name+hash+base64`, the encoding of Go's golang.org/x/mod/sumdb/note. */
export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${toHex(id)}+${toBase64(concatBytes(Uint8Array.of(type.id), publicKey))}`;
}

/** `PRIVATE+KEY+name+hash+base64`. Secret. */
export function formatSignerKey({ name, id, type, seed }: SignerKey): string {
  return `${SIGNER_PREFIX}${name}+${toHex(id)}+${toBase64(concatBytes(Uint8Array.of(type.id), seed))}`;
}

/** @throws KEY_FORM, KEY_BASE64, KEY_TYPE_UNKNOWN, KEY_LENGTH, KEY_HASH, KEY_POINT */
export function parseVerifierKey(text: string, types: readonly KeyType[] = defaultKeyTypes): VerifierKey {
  const { name, id, type, material } = split(text.trim(), types);
  if (material.length !== type.publicKeyBytes) throw wrongLength("public key", material, type.publicKeyBytes);
  if (!equalBytes(id, keyId(name, type, material))) throw chainErrors.create("KEY_HASH", {});
  if (type.isPublicKey?.(material) === false) throw chainErrors.create("KEY_POINT", {});
  return { name, id, type, publicKey: material };
}

/**
 * Reads the keys of a log, one a line: the key in force, and those that it replaced, each with ` until ` and the largest
 * size that its signature counts for.
 *
 * @throws what `parseVerifierKey` throws, KEY_UNTIL
 */
export function parseVerifierKeys(
  text: string,
  types: readonly KeyType[] = defaultKeyTypes,
): readonly VerifierKey[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const at = line.indexOf(" until");
      if (at < 0) return parseVerifierKey(line, types);
      const parsed = parseVerifierKey(line.slice(0, at), types);
      const size = parseTreeNumber(line.slice(at + " until ".length).trimEnd());
      if (size === undefined) throw chainErrors.create("KEY_UNTIL", { name: parsed.name });
      return { ...parsed, until: size };
    });
}

/** The inverse of `parseVerifierKeys`. */
export function formatVerifierKeys(keys: readonly VerifierKey[]): string {
  return keys
    .map((key) => `${formatVerifierKey(key)}${key.until === undefined ? "" : ` until ${key.until}`}\n`)
    .join("");
}

/** @throws KEY_NOT_A_SIGNER, KEY_FORM, KEY_BASE64, KEY_TYPE_UNKNOWN, KEY_LENGTH, KEY_HASH */
export function parseSignerKey(text: string, types: readonly KeyType[] = defaultKeyTypes): SignerKey {
  const trimmed = text.trim();
  if (!trimmed.startsWith(SIGNER_PREFIX)) throw chainErrors.create("KEY_NOT_A_SIGNER", {});
  const { name, id, type, material } = split(trimmed.slice(SIGNER_PREFIX.length), types);
  const key = signerKeyFromSeed(name, material, type);
  if (!equalBytes(id, key.id)) throw chainErrors.create("KEY_HASH", {});
  return key;
}

/** The verifier key of a public key that something else signs for. @throws KEY_NAME, KEY_LENGTH, KEY_POINT */
export function verifierKeyOf(
  name: string,
  publicKey: Uint8Array,
  type: KeyType = ed25519KeyType,
): VerifierKey {
  if (!isKeyName(name)) throw chainErrors.create("KEY_NAME", {});
  if (publicKey.length !== type.publicKeyBytes)
    throw wrongLength("public key", publicKey, type.publicKeyBytes);
  if (type.isPublicKey?.(publicKey) === false) throw chainErrors.create("KEY_POINT", {});
  return { name, id: keyId(name, type, publicKey), type, publicKey };
}

/** The public half of a signer's key. */
export function verifierOf({ name, id, type, publicKey }: SignerKey): VerifierKey {
  return { name, id, type, publicKey };
}

const wrongLength = (part: "seed" | "public key", { length: bytes }: Uint8Array, expected: number) =>
  chainErrors.create("KEY_LENGTH", { part, bytes, expected });

function split(text: string, types: readonly KeyType[]) {
  // The base64 part may hold plus signs; name and hash may not.
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text);
  const [, name = "", hash = "", encoded = ""] = match ?? [];
  if (match === null || !isKeyName(name)) throw chainErrors.create("KEY_FORM", {});
  const bytes = fromBase64(encoded);
  const typeId = bytes?.[0];
  if (bytes === undefined || typeId === undefined) throw chainErrors.create("KEY_BASE64", {});
  const type = types.find((candidate) => candidate.id === typeId);
  if (type === undefined) throw chainErrors.create("KEY_TYPE_UNKNOWN", { name, type: typeId });
  const id = Uint8Array.from({ length: 4 }, (_, i) => Number.parseInt(hash.slice(2 * i, 2 * i + 2), 16));
  return { name, id, type, material: bytes.subarray(1) };
}

function keyId(name: string, type: KeyType, publicKey: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8(name), Uint8Array.of(0x0a, type.id), publicKey)).slice(0, 4);
}
