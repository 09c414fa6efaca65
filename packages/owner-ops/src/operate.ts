export { type OwnerIo, type OwnerOutcome, runOwnerCommand } from "./internal/command/run.ts";
