import type { Quantity } from "./quantity.ts";

/** What the orchestrator says of the deployment: the scoreboard and the latest receipt, as quantities by metric. */
export interface Report {
  /** By metric, with the names of the chain's own readings: `arena.feePct`, `scoreboard.wins.0x…`. */
  readonly values: ReadonlyMap<string, Quantity>;
  /** The same quantities as the run receipts add up to, where they do: a second, lighter statement. */
  readonly receipts?: ReadonlyMap<string, Quantity> | undefined;
  /** The block that the report is about; the newest agreed block where it names none. */
  readonly block?: bigint | undefined;
  /** Where it stands, for the labels of its signals: for example `runs/000042.json`. */
  readonly via: string;
}
