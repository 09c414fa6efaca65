export { describeLogStore, type SuiteRunner } from "./testing/describe-log-store.ts";
export { FIXED_SEED, fixedSigner } from "./testing/fixed-key.ts";
