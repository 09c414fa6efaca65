import { createHash } from "node:crypto";
import { utf8 } from "@mvcrs/canonical";
import { chainErrors } from "../errors.ts";
import { concatBytes, equalBytes } from "../internal/line/bytes.ts";

const HEADING = utf8("mvcrs-vault 0001");
const SALT_BYTES = 32;
/** Bytes of a payload file before the payload. */
const HEAD_BYTES = HEADING.length + SALT_BYTES;
/** Most bytes of one payload. */
export const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;
export const MAX_FILE_BYTES = HEAD_BYTES + MAX_PAYLOAD_BYTES;

/** A payload ready to be kept: what the log says of it, and the bytes of its file. */
export interface SealedPayload {
  /** 64 lower-case hex digits. */
  readonly commitment: string;
  readonly file: Uint8Array;
}

/**
 * Seals a payload under a salt of its own, so that nobody who knows only the commitment can try what the payload might be,
 * and the same payload twice has two commitments.
 *
 * @throws PAYLOAD_TOO_LARGE
 */
export function sealPayload(
  payload: Uint8Array,
  random: (target: Uint8Array<ArrayBuffer>) => unknown,
): SealedPayload {
  if (payload.length > MAX_PAYLOAD_BYTES)
    throw chainErrors.create("PAYLOAD_TOO_LARGE", { bytes: payload.length, max: MAX_PAYLOAD_BYTES });
  const salt = new Uint8Array(SALT_BYTES);
  random(salt);
  return { commitment: commitmentOf(salt, payload), file: concatBytes(HEADING, salt, payload) };
}

/** The payload in the bytes of a file; `undefined` where they are not what the commitment is of. */
export function payloadIn(file: Uint8Array, commitment: string): Uint8Array | undefined {
  if (file.length < HEAD_BYTES || !equalBytes(file.subarray(0, HEADING.length), HEADING)) return undefined;
  const payload = file.subarray(HEAD_BYTES);
  return commitmentOf(file.subarray(HEADING.length, HEAD_BYTES), payload) === commitment
    ? payload
    : undefined;
}

// The heading keeps these hashes apart from those of lines and trees, the length one payload from another's beginning.
function commitmentOf(salt: Uint8Array, payload: Uint8Array): string {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(payload.length));
  return createHash("sha256").update(HEADING).update(salt).update(length).update(payload).digest("hex");
}
