import { canonicalBytes, sha256Hex } from "../digest.ts";
import type { RawFinding } from "../rule.ts";

/** Lines move with every edit, so they are no part of it. */
export function fingerprint(rule: string, { file, subject, pointer, message }: RawFinding): string {
  return sha256Hex(
    canonicalBytes([rule, file, subject ?? pointer ?? "", subject === undefined ? message : ""]),
  );
}
