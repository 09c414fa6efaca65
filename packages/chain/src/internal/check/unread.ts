import { type Finding, finding } from "../../log/finding.ts";
import { rootText } from "./compare-beside.ts";
import type { RangeJoiner } from "./range-joiner.ts";
import type { CheckedSegment } from "./verify-parts.ts";

/** What vouches for the root of a log at a size. */
export interface Voucher {
  readonly by: string;
  readonly size: number;
  readonly root: string;
}

const isUnread = ({ found }: CheckedSegment): boolean => found.is === "away" || found.is === "damaged";

/** Entries that could not be read. */
export const unreadCount = (closed: readonly CheckedSegment[]): number =>
  closed.filter(isUnread).reduce((sum, { segment: { first, last } }) => sum + last + 1 - first, 0);

/** A finding for each segment that could not be read, which says what the rest is worth without it. */
export function unreadFindings(
  { closed, joiner }: { readonly closed: readonly CheckedSegment[]; readonly joiner: RangeJoiner },
  vouchers: readonly Voucher[],
): Finding[] {
  return closed.flatMap(({ segment: { first, last, offset }, found }) => {
    if (found.is !== "away" && found.is !== "damaged") return [];
    const values = { first, last, file: found.path, rest: whatTheRestIsWorth(last, joiner, vouchers) };
    return found.is === "damaged"
      ? [finding("SEGMENT_DAMAGED", first, offset, { ...values, reason: found.reason })]
      : [finding("SEGMENT_MISSING", first, offset, values)];
  });
}

/**
 * The tree over what was read, with the hashes that the index keeps of what was not, has a root that is signed or stated: then
 * every entry that was read is the one committed to, whatever the index is worth.
 */
function whatTheRestIsWorth(last: number, joiner: RangeJoiner, vouchers: readonly Voucher[]): string {
  const agree: string[] = [];
  const differ: string[] = [];
  for (const { by, size, root } of vouchers) {
    const at = size > last ? joiner.snapshots.get(size) : undefined;
    if (at === undefined || at.restsOn !== "kept") continue;
    (rootText(at) === root ? agree : differ).push(by);
  }
  const kept = "with the hashes that the index keeps of them, what was read";
  if (differ.length > 0)
    return `${kept} does not lead to the root of ${differ.join(" and ")}: one or the other was changed`;
  if (agree.length > 0) return `${kept} leads to the root of ${agree.join(" and ")}`;
  return "what follows continues the hash that the list of segments gives, and no root confirms that";
}
