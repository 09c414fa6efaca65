import { isCodedError, messageOf } from "@mvcrs/errors";
import { SelfPlayArena__factory, StakeManager__factory } from "@selfplay/contracts";
import { type Interface, isCallException } from "ethers";
import { orchestratorErrors } from "../errors.ts";

const interfaces: readonly Interface[] = [
  SelfPlayArena__factory.createInterface(),
  StakeManager__factory.createInterface(),
];

/** The error of this project for whatever ethers threw. Errors of this project pass through. */
export function chainProblem(step: string, thrown: unknown): Error {
  if (isCodedError(thrown)) return thrown;
  if (isCallException(thrown))
    return orchestratorErrors.create(
      "TRANSACTION_REVERTED",
      { step, problem: revertReason(thrown.data) ?? thrown.shortMessage },
      { cause: thrown },
    );
  return orchestratorErrors.create("CHAIN_FAILED", { step, problem: messageOf(thrown) }, { cause: thrown });
}

function revertReason(data: string | null): string | undefined {
  if (data === null || data === "0x") return undefined;
  for (const known of interfaces) {
    const error = known.parseError(data);
    if (error !== null) return `${error.name}(${error.args.map(String).join(", ")})`;
  }
  return undefined;
}
