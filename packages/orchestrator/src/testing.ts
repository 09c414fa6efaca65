// For tests and rehearsals: a whole deployment on a development chain.
export { type DeployedWorld, deploySelfPlay } from "./testing/deploy.ts";
