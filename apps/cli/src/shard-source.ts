import type { PostgresStore, Shards } from "@mvcrs/chain-postgres";
import type { judgeShards } from "@mvcrs/escalation";

type ShardSource = Parameters<typeof judgeShards>[0]["shards"];

/** A worker's shards of a database; what it judged is committed with the events that it was worth. */
export function shardSource(shards: Shards, store: PostgresStore): ShardSource {
  const held = shards.hold();
  return {
    get shards() {
      return held.shards;
    },
    balance: () => held.balance(),
    load: (which) => held.load(which),
    take: (which, most, taken) => held.take(which, most, taken),
    commit: (commits) => held.commit(commits),
    commitAlong: (commits) => store.alongNext((client) => held.commitWithin(client, commits)),
    committed: (which) => held.committed(which),
    giveBack: (which) => held.giveBack(which),
    leave: () => held.leave(),
  };
}
