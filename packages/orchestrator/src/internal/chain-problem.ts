import { isCodedError, messageOf } from "@mvcrs/errors";
import { evmErrors } from "@mvcrs/evm";
import { SelfPlayArena__factory, StakeManager__factory } from "@selfplay/contracts";
import { type ErrorDescription, type Interface, isCallException } from "ethers";
import { orchestratorErrors } from "../errors.ts";

const interfaces: readonly Interface[] = [
  SelfPlayArena__factory.createInterface(),
  StakeManager__factory.createInterface(),
];

/** A call that reverted, with what it said. */
export class Reverted extends Error {
  readonly data: string;

  constructor(data: string) {
    super("reverted");
    this.data = data;
  }
}

/** The error of this project for whatever ethers threw. Errors of this project pass through. */
export function chainProblem(step: string, thrown: unknown): Error {
  if (evmErrors.is(thrown, "RPC_UNREACHABLE", "RPC_ERROR", "RPC_BAD_ANSWER"))
    return orchestratorErrors.create("CHAIN_FAILED", { step, problem: thrown.summary }, { cause: thrown });
  if (isCodedError(thrown)) return thrown;
  if (isCallException(thrown))
    return orchestratorErrors.create(
      "TRANSACTION_REVERTED",
      { step, problem: revertReason(thrown.data) ?? thrown.shortMessage },
      { cause: thrown },
    );
  return orchestratorErrors.create("CHAIN_FAILED", { step, problem: messageOf(thrown) }, { cause: thrown });
}

/** The name of the custom error that a contract refused with; `undefined` for whatever else was thrown. */
export function refusalOf(thrown: unknown): string | undefined {
  if (thrown instanceof Error && isCodedError(thrown)) return refusalOf(thrown.cause);
  if (thrown instanceof Reverted) return customError(thrown.data)?.name;
  return isCallException(thrown) ? customError(thrown.data)?.name : undefined;
}

export function revertReason(data: string | null): string | undefined {
  const error = customError(data);
  return error === undefined ? undefined : `${error.name}(${error.args.map(String).join(", ")})`;
}

function customError(data: string | null): ErrorDescription | undefined {
  if (data === null || data === "0x") return undefined;
  for (const known of interfaces) {
    const error = known.parseError(data);
    if (error !== null) return error;
  }
  return undefined;
}
