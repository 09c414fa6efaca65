import type { OwnerRoleEvent } from "../../watched.ts";

/** A transaction, and what it did to the owner's roles. */
export interface RoleTransaction {
  readonly transactionHash: string;
  readonly blockNumber: string;
  /** RFC 3339, from the block. */
  readonly at: string;
  /** Its events, each as `contract event`. */
  readonly events: readonly string[];
}

/** The events by transaction, in their order. */
export function byTransaction(events: readonly OwnerRoleEvent[]): readonly RoleTransaction[] {
  const found = new Map<string, RoleTransaction & { readonly events: string[] }>();
  for (const { transactionHash, blockNumber, at, contract, event } of events) {
    const known = found.get(transactionHash);
    if (known === undefined)
      found.set(transactionHash, { transactionHash, blockNumber, at, events: [`${contract} ${event}`] });
    else known.events.push(`${contract} ${event}`);
  }
  return [...found.values()];
}
