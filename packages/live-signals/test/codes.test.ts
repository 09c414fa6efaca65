import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { EventFollower } from "../src/internal/follower.ts";

it("tells a node that answers with logs of blocks that it was not asked for", async () => {
  const [hash, other] = [`0x${"a".repeat(64)}`, `0x${"b".repeat(64)}`];
  const arena = `0x${"1".repeat(40)}`;
  const log = { address: arena, topics: [], data: "0x", transactionHash: other, blockHash: other };
  const answers: Readonly<Record<string, unknown>> = {
    eth_getBlockByNumber: { number: "0x5", hash, timestamp: "0x1" },
    eth_getLogs: [{ ...log, blockNumber: "0x6", logIndex: "0x0" }],
  };
  const rpc = { label: "odd", request: async (method: string) => answers[method] };
  const follower = new EventFollower(rpc, { arena, stakeManager: arena, fromBlock: 0n });
  const target = { number: 5n, hash, timestamp: 1n };
  expect(await errorCode(() => follower.advance(target))).toBe("LIVE_BAD_ANSWER");
});
