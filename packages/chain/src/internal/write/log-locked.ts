import type { LockHolder } from "@mvcrs/files/lock";
import { chainErrors } from "../../errors.ts";

/** The error where the writer's lock is held. */
export const logLocked = (holder: LockHolder): Error => chainErrors.create("LOG_LOCKED", holder);
