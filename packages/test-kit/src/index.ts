export { capturedOutput } from "./captured.ts";
export { errorCode } from "./error-code.ts";
export { type Fault, type FaultProxy, faultProxy, type PassingCall } from "./fault-proxy.ts";
export { type FixedClock, fixedClock } from "./fixed-clock.ts";
export { readsTypeScript } from "./reads-typescript.ts";
export { tempRoot } from "./temp-root.ts";
export { unusedCodes } from "./unused-codes.ts";
