import type { HeldShards, PostgresStore } from "@mvcrs/chain-postgres";
import type { ShardSource } from "@mvcrs/escalation";

/** The shards of a worker beside the log that its events come into: what is committed along goes into that log's transaction. */
export const shardSource = (
  held: HeldShards,
  store: Pick<PostgresStore, "alongNext">,
  /** Told the present by the server's clock, in milliseconds. */
  onTime: (serverTime: number) => void,
): ShardSource => ({
  get shards() {
    return held.shards;
  },
  async balance() {
    const balance = await held.balance();
    onTime(balance.now);
    return balance;
  },
  load: (shards) => held.load(shards),
  take: (shards, most, taken) => held.take(shards, most, taken),
  commit: (commits) => held.commit(commits),
  commitAlong: (commits) => store.alongNext((client) => held.commitWithin(client, commits)),
  committed: (shards) => held.committed(shards),
  setAside: (shard, n, problem) => held.setAside(shard, n, problem),
  giveBack: (shards) => held.giveBack(shards),
  leave: () => held.leave(),
});
