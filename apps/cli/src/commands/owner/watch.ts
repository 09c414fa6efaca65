import { join } from "node:path";
import { defineCommand } from "../../command.ts";
import { addFlags, ownerArgs } from "./options/flag-options.ts";
import type { OwnerFlag } from "./options/flags.ts";

const text = (name: string, describe: string): OwnerFlag => ({ name, type: "string", describe });
const flags = [
  text("arena", "Address of the SelfPlayArena"),
  text("stake-manager", "Address of the StakeManager"),
  text("system-pause", "Address of the SystemPause; its modules are watched as well"),
  text("rpc-url", "JSON-RPC endpoint (default ETH_RPC_URL, else http://127.0.0.1:8545)"),
  text(
    "from-block",
    "First block to look at (default: a day ago by the chain's times, or where the last watch ended, whichever is earlier)",
  ),
  text("to-block", "Last block to look at (default: the newest)"),
];

export const watchCommand = defineCommand({
  command: "watch",
  describe: "Raise a challenge for every owner-role transaction that no recorded operation covers",
  options: (yargs) =>
    addFlags(yargs, flags).option("dry-run", { type: "boolean", describe: "Report, record nothing" }),
  async run(args, context) {
    const owner = await import("@selfplay/owner-ops");
    const { appendToLog, eventsOf } = await import("./log.ts");
    const { actor, byTransaction, challengeFor } = await import("./uncovered.ts");
    const given = ownerArgs(args, flags);
    const addressOf = (name: string) => {
      const value = given[name];
      return typeof value === "string" ? owner.parseAddress(value, `--${name}`) : undefined;
    };
    const blockOf = (name: string) => {
      const value = given[name];
      return typeof value === "string"
        ? owner.parseWhole(value, `--${name}`, "blocks", 0n, 2n ** 64n)
        : undefined;
    };
    const url = given["rpc-url"];
    const rpc = owner.httpRpc(
      typeof url === "string" ? url : (context.io.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545"),
    );
    const contracts = {
      arena: addressOf("arena"),
      stakeManager: addressOf("stake-manager"),
      systemPause: addressOf("system-pause"),
    };
    const dryRun = args["dry-run"] === true;
    const folder = join(context.paths.root, "storage", "owner-ops");
    const reach = await owner.reachOf(rpc, contracts);
    const named = Object.values(contracts).filter((address) => address !== undefined);
    const range = [blockOf("from-block"), blockOf("to-block")] as const;
    const lastEnded = (chainId: string) => owner.watchedTo(folder, chainId, named);
    const span = await owner.watchRange(rpc, ...range, lastEnded);
    const { events, undecoded } = await owner.scanReach(rpc, reach, span.from, span.to);
    const recorded = await eventsOf(
      context,
      ({ type, actor: by }) => type.startsWith("owner_op.") || by === actor,
    );
    const known = recorded.flatMap((event) => owner.parseOwnerEvent(event) ?? []);
    const record = {
      intended: known.filter((event) => event.type === "owner_op.intended"),
      executed: known.filter((event) => event.type === "owner_op.executed"),
      signed: new Set(owner.ownHashes(folder).keys()),
    };
    const uncovered = await owner.withoutSafeBatches(rpc, owner.uncoveredEvents(events, record), record);
    const raisedBefore = new Set(recorded.map(({ id }) => id));
    const challenges = byTransaction(uncovered)
      .map((group) => challengeFor(group, span.chainId, new Date(context.clock()).toISOString()))
      .filter(({ id }) => !raisedBefore.has(id));
    if (challenges.length > 0 && !dryRun) await appendToLog(context, challenges);
    // A range that was asked for says nothing about what is between it and the last watch.
    if (!dryRun && range.every((block) => block === undefined))
      owner.saveWatchedTo(folder, span.chainId, named, span.to);
    return {
      json: {
        ok: uncovered.length === 0,
        from_block: span.from.toString(),
        to_block: span.to.toString(),
        from_time: span.fromTime,
        to_time: span.toTime,
        watched: [...reach.contracts].map(([address, { name }]) => ({ name, address })),
        seen: events.length,
        undecoded,
        uncovered,
        raised: dryRun ? [] : challenges.map(({ id }) => id),
      },
      text: [
        `${events.length} owner-role events of ${reach.contracts.size} contracts in blocks ${span.from} to ${span.to} (${span.fromTime} to ${span.toTime}), ${uncovered.length} without a recorded operation`,
        ...uncovered.map(
          ({ blockNumber, contract, event, args: values, transactionHash }) =>
            `  block ${blockNumber}: ${contract} ${event}(${values.join(", ")}) in ${transactionHash}`,
        ),
        ...undecoded.map(
          ({ contract, emitter, topic, count, firstBlock }) =>
            `  not decoded: ${count} of ${contract} ${emitter}, topic ${topic}, first in block ${firstBlock}`,
        ),
        ...challenges.map(({ id }) => `  ${dryRun ? "would raise" : "raised"} challenge ${id}`),
      ].join("\n"),
      exitCode: uncovered.length === 0 ? 0 : 1,
    };
  },
});
