import type { FailureErrors } from "@mvcrs/evm";
import { ownerErrors } from "../../errors.ts";

/** What goes wrong on the way of a step, in the words of owner operations. */
export const stepFailures: FailureErrors = {
  FEE_ABOVE_CAP: (details) => ownerErrors.create("FEE_ABOVE_CAP", details),
  FUNDS_TOO_LOW: (details) => ownerErrors.create("FUNDS_TOO_LOW", details),
  WRONG_CHAIN: (details) => ownerErrors.create("WRONG_CHAIN", details),
  SIGNER_MISSING: (details) => ownerErrors.create("SIGNER_MISSING", details),
  STEP_WOULD_REVERT: (details) => ownerErrors.create("STEP_WOULD_REVERT", details),
  STEP_FAILED: (details) => ownerErrors.create("STEP_FAILED", details),
  NODE_REFUSES: (details) => ownerErrors.create("NODE_REFUSES", details),
  NONCE_HELD: (details) => ownerErrors.create("NONCE_HELD", details),
  NONCE_TAKEN: (details) => ownerErrors.create("NONCE_TAKEN", details),
  NONCE_UNCLEAR: (details) => ownerErrors.create("NONCE_UNCLEAR", details),
  SUPERSEDED: (details) => ownerErrors.create("SUPERSEDED", details),
  NOT_MINED: (details) => ownerErrors.create("NOT_MINED", details),
};
