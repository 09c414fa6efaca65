import type { Rpc } from "@mvcrs/evm";
import { ask, blockSchema, chainIdOf, hexBytes } from "@mvcrs/evm";
import { z } from "zod";
import { ownerErrors } from "../../errors.ts";
import type { ExecuteOptions } from "../../execute-options.ts";
import type { Plan } from "../../plan.ts";
import { describeChain, genesisOf, isDevelopmentChain } from "../known-chains.ts";
import type { ChainClaim } from "./chain-claim.ts";
import { isKnownChain } from "./deployments.ts";

/**
 * Makes sure of the chain that a plan is going to be signed for: a node that lies about its chain id would get a
 * transaction that is good on another chain. Who vouches for it, any one of them: the caller (`--chain-id`), an earlier
 * operation on one of the contracts, a second endpoint. What is signed for a development chain is worth nothing
 * elsewhere. Where only the one node says it, it is asked in other ways, and then the person in charge; a pause is let
 * through, since at the worst it pauses the same contract elsewhere.
 *
 * @returns whether anybody has vouched for it: nobody has for a pause that was let through
 * @throws WRONG_CHAIN, CHAIN_CHANGED, CHAIN_DOUBTFUL, CHAIN_UNCONFIRMED, ENDPOINTS_DISAGREE, what `rpc.request` throws
 */
export async function assertChain(plan: Plan, options: ExecuteOptions): Promise<boolean> {
  const { rpc, secondRpc, confirmChain } = options;
  const { chainId } = plan;
  const [found, other] = await Promise.all([chainIdOf(rpc), secondRpc && chainIdOf(secondRpc)]);
  if (found.toString() !== chainId)
    throw ownerErrors.create("WRONG_CHAIN", { wanted: chainId, found: found.toString() });
  if (secondRpc !== undefined && other !== undefined && other !== found)
    throw ownerErrors.create("ENDPOINTS_DISAGREE", {
      differences: [`chain id: ${rpc.label} ${found}, ${secondRpc.label} ${other}`],
    });
  if (options.chainIsNamed ?? false) return true;
  if (isKnownChain(options.journalFolder, plan) || isDevelopmentChain(chainId)) return true;
  if (secondRpc !== undefined && secondRpc.label !== rpc.label) return true;

  const chain = describeChain(chainId);
  const [ran, doubts] = await Promise.all([chainIdInside(rpc), doubtsAbout(rpc, chainId)]);
  if (ran !== undefined && ran !== found)
    throw ownerErrors.create("CHAIN_DOUBTFUL", { endpoint: rpc.label, chain, ran: ran.toString() });
  const pauses = plan.kind === "pause";
  const claim: ChainClaim = { chainId, chain, endpoint: rpc.label, doubts, pauses };
  if (!(await (confirmChain ?? onlyPauses)(claim)))
    throw ownerErrors.create("CHAIN_UNCONFIRMED", { endpoint: rpc.label, chain, chainId, doubts });
  return !pauses;
}

const onlyPauses = async ({ pauses }: ChainClaim): Promise<boolean> => pauses;

// CHAINID PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN (EIP-1344), run as the code of a contract that is never made.
const chainIdCode = "0x4660005260206000f3";

/** The chain id that the node's own machine runs with; undefined where it does not run this. */
async function chainIdInside(rpc: Rpc): Promise<bigint | undefined> {
  const answer = await orNothing(ask(rpc, hexBytes, "eth_call", { data: chainIdCode }, "latest"));
  return answer?.length === 66 ? BigInt(answer) : undefined;
}

/** What a node says of itself that does not go with a chain id, and need not be a lie. */
async function doubtsAbout(rpc: Rpc, chainId: string): Promise<readonly string[]> {
  const wanted = genesisOf(chainId);
  const [network, first] = await Promise.all([
    orNothing(ask(rpc, z.string().regex(/^\d{1,78}$/), "net_version")),
    wanted === undefined
      ? undefined
      : orNothing(ask(rpc, blockSchema.nullish(), "eth_getBlockByNumber", "0x0", false)),
  ]);
  const doubts: string[] = [];
  if (network !== undefined && network !== chainId) doubts.push(`its network id is ${network}`);
  if (first != null && first.hash.toLowerCase() !== wanted)
    doubts.push(`its block 0 is ${first.hash}, not that of ${describeChain(chainId)}`);
  return doubts;
}

// What a node does not answer tells nothing about its chain.
const orNothing = <T>(answer: Promise<T>): Promise<T | undefined> => answer.catch(() => undefined);
