export { FIXED_SEED, fixedSigner } from "./testing/fixed-key.ts";
