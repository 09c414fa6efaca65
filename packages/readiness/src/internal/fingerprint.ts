import { sha256Hex } from "@mvcrs/canonical/sha256";
import type { RawFinding } from "../rule.ts";

/** Lines move with every edit, so they are no part of it. */
export function fingerprint(rule: string, { file, subject, pointer, message }: RawFinding): string {
  // Not the canonical form: it refuses half a surrogate pair, which a finding may well be about. JSON writes it as an escape.
  const parts = [rule, file, subject ?? pointer ?? "", subject === undefined ? message : ""];
  return sha256Hex(JSON.stringify(parts));
}
