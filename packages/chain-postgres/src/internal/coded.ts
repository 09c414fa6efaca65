import { isCodedError, messageOf, systemCode } from "@mvcrs/errors";
import pg from "pg";
import { postgresErrors } from "../errors.ts";

/** By SQLSTATE (PostgreSQL, appendix A), by class where no single state is named. */
const codeByState = {
  "25006": "STORE_READ_ONLY",
  "28P01": "STORE_PASSWORD",
  "3D000": "STORE_NO_DATABASE",
  "40001": "STORE_BUSY",
  "40P01": "STORE_BUSY",
  "42501": "STORE_PRIVILEGE",
  "53100": "STORE_DISK_FULL",
  "53300": "STORE_CONNECTIONS",
  "55P03": "STORE_BUSY",
  "57014": "STORE_BUSY",
  // Shut down by an operator, after a crash, not yet up.
  "57P01": "STORE_UNREACHABLE",
  "57P02": "STORE_UNREACHABLE",
  "57P03": "STORE_UNREACHABLE",
} as const;

const isState = (state: string): state is keyof typeof codeByState => Object.hasOwn(codeByState, state);
/** Of certificates that nobody vouches for, or for another host (Node's names for what OpenSSL finds). */
const UNTRUSTED =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_ALTNAME_INVALID)/;

/** What was thrown by the server or on the way to it, as an error of ours; others as they are. */
export function coded(thrown: unknown, store: string, encrypted: boolean): unknown {
  if (isCodedError(thrown)) return thrown;
  const cause = { cause: thrown };
  const reason = messageOf(thrown);
  if (thrown instanceof pg.DatabaseError) {
    const state = thrown.code ?? "";
    const details = { store, state, reason };
    if (isState(state)) return postgresErrors.create(codeByState[state], details, cause);
    if (state === "28000")
      return postgresErrors.create("STORE_NOT_ADMITTED", { ...details, encrypted }, cause);
    if (state.startsWith("08")) return postgresErrors.create("STORE_UNREACHABLE", details, cause);
    return postgresErrors.create("STORE_FAILED", details, cause);
  }
  const state = systemCode(thrown) ?? "";
  const code = UNTRUSTED.test(state) ? "STORE_TLS_UNTRUSTED" : "STORE_UNREACHABLE";
  return postgresErrors.create(code, { store, state, reason }, cause);
}

/** Whether the server itself said that a statement failed: then nothing of it is in the database, and nothing will be. */
export function wasRolledBack(thrown: unknown): boolean {
  if (!(thrown instanceof pg.DatabaseError)) return false;
  // A session that is ended says so in the middle of anything, a commit that waits for its standby included.
  return !/^(?:57P|08)/.test(thrown.code ?? "");
}
