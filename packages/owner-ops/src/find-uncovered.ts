import type { Rpc } from "@mvcrs/evm";
import { ownHashes } from "./internal/execute/own-hashes.ts";
import { byTransaction, type RoleTransaction } from "./internal/watch/by-transaction.ts";
import { uncoveredEvents, withoutSafeBatches } from "./internal/watch/cover.ts";
import { saveWatchedTo, watchedTo } from "./internal/watch/mark.ts";
import { type Reach, reachOf } from "./internal/watch/reach.ts";
import { type Span, watchRange } from "./internal/watch/span.ts";
import { type OwnerEvent, parseOwnerEvent } from "./record.ts";
import { type Scan, scanReach } from "./watch.ts";
import type { OwnerRoleEvent, WatchedContracts } from "./watched.ts";

export interface WatchOptions {
  readonly rpc: Rpc;
  readonly contracts: WatchedContracts;
  /** Where the journals of this root are, and where it is kept how far the contracts were watched. */
  readonly journalFolder: string;
  readonly fromBlock: bigint | undefined;
  readonly toBlock: bigint | undefined;
  /** The recorded events, of whatever kind; called once the chain was read. */
  readonly recorded: () => Promise<readonly unknown[]>;
}

export interface WatchReport extends Scan {
  readonly span: Span;
  readonly watched: Reach["contracts"];
  /** Events that no recorded operation covers, and the transactions that they are of. */
  readonly uncovered: readonly OwnerRoleEvent[];
  readonly transactions: readonly RoleTransaction[];
  /** Remembers how far was watched: called once what was found is recorded. */
  remember(): Promise<void>;
}

/**
 * What happened to the owner's roles in a range of blocks, and which of it no recorded operation covers.
 *
 * @throws what `rpc.request` throws, JOURNAL_UNREADABLE, what `recorded` throws
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { findUncovered } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const report = await findUncovered({
 *   rpc,
 *   contracts: { arena: process.env["ARENA"] },
 *   journalFolder: "storage/owner-ops",
 *   fromBlock: 0n,
 *   toBlock: undefined,
 *   recorded: async () => [], // nothing: so all that the owner has done is uncovered
 * });
 * assert.deepEqual(report.uncovered, report.events);
 * ```
 */
export async function findUncovered(options: WatchOptions): Promise<WatchReport> {
  const { rpc, contracts, journalFolder, fromBlock, toBlock } = options;
  const { arena, stakeManager, systemPause } = contracts;
  const named = [arena, stakeManager, systemPause].filter((address) => address !== undefined);
  const reach = await reachOf(rpc, contracts);
  const span = await watchRange(rpc, fromBlock, toBlock, (chainId) =>
    watchedTo(journalFolder, chainId, named),
  );
  const scan = await scanReach(rpc, reach, span.from, span.to);
  const known = (await options.recorded()).flatMap((event) => parseOwnerEvent(event) ?? []);
  const record = {
    intended: known.filter(isOf("owner_op.intended")),
    executed: known.filter(isOf("owner_op.executed")),
    signed: new Set(ownHashes(journalFolder).keys()),
  };
  const uncovered = await withoutSafeBatches(rpc, uncoveredEvents(scan.events, record), record);
  return {
    ...scan,
    span,
    watched: reach.contracts,
    uncovered,
    transactions: byTransaction(uncovered),
    async remember() {
      // A range that was asked for says nothing about what is between it and the last watch.
      if (fromBlock === undefined && toBlock === undefined)
        await saveWatchedTo(journalFolder, span.chainId, named, span.to);
    },
  };
}

const isOf =
  <Type extends OwnerEvent["type"]>(type: Type) =>
  (event: OwnerEvent): event is Extract<OwnerEvent, { type: Type }> =>
    event.type === type;
