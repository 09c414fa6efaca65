import type { WatchReport } from "@selfplay/owner-ops";
import type { OwnerOutcome } from "../io.ts";

/** What a watch found; `ids` are those of the challenges that it raised, or would have. */
export function watchOutcome(
  { events, undecoded, uncovered, span, watched }: WatchReport,
  ids: readonly string[],
  dryRun: boolean,
): OwnerOutcome {
  const { from, to, fromTime, toTime } = span;
  return {
    json: {
      ok: uncovered.length === 0,
      fromBlock: from.toString(),
      toBlock: to.toString(),
      fromTime,
      toTime,
      watched: [...watched].map(([address, { name }]) => ({ name, address })),
      seen: events.length,
      undecoded,
      uncovered,
      raised: dryRun ? [] : ids,
    },
    text: [
      `${events.length} owner-role events of ${watched.size} contracts in blocks ${from} to ${to} (${fromTime} to ${toTime}), ${uncovered.length} without a recorded operation`,
      ...uncovered.map(
        ({ blockNumber, contract, event, args, transactionHash }) =>
          `  block ${blockNumber}: ${contract} ${event}(${args.join(", ")}) in ${transactionHash}`,
      ),
      ...undecoded.map(
        ({ contract, emitter, topic, count, firstBlock }) =>
          `  not decoded: ${count} of ${contract} ${emitter}, topic ${topic}, first in block ${firstBlock}`,
      ),
      ...ids.map((id) => `  ${dryRun ? "would raise" : "raised"} challenge ${id}`),
    ].join("\n"),
    exitCode: uncovered.length === 0 ? 0 : 1,
  };
}
