import type { Rpc } from "@mvcrs/evm";
import { type Block, chainIdOf, existingBlockAt, latestBlock } from "@mvcrs/evm";

/** The blocks that a watch looks at, and the times of the first and the last. */
export interface Span {
  readonly from: bigint;
  readonly to: bigint;
  readonly chainId: string;
  readonly fromTime: string;
  readonly toTime: string;
}

const day = 86_400n;
/** A reorganisation may have changed the last blocks that were looked at. */
const overlap = 64n;

/**
 * The blocks to look at: what was asked for, else those of the last day by the chain's own times, and since the last
 * watch ended where that is longer ago.
 *
 * @throws what `rpc.request` throws
 */
export async function watchRange(
  rpc: Rpc,
  from: bigint | undefined,
  to: bigint | undefined,
  lastEnded: (chainId: string) => bigint | undefined = () => undefined,
): Promise<Span> {
  const [chainId, newest] = await Promise.all([chainIdOf(rpc), latestBlock(rpc)]);
  const last = to === undefined || to >= newest.number ? newest : await existingBlockAt(rpc, to);
  const first = from ?? (await defaultStart(rpc, last, lastEnded(chainId.toString())));
  const start = first >= last.number ? last : await existingBlockAt(rpc, first);
  const timeOf = ({ timestamp }: Block) => new Date(Number(timestamp) * 1000).toISOString();
  return {
    from: first,
    to: to ?? last.number,
    chainId: chainId.toString(),
    fromTime: timeOf(start),
    toTime: timeOf(last),
  };
}

async function defaultStart(rpc: Rpc, last: Block, lastEnded: bigint | undefined): Promise<bigint> {
  const aDayAgo = await firstBlockSince(rpc, last.timestamp - day, last.number);
  if (lastEnded === undefined) return aDayAgo;
  const next = lastEnded >= overlap ? lastEnded - overlap + 1n : 0n;
  return next < aDayAgo ? next : aDayAgo;
}

/** The first block with that time or later, found by halving: blocks have no steady pace. */
async function firstBlockSince(rpc: Rpc, time: bigint, last: bigint): Promise<bigint> {
  let low = 0n;
  let high = last;
  while (low < high) {
    const middle = (low + high) / 2n;
    if ((await existingBlockAt(rpc, middle)).timestamp >= time) high = middle;
    else low = middle + 1n;
  }
  return low;
}
