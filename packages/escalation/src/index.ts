// All but the committee's signatures, which bring ethers along: they are `@mvcrs/escalation/committee`. Each room is an
// entry of its own as well, for callers that need one of them.

export { escalationErrors } from "./errors.ts";
export * from "./figures/index.ts";
export * from "./incident/index.ts";
export * from "./judging/index.ts";
export * from "./ledger/index.ts";
