import { messageOf } from "@mvcrs/errors";
import { type Block, blockAt, latestBlock, type Rpc } from "@mvcrs/evm";
import { liveErrors } from "../errors.ts";

/** An endpoint this far behind the foremost one is left out, so that it does not hold the others back. */
const mostBehind = 32n;

export interface SameBlock<Endpoint> {
  readonly block: Block;
  /** Those that have this very block. */
  readonly endpoints: readonly Endpoint[];
  /** Why the others are not among them, one line each. */
  readonly problems: readonly string[];
}

/**
 * Finds the newest block that the endpoints share: the lowest of their heads, less `confirmations`. Where they have
 * different blocks at that height the largest party counts; of two equal ones, that of the endpoint named first.
 * Undefined where no endpoint answers, or the chain is shorter than `confirmations`.
 */
export async function agreeOnBlock<Endpoint extends { readonly rpc: Rpc }>(
  endpoints: readonly Endpoint[],
  confirmations: bigint,
): Promise<SameBlock<Endpoint> | { readonly block: undefined; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  const attempt = async <T>(endpoint: Endpoint, action: (rpc: Rpc) => Promise<T>): Promise<T | null> => {
    try {
      return await action(endpoint.rpc);
    } catch (thrown) {
      problems.push(`${endpoint.rpc.label}: ${messageOf(thrown).split("\n", 1)[0]}`);
      return null;
    }
  };
  const heads = await Promise.all(endpoints.map((endpoint) => attempt(endpoint, latestBlock)));
  // Math.min takes no bigint.
  const numbers = heads
    .flatMap((head) => (head === null ? [] : [head.number]))
    .sort((a, b) => (a < b ? -1 : 1));
  const foremost = numbers.at(-1) ?? 0n;
  const target = (numbers.find((number) => number + mostBehind >= foremost) ?? 0n) - confirmations;
  if (numbers.length === 0 || target < 0n) return { block: undefined, problems };

  const blocks = await Promise.all(
    endpoints.map(async (endpoint, index) => {
      const head = heads[index];
      if (head == null) return null;
      if (head.number < target) {
        problems.push(`${endpoint.rpc.label}: is at block ${head.number}, the others at ${foremost}`);
        return null;
      }
      return attempt(endpoint, async (rpc) => {
        const block = await blockAt(rpc, target);
        if (block !== undefined) return block;
        // Its head said otherwise a moment ago.
        throw liveErrors.create("LIVE_BAD_ANSWER", {
          endpoint: rpc.label,
          method: "eth_getBlockByNumber",
          problem: `it is at block ${head.number}, and gives no block ${target}`,
        });
      });
    }),
  );
  const parties = new Map<string, { block: Block; endpoints: Endpoint[] }>();
  blocks.forEach((block, index) => {
    const endpoint = endpoints[index];
    if (block === null || endpoint === undefined) return;
    const party = parties.get(block.hash);
    if (party === undefined) parties.set(block.hash, { block, endpoints: [endpoint] });
    else party.endpoints.push(endpoint);
  });
  // The sort is stable, so the party that was met first stays ahead of an equal one.
  const [largest, ...others] = [...parties.values()].sort((a, b) => b.endpoints.length - a.endpoints.length);
  if (largest === undefined) return { block: undefined, problems };
  for (const { block, endpoints: members } of others)
    for (const { rpc } of members)
      problems.push(`${rpc.label}: has another block ${block.number}, ${block.hash.slice(0, 18)}…`);
  return { ...largest, problems };
}
