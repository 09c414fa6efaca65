import type { LockHolder } from "@mvcrs/files/lock";
import { chainErrors } from "../../errors.ts";

/** The error of whoever finds the writer's lock held. */
export const logLocked = (holder: LockHolder): Error => chainErrors.create("LOG_LOCKED", holder);
