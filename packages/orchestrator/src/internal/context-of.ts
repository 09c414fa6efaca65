import type { ArenaParameters, RunReceipt } from "../receipt.ts";
import type { Scoreboard } from "../scoreboard.ts";

/** What the receipt says of the scoreboard and of the parameters in force. */
export function contextOf(
  board: Scoreboard,
  parameters: ArenaParameters,
  at: string,
  block: number,
): NonNullable<RunReceipt["timings"]["scoreboard"]> {
  return {
    updatedAt: at,
    block,
    parameters,
    rounds: board.rounds,
    agents: Object.keys(board.agents).length,
    slashes: Object.values(board.agents).reduce((sum, { slashes }) => sum + slashes, 0),
    failures: board.failures.total,
    slashedToday: board.slashedOn.day === at.slice(0, 10) ? board.slashedOn.amount : "0",
    successRateBps: board.students === 0 ? 0 : Math.floor((board.winners * 10_000) / board.students),
  };
}
